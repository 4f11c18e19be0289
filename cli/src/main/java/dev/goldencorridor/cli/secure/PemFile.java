package dev.goldencorridor.cli.secure;

import dev.goldencorridor.cli.secure.CertificateAuthority.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Reads and writes private keys and certificates as PEM. */
final class PemFile {
    private static final String KEY = "PRIVATE KEY";
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final int LINE = 64;

    private PemFile() {}

    /** Key and certificates, in this order. */
    static String text(Identity identity) throws GeneralSecurityException {
        return block(KEY, identity.key().getEncoded()) + certificates(identity.chain());
    }

    static String key(PrivateKey key) {
        return block(KEY, key.getEncoded());
    }

    static String certificates(List<X509Certificate> certificates) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            text.append(block(CERTIFICATE, certificate.getEncoded()));
        }
        return text.toString();
    }

    /** Reads a file with one key and its certificates. */
    static Identity read(Path file) throws IOException, GeneralSecurityException {
        PrivateKey key = null;
        List<X509Certificate> chain = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(Files.readString(file, StandardCharsets.UTF_8)))) {
            for (PemObject next = reader.readPemObject(); next != null; next = reader.readPemObject()) {
                if (next.getType().equals(KEY)) {
                    key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(next.getContent()));
                } else {
                    chain.add((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(next.getContent())));
                }
            }
        }
        if (key == null || chain.isEmpty()) {
            throw new IOException(file + " has no private key, or no certificate");
        }
        return new Identity(key, chain);
    }

    private static String block(String type, byte[] content) {
        Base64.Encoder lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
        return "-----BEGIN " + type + "-----\n" + lines.encodeToString(content) + "\n-----END " + type + "-----\n";
    }
}
