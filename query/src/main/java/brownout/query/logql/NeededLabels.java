// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.logql.Expr.Grouping;
import brownout.query.logql.Expr.Unwrap;
import brownout.query.logql.Stage.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which labels anybody will look at. Parsers extract no other, and stop reading a line once they
/// have them all, so a fault behind that point goes unseen: this is Loki's meaning of a query, not
/// only a saving. `names` is null where all labels are needed.
final class NeededLabels {
    static final NeededLabels ALL = new NeededLabels(null);

    private final String @Nullable [] names;

    private NeededLabels(String @Nullable [] names) {
        this.names = names;
    }

    /// What an aggregation needs that groups by `grouping` behind `stages` and `unwrap`. Without a
    /// grouping by name everything is needed, since every label tells series apart.
    static NeededLabels of(
            List<Stage> stages, Optional<Unwrap> unwrap, Optional<Grouping> grouping) {
        if (grouping.isEmpty() || grouping.get().without()) {
            return ALL;
        }
        if (!stages.stream().allMatch(NeededLabels::saysWhatItReads)) {
            return ALL;
        }
        var names = new ArrayList<>(grouping.get().names());
        stages.forEach(stage -> addRead(stage, names));
        unwrap.ifPresent(one -> {
            names.add(one.label());
            one.filters().forEach(filter -> LabelFilter.addLabels(filter, names));
        });
        var all = new TreeSet<>(names);
        for (var name : names) {
            if (name.endsWith(WorkingEntry.SUFFIX)) {
                all.add(name.substring(0, name.length() - WorkingEntry.SUFFIX.length()));
            }
        }
        // Found names are kept as bits of a long.
        return all.size() > 63 ? ALL : new NeededLabels(all.toArray(String[]::new));
    }

    /// Not so where a template uses the label set as a whole.
    private static boolean saysWhatItReads(Stage stage) {
        return switch (stage) {
            case Stage.LineFormat format -> format.template().labels().isPresent();
            case Stage.LabelFormat format ->
                    format.assignments().stream()
                            .allMatch(assignment ->
                                    !(assignment instanceof Assignment.Format template)
                                            || template.template().labels().isPresent());
            case Stage.Filter _,
                    Stage.LineFilter _,
                    Stage.Regexp _,
                    Stage.Pattern _,
                    Stage.Json _,
                    Stage.Logfmt _,
                    Stage.Drop _,
                    Stage.Keep _,
                    Stage.Decolorize _ ->
                    true;
        };
    }

    private static void addRead(Stage stage, List<String> names) {
        switch (stage) {
            case Stage.Filter filter -> LabelFilter.addLabels(filter.filter(), names);
            case Stage.LineFormat format -> format.template().labels().ifPresent(names::addAll);
            case Stage.LabelFormat format ->
                    format.assignments().forEach(assignment -> addRead(assignment, names));
            case Stage.LineFilter _,
                    Stage.Regexp _,
                    Stage.Pattern _,
                    Stage.Json _,
                    Stage.Logfmt _,
                    Stage.Drop _,
                    Stage.Keep _,
                    Stage.Decolorize _ -> {}
        }
    }

    private static void addRead(Assignment assignment, List<String> names) {
        switch (assignment) {
            case Assignment.Rename rename -> names.add(rename.source());
            case Assignment.Format format -> format.template().labels().ifPresent(names::addAll);
        }
    }

    boolean isAll() {
        return names == null;
    }

    boolean isNone() {
        return names != null && names.length == 0;
    }

    /// Place of `name` among the needed ones, or -1; only where not all are needed.
    int index(String name) {
        for (int i = 0; names != null && i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// True where the bits of `found` cover all needed names; never where all labels are needed.
    boolean covered(long found) {
        return names != null && found == (1L << names.length) - 1;
    }
}
