// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// Looks for many texts at once, without regard to case, in one pass over what is searched: some
/// hundred megabytes of lines per scenario are. Letters outside ASCII are compared by their low bits
/// first and then in full.
/// Source: Aho, Corasick, "Efficient string matching" (CACM 1975).
final class Words {
    private static final int SYMBOLS = 128;

    private final List<String> words;
    private final boolean whole;
    private final int[] next; // node * SYMBOLS + character -> node
    private final int[][] ends; // node -> indexes of the words that end here

    /// Of equal words one counts, empty ones none. A `whole` word counts only where no letter or digit
    /// stands before or behind it.
    Words(Collection<String> words, boolean whole) {
        this.whole = whole;
        var distinct = new TreeSet<String>();
        words.stream().map(word -> word.toLowerCase(Locale.ROOT)).forEach(distinct::add);
        distinct.remove("");
        this.words = List.copyOf(distinct);
        int nodes = 1 + this.words.stream().mapToInt(String::length).sum();
        next = new int[nodes * SYMBOLS];
        ends = new int[nodes][0];
        int size = 1;
        for (int w = 0; w < this.words.size(); w++) {
            size = insert(w, size);
        }
        link();
    }

    private int insert(int w, int size) {
        int used = size;
        int node = 0;
        for (int i = 0; i < words.get(w).length(); i++) {
            int slot = node * SYMBOLS + symbol(words.get(w).charAt(i));
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
        for (int c = 0; c < SYMBOLS; c++) {
            if (next[c] != 0) {
                queue.add(next[c]);
            }
        }
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int w : ends[fallback[node]]) {
                ends[node] = with(ends[node], w);
            }
            for (int c = 0; c < SYMBOLS; c++) {
                int child = next[node * SYMBOLS + c];
                int other = next[fallback[node] * SYMBOLS + c];
                if (child == 0) {
                    next[node * SYMBOLS + c] = other;
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

    private static int symbol(char c) {
        return (c >= 'A' && c <= 'Z' ? c + 32 : c) & (SYMBOLS - 1);
    }

    int size() {
        return words.size();
    }

    /// The words that `text` holds, each once per occurrence.
    List<String> in(String text) {
        List<String> found = List.of();
        int node = 0;
        for (int i = 0; i < text.length(); i++) {
            node = next[node * SYMBOLS + symbol(text.charAt(i))];
            for (int w : ends[node]) {
                if (isThere(words.get(w), text, i + 1)) {
                    found = found.isEmpty() ? new ArrayList<>() : found;
                    found.add(words.get(w));
                }
            }
        }
        return found;
    }

    private boolean isThere(String word, String text, int end) {
        int start = end - word.length();
        return text.regionMatches(true, start, word, 0, word.length())
                && (!whole || (!isInside(text, start - 1) && !isInside(text, end)));
    }

    private static boolean isInside(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }
}
