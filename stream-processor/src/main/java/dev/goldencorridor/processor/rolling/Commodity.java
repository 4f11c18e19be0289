package dev.goldencorridor.processor.rolling;

/**
 * One entry of a consist.
 *
 * @param hs Harmonized System code as reported
 * @param consignee null if not told
 * @param kilograms net mass
 */
public record Commodity(String hs, String consignee, long kilograms) {}
