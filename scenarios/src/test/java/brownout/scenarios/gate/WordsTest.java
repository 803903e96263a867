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
            for (boolean whole : new boolean[] {false, true}) {
                assertEquals(
                        plain(texts, text, whole),
                        new Words(texts, whole).in(text).stream().sorted().toList(),
                        "seed " + seed + ": " + texts + " in " + text);
            }
        }
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
