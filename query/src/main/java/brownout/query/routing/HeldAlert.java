// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.alerting.Fingerprint;
import brownout.query.data.Labels;
import java.util.Comparator;

/// An alert as Alertmanager holds it. It fires until `endsAtMillis`, exclusive, and is resolved from
/// then on, without an event. `byTimeout` says that nobody gave that end.
public record HeldAlert(
        String fingerprint,
        Labels labels,
        Labels annotations,
        long startsAtMillis,
        long endsAtMillis,
        boolean byTimeout,
        long updatedAtMillis,
        String generatorUrl) {
    /// The order in a notification: by `job`, by `instance` (those without come last), then shorter
    /// label sets first, then by labels.
    public static final Comparator<HeldAlert> ORDER =
            Comparator.comparing(HeldAlert::labels, HeldAlert::compare)
                    .thenComparing(HeldAlert::fingerprint);

    /// `posted` as it is received at `now`.
    static HeldAlert of(PostedAlert posted, long now, long resolveTimeoutMillis) {
        boolean timeout = posted.endsAtMillis().isEmpty();
        return new HeldAlert(
                Fingerprint.of(posted.labels()),
                posted.labels(),
                posted.annotations(),
                posted.startsAtMillis().orElse(posted.endsAtMillis().orElse(now)),
                timeout ? now + resolveTimeoutMillis : posted.endsAtMillis().getAsLong(),
                timeout,
                now,
                posted.generatorUrl());
    }

    /// This alert with its times moved by `millis`, from one calendar to another.
    public HeldAlert shifted(long millis) {
        return new HeldAlert(
                fingerprint,
                labels,
                annotations,
                startsAtMillis + millis,
                endsAtMillis + millis,
                byTimeout,
                updatedAtMillis + millis,
                generatorUrl);
    }

    public boolean isResolved(long now) {
        return endsAtMillis <= now;
    }

    /// This alert after `younger`, of the same labels, was received at `now`. Where their times overlap
    /// the earliest start stays, and the later end: a timeout's only among resolved ones.
    HeldAlert merged(HeldAlert younger, long now) {
        boolean overlap =
                (younger.endsAtMillis > startsAtMillis && younger.endsAtMillis < endsAtMillis)
                        || (younger.startsAtMillis > startsAtMillis
                                && younger.startsAtMillis < endsAtMillis);
        if (!overlap) {
            return younger;
        }
        boolean keepsEnd =
                endsAtMillis > younger.endsAtMillis
                        && (younger.isResolved(now) ? isResolved(now) : !byTimeout);
        return new HeldAlert(
                fingerprint,
                labels,
                younger.annotations,
                Math.min(startsAtMillis, younger.startsAtMillis),
                keepsEnd ? endsAtMillis : younger.endsAtMillis,
                younger.byTimeout,
                younger.updatedAtMillis,
                younger.generatorUrl);
    }

    private static int compare(Labels left, Labels right) {
        for (var name : new String[] {"job", "instance"}) {
            if (left.has(name) != right.has(name)) {
                return left.has(name) ? -1 : 1;
            }
            int order = left.get(name).compareTo(right.get(name));
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(left.size(), right.size());
        return order != 0 ? order : before(left, right);
    }

    /// Sets of one size: the first name that only one of them has puts the other first, as in
    /// Alertmanager.
    private static int before(Labels left, Labels right) {
        for (int i = 0; i < left.size(); i++) {
            int names = left.name(i).compareTo(right.name(i));
            if (names != 0) {
                return -names;
            }
            int values = left.value(i).compareTo(right.value(i));
            if (values != 0) {
                return values;
            }
        }
        return 0;
    }

    /// As label sets of groups are ordered: shorter first, then by labels.
    static int compareGroups(Labels left, Labels right) {
        int order = Integer.compare(left.size(), right.size());
        return order != 0 ? order : before(left, right);
    }
}
