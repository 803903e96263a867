// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import java.util.List;

/// What a run without communication and postmortem is judged by: root cause 40, user impact 25,
/// detection 5 and triage 8 of the whole rubric, rescaled to 100 in tenths.
final class Rubric {
    private Rubric() {}

    static final List<Criterion> CRITERIA =
            List.of(
                    new Criterion("Root cause", 51.3, RootCause::judge),
                    new Criterion("User impact", 32.0, UserImpact::judge),
                    new Criterion("Detection", 6.4, Detection::judge),
                    new Criterion("Triage", 10.3, Triage::judge));
}
