/** Records that publishers should not send: a corpus of named cases, and a fuzzer. */
package dev.goldencorridor.processor.badinput;
