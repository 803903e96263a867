// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Matcher;
import brownout.query.syntax.YamlNode;
import java.util.List;

/// An Alertmanager configuration file. What is written with old keys (`match`, `source_match_re`, …)
/// is here as matchers; what is inherited from `global` is filled in.
/// Source: Alertmanager documentation, "Configuration".
public record Config(
        long resolveTimeoutMillis,
        Route route,
        List<InhibitRule> inhibitRules,
        List<Receiver> receivers,
        List<TimeInterval> timeIntervals) {
    /// How long an alert that was sent without an end is held to fire.
    public static final long RESOLVE_TIMEOUT_MILLIS = 300_000;

    /// Holds all alerts and tells nobody.
    public static final Config SILENT =
            read("alertmanager.yml", "{route: {receiver: nobody}, receivers: [{name: nobody}]}");

    public Config {
        inhibitRules = List.copyOf(inhibitRules);
        receivers = List.copyOf(receivers);
        timeIntervals = List.copyOf(timeIntervals);
    }

    /// Alerts that match `targets` are muted while an alert that matches `sources` fires and has equal
    /// values for every label of `equal` (a missing label is the empty value).
    public record InhibitRule(List<Matcher> sources, List<Matcher> targets, List<String> equal) {
        public InhibitRule {
            sources = List.copyOf(sources);
            targets = List.copyOf(targets);
            equal = List.copyOf(equal);
        }
    }

    /// Who is told, by any number of integrations. Without one the alerts are only held.
    public record Receiver(String name, List<Integration> integrations) {
        public Receiver {
            integrations = List.copyOf(integrations);
        }

        /// What a [Notification] calls the integration of an index: those of one kind are counted, as
        /// in `webhook[0]`.
        public String integration(int index) {
            var kind = integrations.get(index).kind();
            int count = 0;
            for (int i = 0; i < index; i++) {
                count += integrations.get(i).kind().equals(kind) ? 1 : 0;
            }
            return kind + "[" + count + "]";
        }
    }

    /// Reads the receivers of a file that has no routes: only the sections `global` and `receivers`,
    /// as strictly as [#read(String, String)]. At least one; mail and version 1 of PagerDuty's events
    /// are refused.
    public static List<Receiver> receivers(String file, String text) {
        return ReceiversFile.read(YamlNode.parse(file, text));
    }

    /// Reads `text` strictly; `file` is only named in errors. Throws
    /// [brownout.query.syntax.FileError] at what Alertmanager would refuse, and, with the column, at
    /// what it knows and we do not support yet.
    public static Config read(String file, String text) {
        return read(YamlNode.parse(file, text));
    }

    /// As [#read(String, String)], of a configuration that stands in another file.
    public static Config read(YamlNode root) {
        return ConfigReader.read(root);
    }

    /// This configuration with another routing tree.
    public Config with(Route tree) {
        return new Config(resolveTimeoutMillis, tree, inhibitRules, receivers, timeIntervals);
    }

    /// This configuration with other inhibition rules.
    public Config inhibitedBy(List<InhibitRule> rules) {
        return new Config(resolveTimeoutMillis, route, rules, receivers, timeIntervals);
    }

    /// This configuration as a file that Alertmanager and `amtool` read, secrets replaced by
    /// `<secret>`. Reading it back gives this configuration but for the secrets.
    public String text() {
        return new ConfigPrinter(true).print(this);
    }

    /// As [#text], secrets in plain sight: for a file that is to be used.
    public String textWithSecrets() {
        return new ConfigPrinter(false).print(this);
    }
}
