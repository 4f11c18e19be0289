package dev.goldencorridor.processor.model;

/**
 * One entry of a consist.
 *
 * @param hs Harmonized System code as reported
 * @param consignee null if none was reported
 * @param kilograms net mass
 */
public record Commodity(String hs, String consignee, long kilograms) {}
