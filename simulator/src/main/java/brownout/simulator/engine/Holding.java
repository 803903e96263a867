// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The conditions that hold, in the order in which they began, with an index of whom they concern.
/// Immutable; a frame refers to the one that holds in its tick.
final class Holding {
    private static final int[] NOBODY = new int[0];

    /// A condition under the name it can be ended by. Holds from the start of `since`.
    record Held(String id, Condition condition, Course course, int since) {
        /// How strongly it holds in `tick`, 0 to 1.
        double level(int tick) {
            return tick < since ? 0 : course.at(tick - since);
        }
    }

    private final World world;
    private final List<Held> held;
    private final Map<String, Double> flags; // share of users, by flag
    private final Zones zones;
    private final int[] @Nullable [] byOp;
    private final int[] @Nullable [] byEdge;

    Holding(World world) {
        this(world, List.of(), flags(world));
    }

    private Holding(World world, List<Held> held, Map<String, Double> flags) {
        this.world = world;
        this.held = held;
        this.flags = flags;
        zones = Zones.of(world, flags);
        byOp = new int[world.ops.length][];
        byEdge = new int[world.edges][];
        for (int i = 0; i < held.size(); i++) {
            switch (held.get(i).condition()) {
                case Condition.Work work -> concern(work, i);
                case Condition.Calls calls -> concern(calls, i);
            }
        }
    }

    private static Map<String, Double> flags(World world) {
        var flags = new TreeMap<String, Double>();
        world.estate.flags().forEach(flag -> flags.put(flag.name(), flag.share()));
        return flags;
    }

    /// This with a feature on for a `share` of users.
    Holding with(String flag, double share) {
        var changed = new TreeMap<>(flags);
        changed.put(flag, share);
        return new Holding(world, held, changed);
    }

    /// The share of users that a feature is on for.
    double flag(String flag) {
        return flags.getOrDefault(flag, 0.0);
    }

    /// Which zones of third parties are used.
    Zones zones() {
        return zones;
    }

    private void concern(Condition.Work work, int number) {
        for (var op : world.ops) {
            if (isNamed(work.scope().service(), world.service(op.service()).name())
                    && isNamed(work.operation(), op.spec().name())) {
                byOp[op.index()] = with(byOp[op.index()], number);
            }
        }
    }

    private void concern(Condition.Calls calls, int number) {
        for (var edge : world.edgeList) {
            var caller = world.ops[world.edgeCallers[edge.index()]];
            if (isNamed(calls.scope().service(), world.service(caller.service()).name())
                    && isNamed(calls.target(), edge.spec().target())
                    && isNamed(calls.operation(), edge.spec().operation())
                    && (edge.kind() == World.Kind.SERVICE || isAnywhere(calls.to()))) {
                byEdge[edge.index()] = with(byEdge[edge.index()], number);
            }
        }
    }

    /// Other callees than services are not on a node that a scope can name.
    private static boolean isAnywhere(Scope scope) {
        return scope.node().isEmpty() && scope.version().isEmpty() && scope.setting().isEmpty();
    }

    private static boolean isNamed(String wanted, String name) {
        return wanted.isEmpty() || wanted.equals(name);
    }

    private static int[] with(int @Nullable [] numbers, int number) {
        var more =
                numbers == null ? new int[1] : java.util.Arrays.copyOf(numbers, numbers.length + 1);
        more[more.length - 1] = number;
        return more;
    }

    /// This with one more; what was held under the same id ends.
    Holding with(String id, Condition condition, Course course, int tick) {
        var more = new ArrayList<>(held);
        more.removeIf(other -> other.id().equals(id));
        more.add(new Held(id, condition, course, tick));
        return new Holding(world, List.copyOf(more), flags);
    }

    /// This without what is held as `id` or `id/...`.
    Holding without(String id) {
        var fewer =
                held.stream()
                        .filter(other -> !other.id().equals(id) && !other.id().startsWith(id + "/"))
                        .toList();
        return fewer.size() == held.size() ? this : new Holding(world, fewer, flags);
    }

    /// For a frame that nothing is delivered in.
    Deliveries noDeliveries() {
        return world.noDeliveries;
    }

    List<Held> all() {
        return held;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /// Numbers of the conditions that concern an operation's own work.
    int[] ofOp(int op) {
        var numbers = byOp[op];
        return numbers == null ? NOBODY : numbers;
    }

    /// Numbers of the conditions that concern a call.
    int[] ofEdge(int edge) {
        var numbers = byEdge[edge];
        return numbers == null ? NOBODY : numbers;
    }

    Held get(int number) {
        return held.get(number);
    }

    /// How what fails of a condition looks.
    Symptom symptom(int number) {
        return switch (held.get(number).condition()) {
            case Condition.Work work -> work.symptom();
            case Condition.Calls calls -> calls.symptom();
        };
    }

    /// Whether what is logged of a condition, in JSON, holds `text`.
    boolean says(String text) {
        for (int number = 0; number < held.size(); number++) {
            var symptom = symptom(number);
            if (symptom.type().contains(text)
                    || escaped(symptom.message()).contains(text)
                    || escaped(symptom.stack()).contains(text)) {
                return true;
            }
        }
        return false;
    }

    private static String escaped(String text) {
        return text.replace("\n", "\\n").replace("\t", "\\t");
    }

    /// Whether a condition's scope has this pod.
    boolean concerns(Scope scope, int since, Pod pod) {
        return isNamed(scope.service(), world.service(pod.service).name())
                && isNamed(scope.region(), world.estate.regions().get(pod.region).name())
                && isNamed(scope.node(), pod.node)
                && isNamed(scope.version(), pod.revision.version())
                && hasSetting(scope.setting(), pod)
                && (!scope.existing() || pod.createdTick < since)
                && (scope.podShare() >= 1 || isAmong(scope.podShare(), pod));
    }

    private static boolean hasSetting(String setting, Pod pod) {
        int equals = setting.indexOf('=');
        return equals < 0
                || setting.substring(equals + 1)
                        .equals(pod.revision.config().get(setting.substring(0, equals)));
    }

    /// Every `1 / share`th slot: of four pods a half is two of them, whatever the hash.
    private static boolean isAmong(double share, Pod pod) {
        return Math.floor((pod.slot + 1) * share + 1e-9) > Math.floor(pod.slot * share + 1e-9);
    }

    /// Whether the user of a request belongs to those that a scope has.
    boolean concerns(Scope scope, int user) {
        return (scope.userShare() >= 1 || Rng.uniform(Rng.hash(user, 0xc0407)) < scope.userShare())
                && (scope.flag().isEmpty() || isOn(scope.flag(), user));
    }

    private boolean isOn(String flag, int user) {
        return Rng.uniform(Rng.hash(user, flag)) < flag(flag);
    }

    /// The share of users that a scope has.
    double userShare(Scope scope) {
        return scope.userShare() * (scope.flag().isEmpty() ? 1 : flag(scope.flag()));
    }

    /// The share of a workload's `pods` that a scope has.
    double share(Scope scope, int since, Pod[] pods) {
        int count = 0;
        for (var pod : pods) {
            count += concerns(scope, since, pod) ? 1 : 0;
        }
        return pods.length == 0 ? 0 : (double) count / pods.length;
    }

    /// A hash of what holds in `tick`.
    long hash(int tick) {
        long hash = Rng.hash(held.size(), flags.toString());
        for (var each : held) {
            hash = Rng.hash(hash, each.condition().toString());
            hash = Rng.hash(hash, Double.doubleToLongBits(each.level(tick)));
        }
        return hash;
    }
}
