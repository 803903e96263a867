// SPDX-License-Identifier: Apache-2.0
package brownout.web.runs;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Scenario;
import brownout.scoring.event.EventBody;
import brownout.web.http.Refusal;
import brownout.web.store.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a start event pins, so that the world of a run never changes under it: the version of the
/// engine, and the texts of scenario, estate and rules by their digests.
public record Pins(String engineVersion, String estateText, String rulesText) {

    /// The pins of built-in files; an estate and its rules may have several.
    public static Pins of(String engineVersion, List<String> estateFiles, List<String> ruleFiles) {
        return new Pins(engineVersion, texts(estateFiles), texts(ruleFiles));
    }

    private static String texts(List<String> files) {
        var texts = new StringBuilder();
        files.forEach(file -> texts.append(resource("/estates/" + file)));
        return texts.toString();
    }

    public String estateDigest() {
        return sha256(estateText);
    }

    public String rulesDigest() {
        return sha256(rulesText);
    }

    Map<String, Journal.Document> documents(Scenario scenario) {
        var documents = new LinkedHashMap<String, Journal.Document>();
        documents.put(estateDigest(), new Journal.Document("estate", estateText));
        documents.put(rulesDigest(), new Journal.Document("rules", rulesText));
        return documents;
    }

    /// The scenario that a run was started with. Throws [Refusal] 409 where this server's engine,
    /// estate or rules are others than the run's: its world could not be the same.
    Scenario scenario(EventBody.Started started, Catalogue catalogue) {
        require(
                "engine version " + started.engineVersion(),
                engineVersion,
                started.engineVersion());
        require("another estate file", estateDigest(), started.estateDigest());
        require("other alert rules", rulesDigest(), started.rulesDigest());
        return catalogue
                .scenario(started.drill())
                .filter(scenario -> scenario.digest().equals(started.scenarioDigest()))
                .orElseThrow(() -> refusal("an earlier version of its drill"));
    }

    private static void require(String what, String mine, String runs) {
        if (!mine.equals(runs)) {
            throw refusal(what);
        }
    }

    private static Refusal refusal(String what) {
        return new Refusal(409, "this run needs " + what + "; start the server that has it");
    }

    private static String resource(String name) {
        try (var in = Pins.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
