// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import java.util.List;

/// What an operation logs of a request, as its file writes it: words and, in braces, what differs from
/// request to request. `{3-40}` is a whole number in these bounds and `{card|wallet}` one of the texts,
/// which may be there more than once; names are a [Placeholder]'s. Beside a brace stands no letter,
/// digit, `_` or other brace, so that every word of a line is either one of the file's or made up of
/// digits; nothing in it needs escaping in JSON.
public record Sentence(String text, List<Part> parts) {
    /// A piece of a sentence.
    public sealed interface Part {
        record Words(String text) implements Part {}

        record OneOf(List<String> texts) implements Part {
            public OneOf {
                texts = List.copyOf(texts);
            }
        }

        /// A whole number in `[low, high]`.
        record Whole(int low, int high) implements Part {}

        record Of(Placeholder what) implements Part {}
    }

    /// What a request says of itself, up to [#CURRENCY] in the same way wherever it is spoken of.
    public enum Placeholder {
        /// The number of what the request is about, as in its path: `482193`.
        ID,
        /// The customer: `user_1234`.
        USER,
        /// How many articles are in the basket, 1 to 9.
        ITEMS,
        /// What the basket is worth, as the span of an order says it: `58.40`.
        AMOUNT,
        /// The currency of that: `EUR`.
        CURRENCY,
        /// Eight hex digits, the operation's own name for what it made: `4f19a0c2`.
        REF,
        /// The message that is handled, with its place in its topic: `orders-3@1042`.
        MESSAGE,
        /// How long it took, whole milliseconds.
        MS
    }

    public Sentence {
        parts = List.copyOf(parts);
    }

    /// Whether it has `what` in it.
    public boolean has(Placeholder what) {
        return parts.contains(new Part.Of(what));
    }

    /// Whether the file's own words hold `text`.
    public boolean holds(String text) {
        for (var part : parts) {
            boolean holds =
                    switch (part) {
                        case Part.Words words -> words.text.contains(text);
                        case Part.OneOf some -> some.texts.stream().anyMatch(t -> t.contains(text));
                        case Part.Whole _, Part.Of _ -> false;
                    };
            if (holds) {
                return true;
            }
        }
        return false;
    }

    /// As the file writes it.
    @Override
    public String toString() {
        return text;
    }
}
