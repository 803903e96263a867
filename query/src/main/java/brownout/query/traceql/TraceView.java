// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.data.Trace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One trace with what queries ask of it as a whole: who is whose parent, the root, the times, and
/// the nested set numbers. Spans are known by their place in the trace; all but the spans themselves
/// is made when asked for.
final class TraceView {
    final Trace trace;
    private int @Nullable [] parents;
    private int @Nullable [] childCounts;
    private int @Nullable [] lefts;
    private int[] rights = new int[0];
    private int[] preorder = new int[0];

    TraceView(Trace trace) {
        this.trace = trace;
    }

    int size() {
        return trace.spans().size();
    }

    Trace.Span span(int index) {
        return trace.spans().get(index);
    }

    /// Place of the parent of each span: -1 for roots, -2 where the parent is missing.
    int[] parents() {
        if (parents == null) {
            var places = new LinkedHashMap<Long, Integer>();
            for (int i = 0; i < size(); i++) {
                places.putIfAbsent(span(i).id(), i);
            }
            parents = parents(places);
        }
        return parents;
    }

    private int[] parents(Map<Long, Integer> places) {
        var found = new int[size()];
        for (int i = 0; i < size(); i++) {
            long parent = span(i).parentId();
            found[i] = parent == 0 ? -1 : places.getOrDefault(parent, -2);
            if (found[i] == i) {
                found[i] = -2;
            }
        }
        return found;
    }

    int childCount(int index) {
        if (childCounts == null) {
            childCounts = new int[size()];
            for (int parent : parents()) {
                if (parent >= 0) {
                    childCounts[parent]++;
                }
            }
        }
        return childCounts[index];
    }

    /// The span that names the trace: the last one without a parent.
    Trace.@Nullable Span root() {
        for (int i = size() - 1; i >= 0; i--) {
            if (span(i).parentId() == 0) {
                return span(i);
            }
        }
        return null;
    }

    long startNanos() {
        long start = Long.MAX_VALUE;
        for (var span : trace.spans()) {
            start = Math.min(start, span.startNanos());
        }
        return start;
    }

    long durationNanos() {
        long end = Long.MIN_VALUE;
        for (var span : trace.spans()) {
            end = Math.max(end, span.endNanos());
        }
        return end - startNanos();
    }

    /// Number of a span on the way down a walk from the roots; 0 where no root leads to it.
    int left(int index) {
        return number()[index];
    }

    /// Number of a span on the way up.
    int right(int index) {
        number();
        return rights[index];
    }

    /// The [#left] of the parent, -1 for roots, 0 where no root leads to the span.
    int parentLeft(int index) {
        if (left(index) == 0) {
            return 0;
        }
        int parent = parents()[index];
        return parent < 0 ? -1 : left(parent);
    }

    /// Spans in the order of the walk, parents before children; only those a root leads to.
    int[] preorder() {
        number();
        return preorder;
    }

    private int[] number() {
        if (lefts == null) {
            lefts = new int[size()];
            rights = new int[size()];
            preorder = walk(lefts);
        }
        return lefts;
    }

    /// Depth first without recursion: `next[i]` is the child of `i` to visit next, children chained
    /// by `sibling`.
    private int[] walk(int[] down) {
        var up = parents();
        var next = new int[size()];
        var sibling = new int[size()];
        Arrays.fill(next, -1);
        Arrays.fill(sibling, -1);
        for (int i = size() - 1; i >= 0; i--) {
            if (up[i] >= 0) {
                sibling[i] = next[up[i]];
                next[up[i]] = i;
            }
        }
        var order = new int[size()];
        int visited = 0;
        int counter = 1;
        for (int root = 0; root < size(); root++) {
            if (up[root] != -1) {
                continue;
            }
            int at = root;
            while (at >= 0) {
                if (down[at] == 0) {
                    down[at] = counter++;
                    order[visited++] = at;
                }
                int child = next[at];
                if (child >= 0) {
                    next[at] = sibling[child];
                    at = child;
                } else {
                    rights[at] = counter++;
                    at = at == root ? -1 : up[at];
                }
            }
        }
        return Arrays.copyOf(order, visited);
    }
}
