// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

import java.nio.charset.StandardCharsets;

/// Bytes inside of text: what `\xff` means in a string literal. A byte from 0x80 on stands as the lone
/// surrogate U+DC00 + byte until it turns out to be part of a UTF-8 sequence.
final class StrayBytes {
    private StrayBytes() {}

    static char of(int value) {
        return (char) (value < 0x80 ? value : 0xdc00 + value);
    }

    private static boolean isStray(CharSequence text, int index) {
        char c = text.charAt(index);
        return c >= 0xdc80
                && c <= 0xdcff
                && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    /// `text` with every run of bytes that is UTF-8 turned into characters.
    static String joined(StringBuilder text) {
        var result = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int length = isStray(text, i) ? sequence(text, i) : 0;
            if (length == 0) {
                result.append(text.charAt(i++));
                continue;
            }
            result.append(decoded(text, i, length));
            i += length;
        }
        return result.toString();
    }

    /// How many bytes from `start` on are one valid character; 0 for none.
    private static int sequence(CharSequence text, int start) {
        for (int length = 2; length <= 4 && start + length <= text.length(); length++) {
            if (!isStray(text, start + length - 1)) {
                return 0;
            }
            var character = decoded(text, start, length);
            if (character.codePointCount(0, character.length()) == 1
                    && character.charAt(0) != '\ufffd') {
                return length;
            }
        }
        return 0;
    }

    private static String decoded(CharSequence text, int start, int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) text.charAt(start + i);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
