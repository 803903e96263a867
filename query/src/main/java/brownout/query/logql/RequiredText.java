// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

/// A text that every match of a regular expression contains, so that lines without it need not be
/// matched. It errs towards the empty text: alternatives and flags give up at once, groups, classes
/// and named escapes end the search.
final class RequiredText {
    private RequiredText() {}

    static String of(String regex) {
        if (regex.indexOf('|') >= 0 || regex.contains("(?")) {
            return "";
        }
        var best = "";
        var run = new StringBuilder();
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            boolean escaped = c == '\\' && i + 1 < regex.length();
            if (escaped && Character.isLetterOrDigit(regex.charAt(i + 1))) {
                return longer(best, run);
            }
            if (escaped) {
                run.append(regex.charAt(++i));
            } else if (c == '(' || c == '[' || c == ')' || Character.isSurrogate(c)) {
                return longer(best, run);
            } else if (c == '*' || c == '?' || c == '{') {
                // What the quantifier stands behind may be missing.
                run.setLength(Math.max(0, run.length() - 1));
                best = longer(best, run);
                run.setLength(0);
                if (c == '{') {
                    i = Math.max(i, regex.indexOf('}', i));
                }
            } else if (c == '.' || c == '^' || c == '$' || c == '+') {
                best = longer(best, run);
                run.setLength(0);
            } else {
                run.append(c);
            }
        }
        return longer(best, run);
    }

    private static String longer(String best, StringBuilder run) {
        return run.length() > best.length() ? run.toString() : best;
    }
}
