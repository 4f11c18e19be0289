/** Tests of the board's page in a real browser, on a board whose state is in memory. */
package dev.goldencorridor.operationscentre.browser;
