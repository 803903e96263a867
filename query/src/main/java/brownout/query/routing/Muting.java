// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// What keeps alerts from being told at one moment: other alerts, silences, the time.
final class Muting {
    private final Router router;
    private final List<Silence> silences;
    private final long now;
    private final List<List<HeldAlert>> sources = new ArrayList<>(); // firing, of each inhibit rule

    Muting(Router router, Collection<HeldAlert> alerts, List<Silence> silences, long now) {
        this.router = router;
        this.silences = silences;
        this.now = now;
        for (var rule : router.config().inhibitRules()) {
            var some = new ArrayList<HeldAlert>();
            for (var alert : alerts) {
                if (!alert.isResolved(now) && Matcher.all(rule.sources(), alert.labels())) {
                    some.add(alert);
                }
            }
            sources.add(some);
        }
    }

    /// Fingerprints of the alerts that inhibit one with `labels`. Sources that are mute themselves
    /// count; an alert that matches both sides of a rule is not inhibited by others that do.
    List<String> inhibitedBy(Labels labels) {
        var by = new TreeSet<String>();
        var rules = router.config().inhibitRules();
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            if (sources.get(i).isEmpty() || !Matcher.all(rule.targets(), labels)) {
                continue;
            }
            boolean bothSides = Matcher.all(rule.sources(), labels);
            for (var source : sources.get(i)) {
                if (isEqual(rule.equal(), source.labels(), labels)
                        && !(bothSides && Matcher.all(rule.targets(), source.labels()))) {
                    by.add(source.fingerprint());
                }
            }
        }
        return List.copyOf(by);
    }

    private static boolean isEqual(List<String> names, Labels left, Labels right) {
        for (var name : names) {
            if (!left.get(name).equals(right.get(name))) {
                return false;
            }
        }
        return true;
    }

    /// Ids of the silences that mute an alert with `labels`.
    List<String> silencedBy(Labels labels) {
        var by = new TreeSet<String>();
        for (var silence : silences) {
            if (silence.mutes(labels, now)) {
                by.add(silence.id());
            }
        }
        return List.copyOf(by);
    }

    /// Names of the time intervals that keep the groups of a route quiet: those to be mute in, or,
    /// outside all of its active ones, these.
    List<String> mutedBy(RouteNode.Options options) {
        var active = options.activeTimeIntervals();
        if (!active.isEmpty() && active.stream().noneMatch(name -> router.isIn(name, now))) {
            return active;
        }
        return options.muteTimeIntervals().stream().filter(name -> router.isIn(name, now)).toList();
    }
}
