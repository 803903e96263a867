// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.routing.Config;
import brownout.query.routing.Router;
import brownout.simulator.estate.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `promtool` and `amtool` over the rules and routes that come with the product.
final class ShippedFilesTest {
    private static final Path ESTATES = Path.of("../simulator/src/main/resources/estates");
    private static final Path UNIT_TESTS = Path.of("../simulator/src/test/resources/rules");

    @TempDir static Path folder;

    /// Files of Loki's ruler are no files of Prometheus.
    @Test
    void promtoolTakesTheRuleFiles() throws Exception {
        Tools.required("promtool");
        var command = new ArrayList<>(List.of("promtool", "check", "rules"));
        for (var estate : List.of("larkspur", "larkspur-whole")) {
            RuleFile.files(estate).stream()
                    .filter(file -> !file.endsWith("log-rules.yaml"))
                    .forEach(file -> command.add(ESTATES.resolve(file).toString()));
        }
        var said = Tools.run(command.toArray(String[]::new));
        assertEquals(0, said.status(), said.complaint());
        assertEquals(command.size() - 3, said.printed().split("SUCCESS", -1).length - 1);
    }

    /// `RuleUnitTest` runs the same files through the server's own evaluator.
    @Test
    void rulesDoWhatTheirUnitTestsSay() throws Exception {
        Tools.required("promtool");
        var command = new ArrayList<>(List.of("promtool", "test", "rules"));
        try (var files = Files.list(UNIT_TESTS)) {
            files.sorted().forEach(file -> command.add(file.toString()));
        }
        assertTrue(command.size() > 10, command.toString());
        var said = Tools.run(command.toArray(String[]::new));
        assertEquals(0, said.status(), said.printed() + said.complaint());
    }

    @Test
    void wrongExpectationsFail() throws Exception {
        Tools.required("promtool");
        var text = Files.readString(UNIT_TESTS.resolve("databases.test.yaml"));
        var absolute = text.replace("../../../main/resources/estates", estates());
        var right = Files.writeString(folder.resolve("right.test.yaml"), absolute);
        assertEquals(0, Tools.run("promtool", "test", "rules", right.toString()).status());
        var wrong =
                Files.writeString(
                        folder.resolve("wrong.test.yaml"),
                        absolute.replaceFirst("eval_time: 6m", "eval_time: 5m"));
        var said = Tools.run("promtool", "test", "rules", wrong.toString());
        assertEquals(1, said.status(), said.printed());
        assertTrue(said.complaint().contains("DatabaseDown"), said.complaint());
    }

    private static String estates() {
        return ESTATES.toAbsolutePath().normalize().toString();
    }

    /// Who is told: as the file means it, as amtool reads it, and as the server routes it.
    @Test
    void alertsGoToTheReceiversMeant() throws Exception {
        Tools.required("amtool");
        route("larkspur/alertmanager.yml", "payments-oncall", "severity=critical", "team=payments");
        route(
                "larkspur/alertmanager.yml",
                "database-oncall",
                "alertname=DatabaseDown",
                "severity=critical",
                "team=platform-data");
        route(
                "larkspur/alertmanager.yml",
                "pagerduty-critical",
                "severity=critical",
                "team=orders");
        route("larkspur/alertmanager.yml", "slack-warnings", "severity=warning", "team=payments");
        route("larkspur/alertmanager.yml", "mail", "severity=info", "team=payments");
        route("larkspur/alertmanager.yml", "chat", "team=payments");
        route("larkspur-alertmanager.yml", "pager", "severity=critical", "service=frontend");
        route("larkspur-alertmanager.yml", "on-call", "severity=warning", "service=frontend");
        route("larkspur-alertmanager.yml", "on-call", "service=frontend");
    }

    private static void route(String file, String receiver, String... labels)
            throws IOException, InterruptedException {
        var path = ESTATES.resolve(file);
        var command =
                new ArrayList<>(
                        List.of(
                                "amtool",
                                "config",
                                "routes",
                                "test",
                                "--config.file=" + path,
                                "--verify.receivers=" + receiver));
        command.addAll(List.of(labels));
        var said = Tools.run(command.toArray(String[]::new));
        assertEquals(0, said.status(), command + ": " + said.printed() + said.complaint());
        assertEquals(receiver, said.printed().strip());
        var set = new LinkedHashMap<String, String>();
        for (var label : labels) {
            set.put(label.split("=", 2)[0], label.split("=", 2)[1]);
        }
        var ours = new Router(Config.read(file, Files.readString(path))).routes(Labels.of(set));
        assertEquals(
                List.of(receiver), ours.stream().map(node -> node.options().receiver()).toList());
    }
}
