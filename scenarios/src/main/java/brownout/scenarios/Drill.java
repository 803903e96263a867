// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

/// A scenario's entry in the catalogue: the part that a trainee may read before a run. Names here are
/// neutral. `level` is 1 to 4; `minutes` the time a run is meant to take at most; `briefing` is
/// Markdown, the page one would get at night.
public record Drill(
        String slug,
        String title,
        String symptom,
        int level,
        int minutes,
        StartFrom startFrom,
        String briefing) {}
