// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the estate's operators asked for: the revisions of each service, which one each workload is to
/// run and with how many pods. Immutable.
final class Desired {
    private final List<List<Revision>> revisions; // by service, oldest first
    private final int[] target; // by workload: index into revisions
    private final int[] replicas; // by workload
    private final @Nullable Revision[] canary; // by service: the last one there was
    private final int[] canaryPods; // by service, per region
    private final Controls controls;
    private final int[] rescaledTick; // by workload: when an autoscaler last changed that

    private Desired(
            List<List<Revision>> revisions,
            int[] target,
            int[] replicas,
            @Nullable Revision[] canary,
            int[] canaryPods,
            Controls controls,
            int[] rescaledTick) {
        this.revisions = revisions;
        this.target = target;
        this.replicas = replicas;
        this.canary = canary;
        this.canaryPods = canaryPods;
        this.controls = controls;
        this.rescaledTick = rescaledTick;
    }

    static Desired initial(World world) {
        var revisions = new ArrayList<List<Revision>>();
        var replicas = new int[world.workloads()];
        for (int s = 0; s < world.services; s++) {
            var service = world.service(s);
            revisions.add(
                    List.of(
                            Names.revision(
                                    service.name(), 0, service.version(), service.config())));
            for (int region = 0; region < world.regions; region++) {
                replicas[world.workload(s, region)] = service.replicas(region);
            }
        }
        return new Desired(
                List.copyOf(revisions),
                new int[world.workloads()],
                replicas,
                new Revision[world.services],
                new int[world.services],
                Controls.of(world.estate),
                never(replicas));
    }

    private static int[] never(int[] replicas) {
        var ticks = new int[replicas.length];
        Arrays.fill(ticks, Fleet.NEVER);
        return ticks;
    }

    List<Revision> revisions(int service) {
        return revisions.get(service);
    }

    /// The service's newest revision.
    Revision current(int service) {
        return revisions.get(service).getLast();
    }

    Revision target(int service, int workload) {
        return revisions.get(service).get(target[workload]);
    }

    int replicas(int workload) {
        return replicas[workload];
    }

    /// What the canary pods of a service run, or would have run last; null where there were none.
    @Nullable Revision canary(int service) {
        return canary[service];
    }

    /// How many pods of a service in each region are to run something else than the others.
    int canaryPods(int service) {
        return canaryPods[service];
    }

    Controls controls() {
        return controls;
    }

    Desired with(Controls newControls) {
        return new Desired(
                revisions, target, replicas, canary, canaryPods, newControls, rescaledTick);
    }

    /// With `pods` pods in each region that run `revision`.
    Desired canary(int service, @Nullable Revision revision, int pods) {
        var revisionsOfCanaries = canary.clone();
        revisionsOfCanaries[service] = revision;
        var counts = canaryPods.clone();
        counts[service] = pods;
        return new Desired(
                revisions, target, replicas, revisionsOfCanaries, counts, controls, rescaledTick);
    }

    /// With a further revision of a service, which the given workloads are to run.
    Desired revise(int service, Revision revision, int firstWorkload, int endWorkload) {
        var list = new ArrayList<>(revisions.get(service));
        list.add(revision);
        var all = new ArrayList<>(revisions);
        all.set(service, List.copyOf(list));
        var targets = target.clone();
        Arrays.fill(targets, firstWorkload, endWorkload, list.size() - 1);
        return new Desired(
                List.copyOf(all), targets, replicas, canary, canaryPods, controls, rescaledTick);
    }

    Desired scale(int firstWorkload, int endWorkload, int count) {
        var counts = replicas.clone();
        Arrays.fill(counts, firstWorkload, endWorkload, count);
        return new Desired(revisions, target, counts, canary, canaryPods, controls, rescaledTick);
    }

    /// As an autoscaler does.
    Desired rescale(int workload, int count, int tick) {
        var ticks = rescaledTick.clone();
        ticks[workload] = tick;
        var counts = replicas.clone();
        counts[workload] = count;
        return new Desired(revisions, target, counts, canary, canaryPods, controls, ticks);
    }

    /// Whether an autoscaler changed the number of pods in `tick`.
    boolean wasRescaled(int workload, int tick) {
        return rescaledTick[workload] == tick;
    }
}
