/** State of every step, without domain: commit hook, staged store, write-behind cache, watermark and throttles. */
package dev.goldencorridor.processor.state;
