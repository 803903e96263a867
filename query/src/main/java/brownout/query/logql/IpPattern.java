// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A set of IP addresses: one address, a range `a-b`, or a network in CIDR form, of version 4 or 6.
/// Addresses are compared as numbers within their version.
record IpPattern(boolean six, BigInteger first, BigInteger last) {
    /// Empty where `text` is none of these.
    static Optional<IpPattern> parse(String text) {
        int slash = text.indexOf('/');
        int dash = text.indexOf('-');
        if (slash >= 0) {
            return network(text.substring(0, slash), text.substring(slash + 1));
        }
        var from = dash < 0 ? text : text.substring(0, dash);
        var to = dash < 0 ? text : text.substring(dash + 1);
        var first = address(from);
        var last = address(to);
        boolean six = from.indexOf(':') >= 0;
        if (first == null || last == null || six != to.indexOf(':') >= 0) {
            return Optional.empty();
        }
        return first.compareTo(last) > 0
                ? Optional.empty()
                : Optional.of(new IpPattern(six, first, last));
    }

    private static Optional<IpPattern> network(String base, String bits) {
        boolean six = base.indexOf(':') >= 0;
        var first = address(base);
        int width = six ? 128 : 32;
        if (first == null || !bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > width) {
            return Optional.empty();
        }
        int free = width - Integer.parseInt(bits);
        var low = first.shiftRight(free).shiftLeft(free);
        var high = low.add(BigInteger.ONE.shiftLeft(free).subtract(BigInteger.ONE));
        return Optional.of(new IpPattern(six, low, high));
    }

    /// True where any address written in `text` is in the set. Candidates are the longest runs of
    /// characters that an address may have.
    boolean matchesAny(String text) {
        int at = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && isAddressCharacter(text.charAt(at))) {
                at++;
            }
            if (at > start && contains(text.substring(start, at))) {
                return true;
            }
            at = Math.max(at, start + 1);
        }
        return false;
    }

    private boolean contains(String candidate) {
        if ((candidate.indexOf(':') >= 0) != six) {
            return false;
        }
        var address = address(candidate);
        return address != null && address.compareTo(first) >= 0 && address.compareTo(last) <= 0;
    }

    private boolean isAddressCharacter(char c) {
        boolean digit = (c >= '0' && c <= '9') || c == '.';
        return digit || (six && (c == ':' || (c < 128 && Character.digit(c, 16) >= 0)));
    }

    private static @Nullable BigInteger address(String text) {
        return text.indexOf(':') >= 0 ? six(text) : four(text);
    }

    private static @Nullable BigInteger four(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        long value = 0;
        for (var part : parts) {
            boolean padded = part.length() > 1 && part.charAt(0) == '0';
            if (padded || !part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
                return null;
            }
            value = value << 8 | Integer.parseInt(part);
        }
        return BigInteger.valueOf(value);
    }

    private static @Nullable BigInteger six(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, 8);
        }
        var head = text.substring(0, gap);
        var tail = text.substring(gap + 2);
        int headGroups = count(head);
        int tailGroups = count(tail);
        if (headGroups + tailGroups > 7 || tail.contains("::")) {
            return null;
        }
        var high = groups(head, headGroups);
        var low = groups(tail, tailGroups);
        return high == null || low == null ? null : high.shiftLeft(16 * (8 - headGroups)).or(low);
    }

    private static int count(String groups) {
        return groups.isEmpty() ? 0 : (int) groups.chars().filter(c -> c == ':').count() + 1;
    }

    private static @Nullable BigInteger groups(String text, int wanted) {
        if (count(text) != wanted) {
            return null;
        }
        var value = BigInteger.ZERO;
        for (var group : text.isEmpty() ? new String[0] : text.split(":", -1)) {
            if (!group.matches("[0-9a-fA-F]{1,4}")) {
                return null;
            }
            value = value.shiftLeft(16).or(new BigInteger(group, 16));
        }
        return value;
    }
}
