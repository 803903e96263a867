// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import static brownout.simulator.action.ActionCatalogue.row;

import brownout.simulator.engine.Inventory;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.CacheEffect;
import brownout.simulator.fault.Effect;
import brownout.simulator.model.EvictionPolicy;
import java.util.List;

/// What people can do to a cache.
final class CacheActions {
    private static final String AT_ONCE = "at once, without a restart";
    private static final int MAX_MEBIBYTES = 262_144;

    /// What a restart usually takes before connections are accepted again.
    static final int RESTART_SECONDS = 10;

    static final List<ActionCatalogue.Row> ROWS =
            List.of(
                    row(
                            "cache-flush",
                            "CACHE [--region REGION]",
                            "Delete every key of a cache.",
                            "at once; it fills again within minutes",
                            "",
                            "reads miss for minutes, and what is behind the cache gets them; claims and sessions in it are gone",
                            CacheActions::flush),
                    row(
                            "cache-memory",
                            "CACHE --mebibytes N [--region REGION]",
                            "Set maxmemory of a cache, all shards together.",
                            AT_ONCE,
                            "another size than now",
                            "smaller: keys are evicted, or writes refused under noeviction",
                            CacheActions::memory),
                    row(
                            "cache-policy",
                            "CACHE POLICY [--region REGION]",
                            "Set maxmemory-policy: what a cache does when it is full.",
                            AT_ONCE,
                            "another policy than now",
                            "noeviction refuses writes when full; others drop keys that may be needed",
                            CacheActions::policy),
                    row(
                            "cache-restart",
                            "CACHE [--region REGION]",
                            "Restart a cache's pods; what was in it is lost.",
                            "some seconds; it fills again within minutes",
                            "",
                            "refuses connections for some seconds and comes back empty",
                            CacheActions::restart),
                    row(
                            "cache-jitter",
                            "CACHE [--region REGION]",
                            "Vary the time to live of keys so that they do not expire together.",
                            AT_ONCE,
                            "",
                            "none; keys that are there keep their time",
                            CacheActions::jitter),
                    row(
                            "cache-local",
                            "CACHE on|off [--region REGION]",
                            "Let clients keep the hottest keys to themselves for a second.",
                            AT_ONCE,
                            "",
                            "on: reads may be a second old",
                            CacheActions::local),
                    row(
                            "rotate-secret",
                            "CACHE",
                            "Give a cache a new password and have its clients read it.",
                            "a few seconds",
                            "",
                            "none; clients read the new one before the old one ends",
                            in -> new CacheEffect.RotatePassword(cache(in))));

    private CacheActions() {}

    private static String cache(Arguments in) {
        var word = in.positional(0, "cache");
        in.known(
                "cache",
                "cache",
                word,
                in.estate().caches().stream().map(Estate.Cache::name).toList());
        return word.text();
    }

    private static List<Inventory.Cache> now(Arguments in, String cache, String region) {
        return in.inventory().caches(cache, region);
    }

    private static Effect flush(Arguments in) {
        return new CacheEffect.Flush(cache(in), in.region());
    }

    private static Effect memory(Arguments in) {
        var cache = cache(in);
        int size = in.number("--mebibytes", 16, MAX_MEBIBYTES, "in 16.." + MAX_MEBIBYTES);
        var now = now(in, cache, in.region());
        if (!now.isEmpty() && now.stream().allMatch(c -> c.limitMebibytes() == size)) {
            throw in.error(
                    "--mebibytes",
                    in.option("--mebibytes").orElseThrow(),
                    cache + " already has " + size + " MiB",
                    "");
        }
        return new CacheEffect.Memory(cache, in.region(), (long) size << 20);
    }

    private static Effect policy(Arguments in) {
        var cache = cache(in);
        var policy = in.positional(1, "policy");
        in.known("policy", "eviction policy", policy, EvictionPolicy.labels());
        var now = now(in, cache, in.region());
        if (!now.isEmpty() && now.stream().allMatch(c -> c.policy().equals(policy.text()))) {
            throw in.error("policy", policy, cache + " already has " + policy.text(), "");
        }
        return new CacheEffect.Policy(cache, in.region(), policy.text());
    }

    private static Effect restart(Arguments in) {
        return new CacheEffect.Restart(cache(in), in.region(), RESTART_SECONDS);
    }

    private static Effect jitter(Arguments in) {
        return new CacheEffect.Expiry(cache(in), in.region(), 3600, 0);
    }

    private static Effect local(Arguments in) {
        var cache = cache(in);
        var word = in.positional(1, "on|off");
        in.known("on|off", "choice", word, List.of("on", "off"));
        return new CacheEffect.LocalCopies(cache, in.region(), word.text().equals("on"));
    }
}
