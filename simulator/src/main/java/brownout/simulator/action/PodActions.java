// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import static brownout.simulator.action.ActionCatalogue.row;

import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.NodeEffect;
import brownout.simulator.fault.PodEffect;
import brownout.simulator.fault.TrafficEffect;
import java.util.ArrayList;
import java.util.List;

/// What people can do to pods, their limits and probes, and nodes.
final class PodActions {
    private static final String SOON = "its replacement takes about half a minute";
    private static final String AT_ONCE = "at once";

    static final List<ActionCatalogue.Row> ROWS =
            List.of(
                    row(
                            "delete-pod",
                            "POD",
                            "Delete one pod; its deployment makes another.",
                            SOON,
                            "",
                            "one pod less until the other is ready; it may not find room",
                            in -> new PodEffect.DeletePod(pod(in))),
                    row(
                            "evict",
                            "POD",
                            "Move one pod off its node, as a drain would.",
                            SOON,
                            "",
                            "one pod less until the other is ready; it may not find room",
                            in -> new PodEffect.DeletePod(pod(in))),
                    row(
                            "kill-container",
                            "POD",
                            "Stop the container of one pod; the pod starts another.",
                            SOON,
                            "",
                            "what the pod is doing is lost",
                            in -> new PodEffect.KillContainer(pod(in))),
                    row(
                            "limits",
                            "SERVICE [--cpu MILLICORES] [--memory MEBIBYTES] [--region REGION]",
                            "Set the limits of a service's pods; pods are replaced to get them.",
                            "pods are replaced one after another, about a minute",
                            "room on the nodes for what is asked",
                            "too small a limit throttles or kills; larger pods may stay Pending",
                            PodActions::limits),
                    row(
                            "heap",
                            "SERVICE --max MEBIBYTES [--region REGION]",
                            "Set how large the runtime's heap may grow; 0 is the usual share of the"
                                    + " memory limit.",
                            AT_ONCE,
                            "",
                            "a heap beyond the memory limit ends in OOMKilled, a small one in collections",
                            PodActions::heap),
                    row(
                            "fd-limit",
                            "SERVICE --files N [--region REGION]",
                            "Set how many files and sockets a pod may have open.",
                            AT_ONCE,
                            "",
                            "too few, and the pod accepts no connections",
                            PodActions::files),
                    row(
                            "readiness",
                            "SERVICE --timeout MILLIS [--region REGION]",
                            "Set the readiness probe's timeout; 0 is a probe that never fails.",
                            "within 10 seconds",
                            "",
                            "strict: slow pods get no requests and the others get more; 0: pods that cannot answer get some",
                            PodActions::readiness),
                    row(
                            "liveness",
                            "SERVICE --timeout MILLIS [--startup SECONDS] [--region REGION]",
                            "Set the liveness probe's timeout (0: never fails) and the start-up"
                                    + " probe's allowance (0: no limit).",
                            "within 10 seconds",
                            "",
                            "strict: slow pods are restarted when they are busiest; 0: a hung one stays",
                            PodActions::liveness),
                    row(
                            "fix-selector",
                            "SERVICE [--region REGION]",
                            "Apply the service's manifest from the repository: selector and port.",
                            AT_ONCE,
                            "",
                            "none where the manifest is right already",
                            in -> new PodEffect.Selector(in.service().name(), in.region(), true)),
                    row(
                            "autoscale",
                            "SERVICE --min N --max N --target PERCENT [--region REGION]",
                            "Set what the service's autoscaler keeps to.",
                            "it looks every 15 s; new pods take about half a minute",
                            "an autoscaler of the service",
                            "a low maximum leaves it short; a high one may exceed what databases bear",
                            PodActions::autoscale),
                    row(
                            "cpu-request",
                            "SERVICE [--region REGION]",
                            "Give the service's pods the CPU request from the repository.",
                            "it looks every 15 s",
                            "an autoscaler of the service",
                            "none where the request is right already",
                            in ->
                                    new PodEffect.BlindAutoscaler(
                                            autoscaled(in), in.region(), false)),
                    row(
                            "region-weight",
                            "REGION --percent N",
                            "Send this share of all customers' requests to a region, 0 to 100.",
                            AT_ONCE,
                            "another region that can take the rest",
                            "the regions that get more may have too few pods and connections",
                            in ->
                                    new TrafficEffect.WeighRegion(
                                            in.named(0, "region", in.estate().regionNames()),
                                            in.number("--percent", 0, 100, "per cent in 0..100")
                                                    / 100.0)),
                    row(
                            "cordon",
                            "NODE",
                            "Let a node get no new pods.",
                            AT_ONCE,
                            "",
                            "fewer nodes for pods to come; the others may be full",
                            in -> new NodeEffect.Cordon(node(in), true)),
                    row(
                            "uncordon",
                            "NODE",
                            "Let a node get pods again.",
                            AT_ONCE,
                            "",
                            "pods are placed on it though something may be wrong with it",
                            in -> new NodeEffect.Cordon(node(in), false)),
                    row(
                            "drain",
                            "NODE",
                            "Cordon a node and move its pods, one of each service at a time.",
                            "a minute or more for each pod of a service",
                            "room on other nodes for its pods",
                            "pods that find no room stay Pending",
                            in -> new NodeEffect.Drain(node(in))),
                    row(
                            "sync-clock",
                            "NODE",
                            "Step a node's clock to the right time.",
                            AT_ONCE,
                            "",
                            "timestamps jump by what the clock was wrong",
                            in -> new NodeEffect.Skew(node(in), 0)),
                    row(
                            "replace-node",
                            "NODE",
                            "Bring a fresh machine in the place of one that is gone.",
                            "its pods start in about half a minute",
                            "a node that is gone",
                            "the pods on a node that is there are cut off while it restarts",
                            in -> new NodeEffect.Restore(node(in))));

