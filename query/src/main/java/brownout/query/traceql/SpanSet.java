// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.traceql.TraceQl.NamedValue;
import java.util.ArrayList;
import java.util.List;

/// Spans of one trace by their places in it, ascending, with the values that stages found for the
/// set as a whole.
record SpanSet(int[] spans, List<NamedValue> attributes) {
    static SpanSet all(int size) {
        var spans = new int[size];
        for (int i = 0; i < size; i++) {
            spans[i] = i;
        }
        return new SpanSet(spans, List.of());
    }

    boolean isEmpty() {
        return spans.length == 0;
    }

    SpanSet withSpans(int[] others) {
        return new SpanSet(others, attributes);
    }

    SpanSet with(NamedValue value) {
        var all = new ArrayList<>(attributes);
        all.add(value);
        return new SpanSet(spans, List.copyOf(all));
    }
}
