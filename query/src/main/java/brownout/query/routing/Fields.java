// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Matcher;
import brownout.query.syntax.DurationText;
import brownout.query.syntax.QueryError;
import brownout.query.syntax.YamlNode;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The scalars and matchers of a configuration file.
final class Fields {
    private Fields() {}

    /// `node` after refusing what is not among `known`: a key of `later`, which Alertmanager has and we
    /// do not, by its place.
    static YamlNode keys(YamlNode node, List<String> known, List<String> later) {
        for (var key : node.keyNodes()) {
            if (later.contains(key.text())) {
                throw key.errorHere(key.text() + " is not supported yet", "Leave it out");
            }
        }
        return node.keys(known.toArray(String[]::new));
    }

    /// A duration in Prometheus's notation, never negative.
    static OptionalLong millis(YamlNode node, String key) {
        var found = node.find(key);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        var nanos = DurationText.prometheus(found.get().text());
        if (nanos.isEmpty()) {
            throw found.get()
                    .errorHere(
                            "not a valid duration string: \"" + found.get().text() + "\"",
                            "Write whole numbers with units: 30s, 5m, 1h30m");
        }
        return OptionalLong.of(nanos.getAsLong() / 1_000_000);
    }

    /// As [#millis], but zero is refused.
    static OptionalLong positiveMillis(YamlNode node, String key) {
        var millis = millis(node, key);
        if (millis.isPresent() && millis.getAsLong() == 0) {
            throw node.get(key).errorHere(key + " cannot be zero", "");
        }
        return millis;
    }

    static boolean flag(YamlNode node, String key, boolean absent) {
        var found = node.find(key);
        if (found.isEmpty()) {
            return absent;
        }
        return switch (found.get().text()) {
            case "yes", "Yes", "on", "On", "True" -> true;
            case "no", "No", "off", "Off", "False" -> false;
            default -> found.get().flag();
        };
    }

    /// A text without `{{`: we do not expand templates.
    static Optional<String> literal(YamlNode node, String key) {
        return node.find(key).map(Fields::literal);
    }

    static String literal(YamlNode node) {
        var text = node.text();
        if (text.contains("{{")) {
            throw node.errorHere(
                    "templates are not supported yet", "Leave it out for the usual wording");
        }
        return text;
    }

    /// An absolute URL of scheme http or https.
    static Optional<String> url(YamlNode node, String key) {
        var found = node.find(key);
        if (found.isEmpty() || found.get().text().equals(Secret.HIDDEN)) {
            return found.map(YamlNode::text);
        }
        var text = literal(found.get());
        int end = text.indexOf("://");
        var scheme = end < 0 ? "" : text.substring(0, end);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw found.get().errorHere("unsupported scheme \"" + scheme + "\" for URL", "");
        }
        if (text.length() == end + 3 || text.charAt(end + 3) == '/') {
            throw found.get().errorHere("missing host for URL", "");
        }
        return Optional.of(text);
    }

    /// The matchers of `prefix`match, `prefix`match_re and `prefix`matchers together.
    static List<Matcher> matchers(YamlNode node, String prefix) {
        var matchers = new ArrayList<Matcher>();
        node.find(prefix + "match")
                .ifPresent(old ->
                        old.entries()
                                .forEach((name, value) ->
                                        matchers.add(
                                                matcher(
                                                        value,
                                                        Matcher.Type.EQUAL,
                                                        name,
                                                        value.text()))));
        // Alertmanager anchors these as it reads them, and that is how a group's key has them.
        node.find(prefix + "match_re")
                .ifPresent(old ->
                        old.entries()
                                .forEach((name, value) ->
                                        matchers.add(
                                                matcher(
                                                        value,
                                                        Matcher.Type.MATCH,
                                                        name,
                                                        "^(?:" + value.text() + ")$"))));
        for (var line : node.items(prefix + "matchers")) {
            matchers.addAll(parsed(line));
        }
        matchers.sort(MatcherText.ORDER);
        return matchers;
    }

    private static List<Matcher> parsed(YamlNode line) {
        try {
            return MatcherText.parse(line.text());
        } catch (QueryError e) {
            throw line.errorHere(e.text(), "Write name=\"value\", with =, !=, =~ or !~");
        }
    }

    private static Matcher matcher(YamlNode place, Matcher.Type type, String name, String value) {
        if (name.isEmpty()) {
            throw place.errorHere("invalid label name \"\"", "");
        }
        try {
            return new Matcher(type, name, value);
        } catch (PatternSyntaxException e) {
            throw place.errorHere("error parsing regexp: " + e.getMessage(), "");
        }
    }

    static List<String> concat(List<String> some, String... more) {
        var all = new ArrayList<>(some);
        all.addAll(Arrays.asList(more));
        return all;
    }
}
