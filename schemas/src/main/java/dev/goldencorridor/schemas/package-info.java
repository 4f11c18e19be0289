/**
 * The contract of Golden Corridor. The records of this package are generated from {@code src/main/avro}; the packages
 * below hold what reads, writes, names and checks them.
 */
package dev.goldencorridor.schemas;

