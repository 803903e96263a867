// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.query.syntax.YamlNode;
import brownout.simulator.action.ActionError;
import brownout.simulator.action.Actions;
import brownout.simulator.engine.Inventory;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.CacheEffect;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Checks action lines of a file against the estate as it is after the script. Pods have no names before
/// there is a world, so that no line can name one.
final class ActionLines {
    private final Estate estate;
    private final Inventory inventory;

    ActionLines(Estate estate, List<Beat> beats) {
        this.estate = estate;
        var script =
                beats.stream()
                        .flatMap(beat -> beat.effects().stream())
                        .map(Scheduled::effect)
                        .toList();
        this.inventory =
                new Inventory(
                        0,
                        estate.services().stream().map(service -> after(service, script)).toList(),
                        new TreeMap<>(),
                        Optional.empty(),
                        estate.databases().stream().map(d -> after(d, script)).toList(),
                        estate.caches().stream().flatMap(c -> after(c, script)).toList(),
                        Inventory.Group.of(estate),
                        List.of());
    }

    private Inventory.Database after(Estate.Database database, List<Effect> script) {
        var now = Inventory.Database.of(database, estate);
        for (var each : script) {
            if (each instanceof DatabaseEffect effect
                    && effect.database().equals(database.name())) {
                now = now.after(effect, database);
            }
        }
        return now;
    }

    private Stream<Inventory.Cache> after(Estate.Cache cache, List<Effect> script) {
        var now = Inventory.Cache.of(cache, estate);
        for (var each : script) {
            if (each instanceof CacheEffect effect) {
                now = now.stream().map(shard -> shard.after(effect)).toList();
            }
        }
        return now.stream();
    }

    /// Between `min` and `max` lines.
    List<String> read(YamlNode node, int min, int max) {
        var lines = new ArrayList<String>();
        for (var item : node.items()) {
            lines.add(read(item));
        }
        if (lines.size() < min || lines.size() > max) {
            throw node.error(
                    (min == max ? "exactly " + min : min + " to " + max)
                            + " action lines are needed, found "
                            + lines.size());
        }
        return List.copyOf(lines);
    }

    String read(YamlNode node) {
        try {
            Actions.parse(node.text(), inventory, estate);
            return node.text();
        } catch (ActionError e) {
            throw node.error("not an action: " + node.text() + ": " + e.getMessage(), e.hint());
        }
    }

    private Inventory.Service after(Estate.Service service, List<Effect> script) {
        var version = service.version();
        var previous = "";
        Map<String, String> config = new HashMap<>(service.config());
        var pods = new HashMap<String, Integer>();
        for (int region = 0; region < estate.regions().size(); region++) {
            pods.put(estate.regionNames().get(region), service.replicas(region));
        }
        for (var each : script) {
            if (!each.target().equals(service.name())) {
                continue;
            }
            switch (each) {
                case Effect.Deploy deploy -> {
                    previous = version;
                    version = deploy.version();
                    config.putAll(deploy.config());
                }
                case Effect.Rollback rollback -> {
                    previous = version;
                    version = rollback.version();
                }
                case Effect.SetConfig set -> config.put(set.key(), set.value());
                case Effect.Scale scale -> pods.replaceAll((_, _) -> scale.replicas());
                default -> {} // changes nothing of what an inventory of services says
            }
        }
        return new Inventory.Service(service.name(), version, previous, pods, pods, config);
    }
}
