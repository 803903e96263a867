// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.prometheus;

/// Label names in paths: names that are no identifiers come as `U__http_2e_status`, where `_HEX_` is a
/// code point and `__` an underscore.
final class LabelName {
    private static final String PREFIX = "U__";

    private LabelName() {}

    /// The name meant; text that is not validly escaped stands for itself.
    static String unescaped(String text) {
        if (!text.startsWith(PREFIX)) {
            return text;
        }
        var name = new StringBuilder();
        for (int i = PREFIX.length(); i < text.length(); i++) {
            if (text.charAt(i) != '_') {
                name.append(text.charAt(i));
                continue;
            }
            int end = text.indexOf('_', i + 1);
            if (end < 0) {
                return text;
            }
            var hex = text.substring(i + 1, end);
            if (hex.isEmpty()) {
                name.append('_');
            } else if (hex.matches("[0-9a-fA-F]{1,6}") && valid(hex)) {
                name.appendCodePoint(Integer.parseInt(hex, 16));
            } else {
                return text;
            }
            i = end;
        }
        return name.toString();
    }

    private static boolean valid(String hex) {
        return Character.isValidCodePoint(Integer.parseInt(hex, 16));
    }
}
