// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.alerting.RuleGroup;
import brownout.query.alerting.RuleGroup.Language;
import brownout.query.alerting.RuleReader;
import brownout.query.syntax.FileError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rule files of an estate, in the format of Prometheus; those called `…log-rules.yaml` are for
/// Loki's ruler.
public final class RuleFile {
    /// A rule looks when everything is scraped.
    private static final long SCRAPE_MILLIS = 15_000;

    /// The files under `/estates` that belong to each built-in estate.
    private static final Map<String, List<String>> BUILTIN =
            Map.of(
                    "larkspur",
                    List.of("larkspur-rules.yaml", "larkspur-log-rules.yaml"),
                    "larkspur-whole",
                    List.of(
                            "larkspur/rules/owners.yaml",
                            "larkspur/rules/requests.yaml",
                            "larkspur/rules/log-rules.yaml",
                            "larkspur/rules/slo.yaml",
                            "larkspur/rules/services.yaml",
                            "larkspur/rules/databases.yaml",
                            "larkspur/rules/caches.yaml",
                            "larkspur/rules/queues.yaml",
                            "larkspur/rules/platform.yaml",
                            "larkspur/rules/monitoring.yaml",
                            "larkspur/rules/business.yaml"));

    private RuleFile() {}

    /// The rules of the estate `name` that comes with the product.
    public static List<RuleGroup> builtin(String name) {
        var groups = new ArrayList<RuleGroup>();
        for (var file : files(name)) {
            groups.addAll(read(file, EstateFile.resource(file)));
        }
        return List.copyOf(groups);
    }

    /// The names of its files.
    public static List<String> files(String name) {
        return Optional.ofNullable(BUILTIN.get(name)).orElse(List.of(name + "-rules.yaml"));
    }

    /// `fileName` is named in errors and in each group.
    public static List<RuleGroup> read(String fileName, String text) {
        var language = fileName.endsWith("log-rules.yaml") ? Language.LOGQL : Language.PROMQL;
        var groups = RuleReader.read(fileName, text, language, SCRAPE_MILLIS);
        for (var group : groups) {
            if (group.intervalMillis() % SCRAPE_MILLIS != 0) {
                throw new FileError(
                        fileName,
                        1,
                        "the interval of group \"" + group.name() + "\" is no multiple of 15s",
                        "Rules look when everything is scraped, every 15s");
            }
        }
        return groups;
    }
}
