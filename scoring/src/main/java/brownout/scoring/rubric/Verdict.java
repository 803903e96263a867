// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import brownout.scenarios.Scenario;
import brownout.scoring.event.EventBody;
import java.util.List;

/// How right a declaration is, part by part, each in `[0, 1]`; what practice shows at once.
/// `precision` is the share of the named components that are to blame, 0 where one is missing.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public record Verdict(
        double components,
        double precision,
        double mechanism,
        double trigger,
        double start,
        double path) {
    public static Verdict of(EventBody.Declared declared, Scenario scenario, long seed) {
        throw new UnsupportedOperationException(declared.toString() + scenario.id() + seed);
    }

    /// The right components, nothing else, and the right mechanism.
    public boolean correct() {
        return components == 1 && precision == 1 && mechanism == 1;
    }

    /// R without time and attempts, `[0, 1]`.
    public double value() {
        return precision
                * (.35 * components + .25 * mechanism + .10 * trigger + .10 * start + .20 * path);
    }

    /// The parts for people: where, what, trigger, start, path, each with its word.
    public List<Line> lines() {
        throw new UnsupportedOperationException();
    }

    /// `result` is right, partly or wrong.
    public record Line(String part, String result) {}
}
