/** The resources of the REST API, below {@code /api/v1}. Pure functions of a request and the board; no HTTP server. */
package dev.goldencorridor.operationscentre.api;
