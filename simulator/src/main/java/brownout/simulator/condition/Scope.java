// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.condition;

/// Which pods something holds for, and for which of the users they serve. Empty texts mean any;
/// `setting` is `KEY=value` of the pod's configuration, `version` the release it runs. `podShare` and
/// `userShare` in `(0, 1]` take part of what is left, always the same ones; of users only those for
/// whom the feature `flag` is on; with `existing` only pods
/// that are there when the condition begins, so that a restart ends it for them.
public record Scope(
        String service,
        String region,
        String node,
        String version,
        String setting,
        String flag,
        boolean existing,
        double podShare,
        double userShare) {
    /// Every pod and every user.
    public static final Scope ANY = new Scope("", "", "", "", "", "", false, 1, 1);

    /// All pods of one service, or of any with "".
    public static Scope service(String service) {
        return new Scope(service, "", "", "", "", "", false, 1, 1);
    }

    public Scope inRegion(String newRegion) {
        return new Scope(
                service, newRegion, node, version, setting, flag, existing, podShare, userShare);
    }

    public Scope onNode(String newNode) {
        return new Scope(
                service, region, newNode, version, setting, flag, existing, podShare, userShare);
    }

    public Scope running(String newVersion) {
        return new Scope(
                service, region, node, newVersion, setting, flag, existing, podShare, userShare);
    }

    public Scope with(String newSetting) {
        return new Scope(
                service, region, node, version, newSetting, flag, existing, podShare, userShare);
    }

    public Scope existingShare(double newPodShare) {
        return new Scope(
                service, region, node, version, setting, flag, true, newPodShare, userShare);
    }

    public Scope share(double newPodShare, double newUserShare) {
        return new Scope(
                service, region, node, version, setting, flag, existing, newPodShare, newUserShare);
    }

    public Scope flagged(String newFlag) {
        return new Scope(
                service, region, node, version, setting, newFlag, existing, podShare, userShare);
    }
}
