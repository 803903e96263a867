// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import java.util.List;

/// What a run without a postmortem is judged by: root cause 40, user impact 25, detection 5, triage 8 and
/// communication 8 of the whole rubric, rescaled to 100 in tenths.
final class Rubric {
    private Rubric() {}

    static final List<Criterion> CRITERIA =
            List.of(
                    new Criterion("Root cause", 46.5, RootCause::judge),
                    new Criterion("User impact", 29.1, UserImpact::judge),
                    new Criterion("Detection", 5.8, Detection::judge),
                    new Criterion("Triage", 9.3, Triage::judge),
                    new Criterion("Communication", 9.3, Communication::judge));
}
