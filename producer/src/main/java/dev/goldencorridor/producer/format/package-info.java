/** Reading movements from files: one reader for each format, in constant memory. */
package dev.goldencorridor.producer.format;

