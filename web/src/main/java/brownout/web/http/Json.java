// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import brownout.query.data.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// Writes JSON straight into UTF-8 bytes, without a tree: commas are put where they belong, strings
/// are escaped, nothing else is checked. Large answers are one growing array.
public final class Json {
    private byte[] bytes = new byte[512];
    private int size;
    private boolean comma;

    public Json object() {
        return open('{');
    }

    public Json endObject() {
        return close('}');
    }

    public Json array() {
        return open('[');
    }

    public Json endArray() {
        return close(']');
    }

    /// The name of the next member.
    public Json name(String name) {
        separate();
        string(name);
        put(':');
        comma = false;
        return this;
    }

    public Json value(String text) {
        separate();
        string(text);
        return this;
    }

    public Json value(long number) {
        return raw(Long.toString(number));
    }

    public Json value(boolean truth) {
        return raw(truth ? "true" : "false");
    }

    /// A finite number in its shortest decimal form (`3`, `0.25`); NaN and infinities are null.
    public Json value(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return raw("null");
        }
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? raw(Long.toString((long) number))
                : raw(Double.toString(number));
    }

    public Json nothing() {
        return raw("null");
    }

    /// Text that is JSON already.
    public Json raw(String json) {
        separate();
        ascii(json);
        return this;
    }

    /// JSON that may hold any character, such as a stored body.
    public Json document(String json) {
        separate();
        var utf8 = json.getBytes(StandardCharsets.UTF_8);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
        return this;
    }

    public Json member(String name, String text) {
        return name(name).value(text);
    }

    public Json member(String name, long number) {
        return name(name).value(number);
    }

    public Json member(String name, boolean truth) {
        return name(name).value(truth);
    }

    public Json member(String name, double number) {
        return name(name).value(number);
    }

    /// `{"name":"value",…}` in label order.
    public Json labels(Labels labels) {
        object();
        labels.forEach(this::member);
        return endObject();
    }

    /// `{"name":"value",…}` in the map's own order.
    public Json strings(Map<String, String> map) {
        object();
        map.forEach(this::member);
        return endObject();
    }

    public Json strings(Iterable<String> texts) {
        array();
        texts.forEach(this::value);
        return endArray();
    }

    /// Milliseconds as seconds with no or exactly three decimals: `1767225600`, `1767225600.500`.
    public Json seconds(long millis) {
        separate();
        long magnitude = Math.abs(millis);
        long fraction = magnitude % 1000;
        if (millis < 0) {
            put('-');
        }
        ascii(Long.toString(magnitude / 1000));
        if (fraction != 0) {
            put('.');
            put('0' + (int) (fraction / 100));
            put('0' + (int) (fraction / 10 % 10));
            put('0' + (int) (fraction % 10));
        }
        return this;
    }

    /// Milliseconds as seconds with as many decimals as needed: `1767225600`, `1767225600.5`.
    public Json shortSeconds(long millis) {
        seconds(millis);
        if (millis % 1000 != 0) {
            while (bytes[size - 1] == '0') {
                size--;
            }
        }
        return this;
    }

    /// Ends the document with a newline, where an API does so.
    public Json line() {
        put('\n');
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private Json open(char bracket) {
        separate();
        put(bracket);
        comma = false;
        return this;
    }

    private Json close(char bracket) {
        put(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            put(',');
        }
        comma = true;
    }

    private void string(String text) {
        reserve(text.length() * 6 + 2);
        bytes[size++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                i += wide(text, i);
            } else if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f) {
                escape(c);
            } else {
                bytes[size++] = (byte) c;
            }
        }
        bytes[size++] = '"';
    }

    private void escape(char c) {
        bytes[size++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[size++] = (byte) c;
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            default -> ascii("u00" + hex(c >> 4) + hex(c & 15));
        }
    }

    private static char hex(int digit) {
        return Character.forDigit(digit, 16);
    }

    /// Writes the character that begins at `index`; returns how many further chars it took. A lone
    /// surrogate becomes U+FFFD.
    private int wide(String text, int index) {
        int code = text.codePointAt(index);
        if (code >= 0x10000) {
            bytes[size++] = (byte) (0xf0 | (code >> 18));
            bytes[size++] = tail(code >> 12);
            bytes[size++] = tail(code >> 6);
            bytes[size++] = tail(code);
            return 1;
        }
        int c = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
        if (c < 0x800) {
            bytes[size++] = (byte) (0xc0 | (c >> 6));
        } else {
            bytes[size++] = (byte) (0xe0 | (c >> 12));
            bytes[size++] = tail(c >> 6);
        }
        bytes[size++] = tail(c);
        return 0;
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }

    private void ascii(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    private void put(int c) {
        reserve(1);
        bytes[size++] = (byte) c;
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
