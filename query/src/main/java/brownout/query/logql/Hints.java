// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.LogStore.LineHints;
import brownout.query.logql.LabelFilter.Text;
import brownout.query.logql.LabelFilter.TextOperator;
import brownout.query.logql.Stage.LineOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a store may know about the wanted entries before it makes them: texts that the original line
/// must contain, and labels that must have a value.
final class Hints {
    private Hints() {}

    static LineHints of(List<Stage> stages) {
        var substrings = new ArrayList<String>();
        var fields = new TreeMap<String, String>();
        boolean plainFields = true;
        for (var stage : stages) {
            switch (stage) {
                case Stage.LineFilter filter -> addSubstring(filter, substrings);
                case Stage.Filter filter -> {
                    if (plainFields) {
                        addFields(filter.filter(), fields);
                    }
                }
                // The names behind them are no longer those of the stream, metadata or JSON.
                case Stage.LabelFormat _, Stage.Logfmt _, Stage.Regexp _, Stage.Pattern _ ->
                        plainFields = false;
                case Stage.Json _, Stage.Drop _, Stage.Keep _ -> {}
                case Stage.Decolorize _, Stage.LineFormat _ -> {
                    return new LineHints(substrings, fields);
                }
            }
        }
        return new LineHints(substrings, fields);
    }

    /// True where `hints` say all that `stages` ask, so that nothing is left to check.
    static boolean cover(List<Stage> stages) {
        for (var stage : stages) {
            if (!(stage instanceof Stage.LineFilter filter && isHint(filter))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHint(Stage.LineFilter filter) {
        return filter.operator() == LineOperator.CONTAINS && filter.values().size() == 1;
    }

    private static void addSubstring(Stage.LineFilter filter, List<String> substrings) {
        if (filter.values().size() > 1) {
            return;
        }
        var value = filter.values().getFirst();
        var text =
                switch (filter.operator()) {
                    case CONTAINS -> value;
                    case MATCHES -> RequiredText.of(value);
                    case CONTAINS_NOT, MATCHES_NOT, PATTERN, PATTERN_NOT -> "";
                };
        if (!text.isEmpty()) {
            substrings.add(text);
        }
    }

    /// Only equality under `and` must hold; a value that is empty may be a missing label.
    private static void addFields(LabelFilter filter, Map<String, String> fields) {
        switch (filter) {
            case Text text -> {
                boolean usable =
                        text.operator() == TextOperator.EQUAL
                                && !text.value().isEmpty()
                                && !text.label().startsWith("__")
                                && !text.label().endsWith(WorkingEntry.SUFFIX);
                if (usable) {
                    fields.putIfAbsent(text.label(), text.value());
                }
            }
            case LabelFilter.And and -> {
                addFields(and.left(), fields);
                addFields(and.right(), fields);
            }
            case LabelFilter.Or _, LabelFilter.Quantity _, LabelFilter.Ip _ -> {}
        }
    }
}
