// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Looks for many texts at once, without regard to case, in one pass over what is searched: some
/// hundred megabytes of lines per scenario are. Characters that no word has are alike; letters outside
/// ASCII are compared by their low bits first and then in full.
/// Source: Aho, Corasick, "Efficient string matching" (CACM 1975).
final class Words {
    private static final int SYMBOLS = 128;

    /// A word, in small letters; a `whole` one counts only where no letter or digit stands before or
    /// behind it.
    private record Word(String text, boolean whole) {}

    private final List<Word> words;
    private final int[] kinds = new int[SYMBOLS]; // of characters, by their low bits; 0: in no word
    private final int width; // how many kinds there are

    /// By `state + kind`: the state after that character, `node * width`, or its complement where words
    /// end.
    private final int[] next;

    private final int[][] ends; // by node: indexes of the words that end there

    /// Of equal words one counts, empty ones none.
    Words(Collection<String> parts, Collection<String> wholes) {
        words = Stream.concat(distinct(parts, false), distinct(wholes, true)).toList();
        int used = 1;
        for (var word : words) {
            for (int i = 0; i < word.text.length(); i++) {
                int symbol = symbol(word.text.charAt(i));
                used = Math.max(used, kinds[symbol] + 1);
                if (kinds[symbol] == 0) {
                    kinds[symbol] = used++;
                }
            }
        }
        width = used;
        for (char small = 'a'; small <= 'z'; small++) {
            kinds[small - 32] = kinds[small];
        }
        int nodes = 1 + words.stream().mapToInt(word -> word.text.length()).sum();
        next = new int[nodes * width];
        ends = new int[nodes][0];
        int size = 1;
        for (int w = 0; w < words.size(); w++) {
            size = insert(w, size);
        }
        link();
        for (int slot = 0; slot < next.length; slot++) {
            next[slot] = next[slot] * width;
            next[slot] = ends[next[slot] / width].length > 0 ? ~next[slot] : next[slot];
        }
    }

    private static Stream<Word> distinct(Collection<String> texts, boolean whole) {
        var distinct = new TreeSet<String>();
        texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).forEach(distinct::add);
        distinct.remove("");
        return distinct.stream().map(text -> new Word(text, whole));
    }

    private static int symbol(char c) {
        int low = c & (SYMBOLS - 1);
        return low >= 'A' && low <= 'Z' ? low + 32 : low;
    }

    private int kind(char c) {
        return kinds[c & (SYMBOLS - 1)];
    }

    private int insert(int w, int size) {
        int used = size;
        int node = 0;
        for (int i = 0; i < words.get(w).text.length(); i++) {
            int slot = node * width + kind(words.get(w).text.charAt(i));
            if (next[slot] == 0) {
                next[slot] = used++;
            }
            node = next[slot];
        }
        ends[node] = with(ends[node], w);
        return used;
    }

    /// Turns the tree into an automaton: where a word goes no further, go on with its longest suffix.
    private void link() {
        var fallback = new int[ends.length];
        var queue = new ArrayDeque<Integer>();
        for (int kind = 0; kind < width; kind++) {
            if (next[kind] != 0) {
                queue.add(next[kind]);
            }
        }
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int w : ends[fallback[node]]) {
                ends[node] = with(ends[node], w);
            }
            for (int kind = 0; kind < width; kind++) {
                int child = next[node * width + kind];
                int other = next[fallback[node] * width + kind];
                if (child == 0) {
                    next[node * width + kind] = other;
                } else {
                    fallback[child] = other;
                    queue.add(child);
                }
            }
        }
    }

    private static int[] with(int[] old, int value) {
        var more = Arrays.copyOf(old, old.length + 1);
        more[old.length] = value;
        return more;
    }

    int size() {
        return words.size();
    }

    /// The words that `text` holds, each once per occurrence.
    List<String> in(String text) {
        List<String> found = List.of();
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next[state + kind(text.charAt(i))];
            if (state < 0) {
                state = ~state;
                for (int w : ends[state / width]) {
                    if (isThere(words.get(w), text, i + 1)) {
                        found = found.isEmpty() ? new ArrayList<>() : found;
                        found.add(words.get(w).text);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isThere(Word word, String text, int end) {
        int start = end - word.text.length();
        return text.regionMatches(true, start, word.text, 0, word.text.length())
                && (!word.whole || (!isInside(text, start - 1) && !isInside(text, end)));
    }

    private static boolean isInside(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }
}
