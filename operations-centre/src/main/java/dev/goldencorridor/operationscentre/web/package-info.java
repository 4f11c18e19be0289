/** The web server: pages, the stream of changes, the API. Viewers have no threads of their own. */
package dev.goldencorridor.operationscentre.web;
