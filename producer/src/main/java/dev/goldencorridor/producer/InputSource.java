package dev.goldencorridor.producer;

import java.io.InputStream;

/**
 * A text to read: a file, or an entry of an archive.
 *
 * @param displayName the name in messages, e.g. {@code june.zip!khorgos.csv}
 * @param text UTF-8, unless the source is not
 */
record InputSource(String displayName, InputStream text) {}
