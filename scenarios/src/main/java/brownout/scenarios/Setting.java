// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.query.alerting.RuleGroup;
import brownout.simulator.alerting.RuleEvaluation;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Where scenarios play: an estate and the rules that watch it, with the texts that both were read
/// from, so that a run can pin them.
public record Setting(Estate estate, List<RuleGroup> rules, String estateText, String rulesText) {
    public Setting {
        rules = List.copyOf(rules);
    }

    /// The built-in estate of this name.
    public static Setting builtIn(String name) {
        return new Setting(
                EstateFile.builtin(name),
                RuleFile.builtin(name),
                EstateFile.builtinText(name),
                RuleFile.builtinText(name));
    }

    /// The name by which scenarios call it.
    public String name() {
        return estate.name();
    }

    /// The rules made ready.
    ///
    /// @throws brownout.query.syntax.QueryError where an expression is wrong
    public RuleStage ruleStage() {
        return new RuleEvaluation(rules);
    }

    public String estateDigest() {
        return estate.digest();
    }

    /// SHA-256 of the rules' text in hex.
    public String rulesDigest() {
        return sha256(rulesText);
    }

    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
