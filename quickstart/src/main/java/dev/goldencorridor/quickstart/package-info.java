/** Everything in one process for a newcomer: a real broker, a real registry, the applications; and the command line. */
package dev.goldencorridor.quickstart;

