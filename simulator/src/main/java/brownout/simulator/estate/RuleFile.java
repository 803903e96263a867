// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.alerting.RuleGroup;
import brownout.query.alerting.RuleGroup.Language;
import brownout.query.alerting.RuleReader;
import brownout.query.syntax.FileError;
import java.util.ArrayList;
import java.util.List;

/// The rule files of an estate, in the format of Prometheus; those called `…log-rules.yaml` are for
/// Loki's ruler.
public final class RuleFile {
    /// A rule looks when everything is scraped.
    private static final long SCRAPE_MILLIS = 15_000;

    private RuleFile() {}

    /// The rules of the estate `name` that comes with the product.
    public static List<RuleGroup> builtin(String name) {
        var groups = new ArrayList<RuleGroup>();
        for (var file : files(name)) {
            groups.addAll(read(file, EstateFile.resource(file)));
        }
        return List.copyOf(groups);
    }

    /// The files under `/estates` with those rules.
    public static List<String> files(String name) {
        return EstateFile.rulesOf(name);
    }

    /// The texts of those files, one after the other.
    public static String builtinText(String name) {
        var texts = new StringBuilder();
        files(name).forEach(file -> texts.append(EstateFile.resource(file)));
        return texts.toString();
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
