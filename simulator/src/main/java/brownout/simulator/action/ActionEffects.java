// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Effect;
import java.util.TreeSet;

/// From arguments to effects, one method per action. What would change nothing is refused, because a
/// person who asks for it is mistaken about the world.
final class ActionEffects {
    private static final int MAX_REPLICAS = 20;
    private static final int MAX_POOL = 500;

    private ActionEffects() {}

    static Effect rollback(Arguments in) {
        var service = in.service();
        var name = in.positional(0, "service");
        var known = new TreeSet<String>();
        known.add(service.previousVersion());
        in.estate().service(service.name()).map(Estate.Service::version).ifPresent(known::add);
        known.remove("");
        known.remove(service.version());
        var to = in.option("--to");
        if (to.isPresent() && to.get().text().equals(service.version())) {
            throw in.error(
                    "--to",
                    to.get(),
                    service.name() + " already runs " + service.version(),
                    known.isEmpty() ? "" : "Before it ran " + String.join(", ", known));
        }
        if (known.isEmpty()) {
            throw in.error(
                    "service",
                    name,
                    service.name()
                            + " has not been deployed lately: it runs "
                            + service.version()
                            + " and there is nothing to go back to",
                    "");
        }
        to.ifPresent(word -> in.known("--to", "version of " + service.name(), word, known));
        var version =
                to.map(Arguments.Word::text)
                        .orElse(
                                known.contains(service.previousVersion())
                                        ? service.previousVersion()
                                        : known.first());
        return new Effect.Rollback(service.name(), version);
    }

    static Effect restart(Arguments in) {
        return new Effect.Restart(in.service().name(), in.region());
    }

    static Effect scale(Arguments in) {
        var service = in.service();
        var region = in.region();
        int replicas =
                in.number("--replicas", 1, MAX_REPLICAS, "a whole number in 1.." + MAX_REPLICAS);
        boolean same =
                service.replicas().entrySet().stream()
                        .filter(entry -> region.isEmpty() || entry.getKey().equals(region))
                        .allMatch(entry -> entry.getValue() == replicas);
        if (same) {
            throw in.error(
                    "--replicas",
                    in.option("--replicas").orElseThrow(),
                    service.name()
                            + " already has "
                            + replicas
                            + " pods"
                            + (region.isEmpty() ? " in every region" : " in " + region),
                    "");
        }
        return new Effect.Scale(service.name(), region, replicas);
    }

    static Effect config(Arguments in) {
        var service = in.service();
        var word = in.positional(1, "KEY=VALUE");
        int equals = word.text().indexOf('=');
        if (equals <= 0 || equals == word.text().length() - 1) {
            throw in.error(
                    "KEY=VALUE",
                    word,
                    "\"" + word.text() + "\" is not a setting",
                    "Write KEY=VALUE without spaces");
        }
        var key = new Arguments.Word(word.text().substring(0, equals), word.column());
        var value = word.text().substring(equals + 1);
        in.known("KEY", "setting of " + service.name(), key, service.config().keySet());
        if (value.equals(service.config().get(key.text()))) {
            throw in.error("VALUE", word, service.name() + " already has " + word.text(), "");
        }
        return new Effect.SetConfig(service.name(), key.text(), value);
    }

    static Effect pool(Arguments in) {
        var service = in.service();
        var pools = in.estate().service(service.name()).map(Estate.Service::pools).orElseThrow();
        var databases = pools.stream().map(Estate.Pool::database).toList();
        if (databases.isEmpty()) {
            throw in.error(
                    "service",
                    in.positional(0, "service"),
                    service.name() + " holds no database connections",
                    "");
        }
        var database = in.positional(1, "database");
        in.known("database", "pool of " + service.name(), database, databases);
        int size = in.number("--size", 1, MAX_POOL, "a whole number in 1.." + MAX_POOL);
        return new Effect.ResizePool(service.name(), database.text(), size);
    }
}
