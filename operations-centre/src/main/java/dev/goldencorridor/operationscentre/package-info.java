/** The operations centre: an application that serves the live board, from the public topics alone. */
package dev.goldencorridor.operationscentre;
