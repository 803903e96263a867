// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import brownout.query.syntax.Suggestion;
import brownout.simulator.estate.Estate;
import java.util.Collection;
import java.util.Optional;

/// Checks that the families of effects share. Each says what is wrong, or nothing.
final class Checks {
    private Checks() {}

    static Optional<String> service(String name, Estate estate) {
        return known("service", name, estate.serviceNames());
    }

    /// A region, or "" for all.
    static Optional<String> region(String name, Estate estate) {
        return name.isEmpty() ? Optional.empty() : known("region", name, estate.regionNames());
    }

    static Optional<String> factor(double factor) {
        return factor >= 0.01 && factor <= 1000
                ? Optional.empty()
                : Optional.of("a factor must be in 0.01..1000, not " + factor);
    }

    static Optional<String> within(String what, int value, int min, int max) {
        return value >= min && value <= max
                ? Optional.empty()
                : Optional.of(what + " must be in " + min + ".." + max + ", not " + value);
    }

    static Optional<String> within(String what, long value, long min, long max) {
        return value >= min && value <= max
                ? Optional.empty()
                : Optional.of(what + " must be in " + min + ".." + max + ", not " + value);
    }

    static Optional<String> within(String what, double value, double min, double max) {
        return value >= min && value <= max
                ? Optional.empty()
                : Optional.of(what + " must be in " + min + ".." + max + ", not " + value);
    }

    static Optional<String> known(String kind, String name, Collection<String> names) {
        if (names.contains(name)) {
            return Optional.empty();
        }
        var hint = Suggestion.hint(name, names);
        return Optional.of(
                "no such " + kind + ": \"" + name + "\"" + (hint.isEmpty() ? "" : ". " + hint));
    }
}
