// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Matcher;
import brownout.query.logql.Stage.Assignment;
import brownout.query.logql.Stage.LabelChoice;
import brownout.query.logql.Stage.LineOperator;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The stages of a query made ready to run over entries: each keeps or drops the entry and may
/// change its line and labels. Line filters run first where nothing before them changes the line,
/// which no answer shows.
final class Pipeline {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:<=>?]*[A-Za-z]");

    private final List<Predicate<WorkingEntry>> steps;

    private Pipeline(List<Predicate<WorkingEntry>> steps) {
        this.steps = steps;
    }

    static Pipeline of(List<Stage> stages, NeededLabels needed) {
        var filters = new ArrayList<Predicate<WorkingEntry>>();
        var others = new ArrayList<Predicate<WorkingEntry>>();
        boolean original = true;
        for (var stage : stages) {
            original &= !changesLine(stage);
            boolean first = original && stage instanceof Stage.LineFilter;
            if (!(needed.isNone() && isParser(stage))) {
                (first ? filters : others).add(step(stage));
            }
        }
        filters.addAll(others);
        return new Pipeline(filters);
    }

    static boolean changesLine(Stage stage) {
        return stage instanceof Stage.Decolorize || stage instanceof Stage.LineFormat;
    }

    static boolean isParser(Stage stage) {
        return switch (stage) {
            case Stage.Json _, Stage.Logfmt _, Stage.Regexp _, Stage.Pattern _ -> true;
            case Stage.LineFilter _,
                    Stage.Filter _,
                    Stage.LineFormat _,
                    Stage.LabelFormat _,
                    Stage.Drop _,
                    Stage.Keep _,
                    Stage.Decolorize _ ->
                    false;
        };
    }

    /// False where the entry is dropped.
    boolean run(WorkingEntry entry) {
        for (var step : steps) {
            if (!step.test(entry)) {
                return false;
            }
        }
        return true;
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    private static Predicate<WorkingEntry> step(Stage stage) {
        return switch (stage) {
            case Stage.LineFilter filter -> lineFilter(filter);
            case Stage.Filter filter -> LabelConditions.of(filter.filter());
            case Stage.Json _ -> {
                var fields = new JsonFields();
                yield always(fields::read);
            }
            case Stage.Logfmt logfmt -> {
                var fields = new LogfmtFields(logfmt);
                yield always(fields::read);
            }
            case Stage.Regexp regexp -> {
                var fields = new RegexpFields(regexp.regex());
                yield always(fields::read);
            }
            case Stage.Pattern pattern -> {
                var fields = LinePattern.parse(pattern.pattern());
                yield always(fields::extract);
            }
            case Stage.LineFormat format ->
                    always(entry ->
                            format.template().fill(entry).ifPresent(line -> entry.line = line));
            case Stage.LabelFormat format -> always(entry -> format(format, entry));
            case Stage.Drop drop -> always(entry -> drop(drop.labels(), entry));
            case Stage.Keep keep -> always(entry -> keep(keep.labels(), entry));
            case Stage.Decolorize _ ->
                    always(entry -> entry.line = COLOUR.matcher(entry.line).replaceAll(""));
        };
    }

    private interface Change {
        void apply(WorkingEntry entry);
    }

    private static Predicate<WorkingEntry> always(Change change) {
        return entry -> {
            change.apply(entry);
            return true;
        };
    }

    private static Predicate<WorkingEntry> lineFilter(Stage.LineFilter filter) {
        var tests = filter.values().stream().map(value -> test(filter.operator(), value)).toList();
        boolean negated = filter.operator().isNegated();
        if (tests.size() == 1 && !negated) {
            var only = tests.getFirst();
            return entry -> only.test(entry.line);
        }
        return entry -> any(tests, entry.line) != negated;
    }

    private static boolean any(List<Predicate<String>> tests, String line) {
        for (var test : tests) {
            if (test.test(line)) {
                return true;
            }
        }
        return false;
    }

    private static Predicate<String> test(LineOperator operator, String value) {
        if (operator.isPattern()) {
            return LinePattern.parse(value)::matches;
        }
        if (!operator.isRegex()) {
            return line -> line.contains(value);
        }
        var required = RequiredText.of(value);
        if (required.equals(value)) {
            return line -> line.contains(value);
        }
        var pattern = Pattern.compile(value);
        return line -> line.contains(required) && pattern.matcher(line).find();
    }

    private static void format(Stage.LabelFormat format, WorkingEntry entry) {
        var filled = new ArrayList<Optional<String>>();
        for (var assignment : format.assignments()) {
            switch (assignment) {
                case Assignment.Rename rename -> rename(rename, entry);
                case Assignment.Format template -> {
                    if (filled.isEmpty()) {
                        fill(format, entry, filled);
                    }
                    filled.removeFirst().ifPresent(value -> entry.set(template.target(), value));
                }
            }
        }
    }

    private static void fill(
            Stage.LabelFormat format, WorkingEntry entry, List<Optional<String>> filled) {
        for (var assignment : format.assignments()) {
            if (assignment instanceof Assignment.Format template) {
                filled.add(template.template().fill(entry));
            }
        }
    }

    private static void rename(Assignment.Rename rename, WorkingEntry entry) {
        var value = entry.get(rename.source());
        if (value != null) {
            entry.remove(rename.source());
            entry.set(rename.target(), value);
        }
    }

    private static void drop(List<LabelChoice> choices, WorkingEntry entry) {
        for (var choice : choices) {
            if (!holds(choice.conditions(), entry.text(choice.name()))) {
                continue;
            }
            switch (choice.name()) {
                case WorkingEntry.ERROR -> entry.clearError();
                case WorkingEntry.ERROR_DETAILS -> entry.clearErrorDetails();
                default -> entry.remove(choice.name());
            }
        }
    }

    private static void keep(List<LabelChoice> choices, WorkingEntry entry) {
        for (var name : entry.allNames()) {
            boolean kept = false;
            for (var choice : choices) {
                kept |= choice.name().equals(name) && holds(choice.conditions(), entry.text(name));
            }
            if (!kept) {
                entry.remove(name);
            }
        }
    }

    private static boolean holds(List<Matcher> conditions, String value) {
        return conditions.isEmpty() || conditions.getFirst().matches(value);
    }
}