    private PodActions() {}

    private static String pod(Arguments in) {
        return in.named(0, "pod", in.inventory().pods());
    }

    private static String node(Arguments in) {
        var names = new ArrayList<String>();
        for (var region : in.estate().regions()) {
            region.nodes().forEach(node -> names.add(node.name()));
        }
        return in.named(0, "node", names);
    }

    private static String autoscaled(Arguments in) {
        var names = in.estate().autoscalers().stream().map(Estate.Autoscaler::service).toList();
        return in.named(0, "autoscaled service", names);
    }

    private static Effect limits(Arguments in) {
        var service = in.service();
        int millicores = in.numberOr("--cpu", 0, 10, 64_000, "millicores in 10..64000");
        int mebibytes = in.numberOr("--memory", 0, 32, 1_000_000, "MiB in 32..1000000");
        if (millicores == 0 && mebibytes == 0) {
            throw in.error(
                    "--cpu",
                    in.positional(0, "service"),
                    "no limit is named",
                    "Write --cpu 1000 or --memory 1024");
        }
        return new PodEffect.SetLimits(
                service.name(), in.region(), millicores / 1000.0, (long) mebibytes << 20);
    }

    private static Effect heap(Arguments in) {
        long mebibytes = in.number("--max", 0, 1_000_000, "MiB in 0..1000000");
        return new PodEffect.SetHeap(in.service().name(), in.region(), mebibytes << 20);
    }

    private static Effect files(Arguments in) {
        int files = in.number("--files", 64, 10_000_000, "a whole number in 64..10000000");
        return new PodEffect.LimitFiles(in.service().name(), in.region(), files);
    }

    private static Effect readiness(Arguments in) {
        long millis = in.number("--timeout", 0, 60_000, "milliseconds in 0..60000");
        return new PodEffect.Readiness(in.service().name(), in.region(), millis * 1000);
    }

    private static Effect liveness(Arguments in) {
        long millis = in.number("--timeout", 0, 60_000, "milliseconds in 0..60000");
        int seconds = in.numberOr("--startup", 0, 0, 3600, "seconds in 0..3600");
        return new PodEffect.Liveness(in.service().name(), in.region(), millis * 1000, seconds);
    }

    private static Effect autoscale(Arguments in) {
        var service = autoscaled(in);
        int minimum = in.number("--min", 1, 20, "a whole number in 1..20");
        int maximum = in.number("--max", minimum, 50, "a whole number in " + minimum + "..50");
        int target = in.number("--target", 5, 100, "per cent in 5..100");
        return new PodEffect.Autoscale(service, in.region(), minimum, maximum, target / 100.0);
    }
}
