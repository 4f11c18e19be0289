/** What the board knows: the latest values, what is live of them, past periods, alerts that are over. */
package dev.goldencorridor.operationscentre.state;
