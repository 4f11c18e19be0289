/** The bytes of stores and internal topics: writing and reading them in memory, without locks. */
package dev.goldencorridor.processor.codec;
