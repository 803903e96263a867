// SPDX-License-Identifier: Apache-2.0
package brownout.web.people;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Who somebody is: an id in a signed cookie. Nobody registers; a new browser is a new person.
public final class People {
    public static final String COOKIE = "brownout";

    private static final HexFormat HEX = HexFormat.of();
    private static final int ID_BYTES = 10;

    private final byte[] key;
    private final SecureRandom random = new SecureRandom();

    /// `key` is the secret of the data folder.
    public People(byte[] key) {
        this.key = key.clone();
    }

    /// The person of a cookie's value, empty where the signature is not ours.
    public Optional<String> person(String cookie) {
        int dot = cookie.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        var id = cookie.substring(0, dot);
        var expected = cookie(id).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, cookie.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(id)
                : Optional.empty();
    }

    public String newPerson() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HEX.formatHex(bytes);
    }

    /// The cookie's value for a person.
    public String cookie(String person) {
        return person + "." + HEX.formatHex(signature(person));
    }

    private byte[] signature(String person) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(person.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
