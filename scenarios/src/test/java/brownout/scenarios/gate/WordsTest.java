// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsTest {
    /// Small words over few letters in random texts, against the plain search.
    @Test
    void findsWhatAPlainSearchFinds() {
        for (long seed = 1; seed <= 300; seed++) {
            long state = seed * 0x9e3779b97f4a7c15L;
            var texts = new ArrayList<String>();
            for (int i = 0; i < 7; i++) {
                var text = new StringBuilder();
                state = state * 6364136223846793005L + 1442695040888963407L;
                int length = i == 0 ? 40 : 1 + (int) (state >>> 33) % 4;
                for (int j = 0; j < length; j++) {
                    state = state * 6364136223846793005L + 1442695040888963407L;
                    text.append("abA á".charAt((int) ((state >>> 33) % 5)));
                }
                texts.add(text.toString());
            }
            var text = texts.removeFirst();
            var where = "seed " + seed + ": " + texts + " in " + text;
            var none = List.<String>of();
            assertEquals(plain(texts, text, false), found(new Words(texts, none), text), where);
            assertEquals(plain(texts, text, true), found(new Words(none, texts), text), where);
            var parts = texts.subList(0, 3);
            var wholes = texts.subList(3, texts.size());
            var both = new ArrayList<>(plain(parts, text, false));
            both.addAll(plain(wholes, text, true));
            assertEquals(
                    both.stream().sorted().toList(), found(new Words(parts, wholes), text), where);
        }
    }

    private static List<String> found(Words words, String text) {
        return words.in(text).stream().sorted().toList();
    }

    private static List<String> plain(List<String> words, String text, boolean whole) {
        var found = new ArrayList<String>();
        var lower = text.toLowerCase(Locale.ROOT);
        for (var word :
                words.stream().map(each -> each.toLowerCase(Locale.ROOT)).distinct().toList()) {
            for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
                int end = at + word.length();
                boolean inside = isInside(lower, at - 1) || isInside(lower, end);
                if (!whole || !inside) {
                    found.add(word);
                }
            }
        }
        return found.stream().sorted().toList();
    }

    private static boolean isInside(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }
}
