package dev.goldencorridor.producer.format.taf;

/**
 * The place of a report.
 *
 * @param country the ISO code in capital letters
 * @param facility the facility code
 * @param isMapped whether a row of the file of places gave the code
 * @param label country, code and name, for a user who extends the file
 */
record TafPlace(String country, String facility, boolean isMapped, String label) {}
