// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.Suggestion;
import brownout.query.syntax.YamlNode;
import brownout.simulator.estate.Sentence.Part;
import brownout.simulator.estate.Sentence.Placeholder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `says: ["Order {id} placed: {items} items, {amount} {currency}", …]`, see [Sentence].
final class EstateSentences {
    private static final Pattern BOUNDS = Pattern.compile("([0-9]{1,7})-([0-9]{1,7})");

    private final Set<Placeholder> known;

    private EstateSentences(Set<Placeholder> known) {
        this.known = known;
    }

    /// The sentences under `says`, if any, of an operation that handles messages or answers requests, in
    /// an estate with or without `business`. Who handles a message knows nothing of the request that it
    /// came from.
    static List<Sentence> read(YamlNode node, boolean consumes, boolean business) {
        if (!node.has("says")) {
            return List.of();
        }
        var known =
                consumes
                        ? EnumSet.of(
                                Placeholder.MESSAGE,
                                Placeholder.USER,
                                Placeholder.CURRENCY,
                                Placeholder.REF,
                                Placeholder.MS)
                        : EnumSet.complementOf(EnumSet.of(Placeholder.MESSAGE));
        if (!business) {
            known.removeAll(List.of(Placeholder.AMOUNT, Placeholder.CURRENCY));
        }
        var items = node.items("says");
        if (items.isEmpty()) {
            throw node.get("says").error("nothing is said", "Leave \"says\" out");
        }
        var seen = new LinkedHashSet<String>();
        var reader = new EstateSentences(known);
        var sentences = new ArrayList<Sentence>();
        for (var item : items) {
            if (!seen.add(item.text())) {
                throw item.error("the sentence is given twice");
            }
            sentences.add(reader.sentence(item));
        }
        return sentences;
    }

    private Sentence sentence(YamlNode node) {
        var text = node.text();
        if (text.isBlank() || !text.equals(text.strip())) {
            throw node.error("a sentence begins and ends with a word, not with a space");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == '\\' || text.charAt(i) == '"') {
                throw node.errorAt(i, "a sentence is one line without backslashes and \"", "");
            }
        }
        var parts = new ArrayList<Part>();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw node.errorAt(open, "this brace is not closed", "");
            }
            words(node, from, open, parts);
            if (joins(text, open - 1) || joins(text, close + 1)) {
                throw node.errorAt(
                        open,
                        "letters, digits, _ or braces beside " + text.substring(open, close + 1),
                        "Put a space or another sign between them");
            }
            parts.add(part(node, open, text.substring(open + 1, close)));
            from = close + 1;
        }
        words(node, from, text.length(), parts);
        return new Sentence(text, parts);
    }

    /// Whether the character there would make one word with what stands in the braces.
    private static boolean joins(String text, int at) {
        return at >= 0
                && at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at))
                        || "_{}".indexOf(text.charAt(at)) >= 0);
    }

    private static void words(YamlNode node, int from, int to, List<Part> parts) {
        var words = node.text().substring(from, to);
        if (words.contains("}")) {
            throw node.errorAt(from + words.indexOf('}'), "this brace was not opened", "");
        }
        if (!words.isEmpty()) {
            parts.add(new Part.Words(words));
        }
    }

    private Part part(YamlNode node, int open, String inside) {
        if (inside.contains("|")) {
            var texts = List.of(inside.split("\\|", -1));
            if (texts.stream().anyMatch(String::isBlank) || inside.contains("{")) {
                throw node.errorAt(open, "{" + inside + "} is no choice between texts", "");
            }
            return new Part.OneOf(texts);
        }
        var bounds = BOUNDS.matcher(inside);
        if (bounds.matches()) {
            int low = Integer.parseInt(bounds.group(1));
            int high = Integer.parseInt(bounds.group(2));
            if (low >= high) {
                throw node.errorAt(open, "the bounds of {" + inside + "} are not in order", "");
            }
            return new Part.Whole(low, high);
        }
        for (var placeholder : known) {
            if (inside.equals(name(placeholder))) {
                return new Part.Of(placeholder);
            }
        }
        throw node.errorAt(
                open,
                "no such placeholder here: {" + inside + "}",
                Suggestion.hint(inside, known.stream().map(EstateSentences::name).toList()));
    }

    private static String name(Placeholder placeholder) {
        return placeholder.name().toLowerCase(Locale.ROOT);
    }
}
