package dev.goldencorridor.producer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.HexFormat;

/** Formats that the first bytes of a file show, whatever its name is. */
enum FileSignature {
    GZIP("1F8B", ""),
    ZIP("504B0304", ""),
    /** The beginning of an archive without entries. */
    EMPTY_ZIP("504B0506", "the archive has no entries"),
    SEVEN_ZIP("377ABCAF271C", "it is a 7z archive. Extract it, and publish the files"),
    RAR("526172211A07", "it is a RAR archive. Extract it, and publish the files"),
    XZ("FD377A585A00", "it is compressed with xz. Decompress it, or use gzip or zip"),
    BZIP2("425A6839314159265359", "it is compressed with bzip2. Decompress it, or use gzip or zip"),
    ZSTD("28B52FFD", "it is compressed with zstd. Decompress it, or use gzip or zip"),
    WORKBOOK("D0CF11E0A1B11AE1", "it is an Excel workbook. Save the sheet as CSV UTF-8"),
    TAR("7573746172", "it is a tar archive. Extract it, and publish the files"),
    /** Text, as far as the first bytes show. */
    NONE("", "");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int TAR_OFFSET = 257;
    private static final int MAX_SIGNATURE_BYTES = 512;
    private static final int MIN_SIGNATURE_BYTES = 2;

    private final String hex;
    private final String remedy;

    FileSignature(String hex, String remedy) {
        this.hex = hex;
        this.remedy = remedy;
    }

    /** The signature at the stream's position, which does not change. It waits for two bytes only. */
    static FileSignature of(BufferedInputStream in) throws IOException {
        in.mark(MAX_SIGNATURE_BYTES);
        byte[] start = new byte[MAX_SIGNATURE_BYTES];
        int count = 0;
        while (count < MIN_SIGNATURE_BYTES || (count < MAX_SIGNATURE_BYTES && in.available() > 0)) {
            int read = in.read(start, count, MAX_SIGNATURE_BYTES - count);
            if (read < 0) {
                break;
            }
            count += read;
        }
        in.reset();
        for (FileSignature signature : values()) {
            int offset = signature == TAR ? TAR_OFFSET : 0;
            int end = offset + signature.hex.length() / 2;
            if (count >= end && HEX.formatHex(start, offset, end).equals(signature.hex)) {
                return signature;
            }
        }
        return NONE;
    }

    /** Why such a file is not read, and what the user can do. It is empty if it is read. */
    String remedy() {
        return remedy;
    }
}
