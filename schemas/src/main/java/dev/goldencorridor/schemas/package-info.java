/**
 * The contract of Golden Corridor, which every step uses. The records of this package are generated from {@code
 * src/main/avro}. The packages below read, write, name and validate them.
 */
package dev.goldencorridor.schemas;
