/** The command {@code rejects}: shows rejected records, and repairs them. It never changes the topic of rejects. */
package dev.goldencorridor.cli.rejects;
