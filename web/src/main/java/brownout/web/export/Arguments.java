// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Scenario;
import brownout.web.http.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `--name value` or `--name=value` pairs of a command line. What is wrong with one is a [Mistake].
public final class Arguments {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /// A command line that makes no sense; the message says why.
    public static final class Mistake extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Mistake(String why) {
            super(why, null, false, false);
        }
    }

    /// Reads `args`, of which each option must be one of `known`.
    public static Arguments of(List<String> args, Set<String> known) {
        var read = new Arguments();
        for (int i = 0; i < args.size(); i++) {
            var arg = args.get(i);
            int equals = arg.indexOf('=');
            var name = equals < 0 ? arg : arg.substring(0, equals);
            if (!known.contains(name)) {
                throw new Mistake("unknown option " + name);
            }
            if (equals < 0 && ++i == args.size()) {
                throw new Mistake(name + " needs a value");
            }
            var value = equals < 0 ? args.get(i) : arg.substring(equals + 1);
            read.values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return read;
    }

    public Optional<String> text(String name) {
        return all(name).stream().findFirst();
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public String required(String name) {
        return text(name).orElseThrow(() -> new Mistake(name + " is missing"));
    }

    public long number(String name, long missing) {
        var text = text(name);
        if (text.isPresent() && !text.get().matches("-?\\d{1,18}")) {
            throw new Mistake(name + " " + text.get() + ": not a whole number");
        }
        return text.map(Long::parseLong).orElse(missing);
    }

    /// A length of time in milliseconds: `90`, `10m`, `1h30m`.
    public long duration(String name, long missingMillis) {
        return text(name)
                .map(text ->
                        Times.durationMillis(text)
                                .filter(millis -> millis >= 0)
                                .orElseThrow(() ->
                                        new Mistake(
                                                name
                                                        + " "
                                                        + text
                                                        + ": not a duration, give"
                                                        + " 10m or 1h30m")))
                .orElse(missingMillis);
    }

    /// An instant in milliseconds since 1970: RFC 3339, seconds since 1970, or a signed duration from
    /// `originMillis`: `-10m`, `+5m`.
    public long instant(String name, long originMillis, long missingMillis) {
        return text(name)
                .map(text ->
                        instant(text, originMillis)
                                .orElseThrow(() ->
                                        new Mistake(
                                                name
                                                        + " "
                                                        + text
                                                        + ": not a time, give RFC"
                                                        + " 3339, seconds since"
                                                        + " 1970, -10m or +5m")))
                .orElse(missingMillis);
    }

    private static Optional<Long> instant(String text, long originMillis) {
        boolean relative = text.matches("[+-].*\\D");
        if (!relative) {
            return Times.instantMillis(text);
        }
        long sign = text.startsWith("-") ? -1 : 1;
        return Times.durationMillis(text.substring(1)).map(by -> originMillis + sign * by);
    }

    /// The drill that `--drill` names.
    public Scenario scenario(Catalogue catalogue) {
        var slug = required("--drill");
        return catalogue
                .scenario(slug)
                .orElseThrow(() ->
                        new Mistake(
                                "--drill "
                                        + slug
                                        + ": no such drill, there are "
                                        + String.join(
                                                ", ",
                                                catalogue.drills().stream()
                                                        .map(drill -> drill.slug())
                                                        .toList())));
    }
}
