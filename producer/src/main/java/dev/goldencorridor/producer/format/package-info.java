/** Reads movements from files before they are published: one reader for each format, in constant memory. */
package dev.goldencorridor.producer.format;
