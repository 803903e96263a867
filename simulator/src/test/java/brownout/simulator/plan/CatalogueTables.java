// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.plan;

import brownout.simulator.action.ActionCatalogue;
import brownout.simulator.action.Inspections;
import brownout.simulator.fault.EffectNames;
import brownout.simulator.fault.FaultNames;
import brownout.simulator.fault.RecordReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Faults, actions, looks and effects as Markdown tables: the code's own tables, and what stands above
/// the records.
final class CatalogueTables {
    private final StringBuilder text = new StringBuilder();

    private CatalogueTables() {}

    /// One heading of the second level for each kind, one table for each family.
    static String markdown() {
        var tables = new CatalogueTables();
        tables.faults();
        tables.actions();
        tables.inspections();
        tables.effects();
        return tables.text.toString();
    }

    private void faults() {
        heading(
                "Faults",
                "What scenarios can let go wrong: `fault:` in a file, with these fields. A field that"
                        + " says how bad it is takes an amount or a goal (`utilisation`, `error`,"
                        + " `budget_burn`, `latency`), whose amount is then found on a copy of the"
                        + " estate. The number is that of the catalogue of incidents.");
        families(FaultNames.TABLE, FaultNames.Named::type)
                .forEach((family, faults) -> {
                    table(
                            family,
                            "Fault",
                            "fault",
                            "no.",
                            "what goes wrong",
                            "fields",
                            "in detail");
                    for (var fault : faults) {
                        row(
                                code(fault.name()),
                                fault.entries().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")),
                                fault.doc(),
                                fields(fault.type()),
                                SourceDocs.of(fault.type()));
                    }
                });
    }

    private void actions() {
        heading(
                "Actions",
                "What people can do, in every drill the same. What is in brackets may be left out. Each"
                        + " has a dry run and an entry in the change feed, and acts from the next second"
                        + " on.");
        for (var family : ActionCatalogue.FAMILIES) {
            text.append("\n### ").append(family.title()).append("\n\n");
            columns("line", "what it does", "how long", "needs", "may do harm");
            for (var action : family.actions()) {
                row(
                        code(action.signature()),
                        action.doc(),
                        action.latency(),
                        action.needs().isEmpty() ? "–" : action.needs(),
                        action.harm());
            }
        }
    }

    private void inspections() {
        heading(
                "Looks",
                "What people can look at as in a shell. Each shows the estate as it is at that second and"
                        + " changes nothing.");
        text.append('\n');
        columns("line", "what it shows");
        for (var look : Inspections.TABLE) {
            row(code(look.signature()), look.doc());
        }
    }

    private void effects() {
        heading(
                "Effects",
                "What faults and actions consist of, and what timelines in scenario files may name:"
                        + " `effect:` with these fields.");
        families(EffectNames.TABLE, EffectNames.Named::type)
                .forEach((family, effects) -> {
                    table(family, "Effect", "effect", "fields", "what it does");
                    for (var effect : effects) {
                        row(
                                code(effect.name()),
                                fields(effect.type()),
                                SourceDocs.of(effect.type()));
                    }
                });
    }

    /// The rows by the interface that their records are in, in the table's order.
    private static <T> Map<Class<?>, List<T>> families(List<T> rows, Function<T, Class<?>> typeOf) {
        return rows.stream()
                .collect(
                        Collectors.groupingBy(
                                row -> typeOf.apply(row).getEnclosingClass(),
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    private void heading(String title, String about) {
        text.append("\n## ").append(title).append("\n\n").append(about).append('\n');
    }

    private void table(Class<?> family, String suffix, String... columns) {
        var name = family.getSimpleName().replaceAll(suffix + "$", "");
        text.append("\n### ").append(name.isEmpty() ? "Services" : name);
        text.append(' ').append(suffix.toLowerCase(Locale.ROOT)).append("s\n\n");
        columns(columns);
    }

    private void columns(String... columns) {
        row((Object[]) columns);
        text.append("|").append("---|".repeat(columns.length)).append('\n');
    }

    private void row(Object... cells) {
        for (var cell : cells) {
            text.append("| ").append(cell.toString().replace("|", "\\|")).append(' ');
        }
        text.append("|\n");
    }

    private static String fields(Class<?> type) {
        return RecordReader.keys(type).stream()
                .map(CatalogueTables::code)
                .collect(Collectors.joining(", "));
    }

    private static String code(String word) {
        return "`" + word.strip() + "`";
    }
}
