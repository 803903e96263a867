// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Labels;
import java.util.Optional;
import java.util.OptionalLong;

/// An alert as a client sends it: `POST /api/v2/alerts`. Without a start it starts now, or at its end;
/// without an end it ends `resolve_timeout` from now unless it is sent again.
public record PostedAlert(
        Labels labels,
        Labels annotations,
        OptionalLong startsAtMillis,
        OptionalLong endsAtMillis,
        String generatorUrl) {
    /// An alert that a rule sent: it fires from `startsAtMillis` and holds until `endsAtMillis`.
    public static PostedAlert of(
            Labels labels, Labels annotations, long startsAtMillis, long endsAtMillis) {
        return new PostedAlert(
                labels,
                annotations,
                OptionalLong.of(startsAtMillis),
                OptionalLong.of(endsAtMillis),
                "");
    }

    /// Why the API answers 400 for this alert; the others of its batch are taken all the same.
    public Optional<String> fault() {
        if (labels.isEmpty()) {
            return Optional.of("at least one label pair required");
        }
        boolean backwards =
                startsAtMillis.isPresent()
                        && endsAtMillis.isPresent()
                        && endsAtMillis.getAsLong() < startsAtMillis.getAsLong();
        return backwards ? Optional.of("start time must be before end time") : Optional.empty();
    }
}
