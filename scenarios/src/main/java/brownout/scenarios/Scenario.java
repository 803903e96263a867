// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.simulator.fault.EffectNames;
import brownout.simulator.fault.Scheduled;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// An incident as its file describes it. Everything but [#drill] and [#messages] is secret while a
/// run is open, the `id` too. `hints` are four rungs, from where to look to what to do. `digest` is the SHA-256 of the file in hex.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public record Scenario(
        String id,
        String digest,
        Drill drill,
        String estate,
        List<Long> historySeeds,
        List<Beat> script,
        List<CustomerMessage> messages,
        AnswerKey key,
        Objective objective,
        List<String> accepted,
        String reference,
        List<String> decoys,
        List<Herring> herrings,
        List<Evidence> evidence,
        List<PathStep> shortestPath,
        List<String> hints,
        Par par,
        DebriefText debrief) {
    public Scenario {
        historySeeds = List.copyOf(historySeeds);
        script = List.copyOf(script);
        messages = List.copyOf(messages);
        accepted = List.copyOf(accepted);
        decoys = List.copyOf(decoys);
        herrings = List.copyOf(herrings);
        evidence = List.copyOf(evidence);
        shortestPath = List.copyOf(shortestPath);
        hints = List.copyOf(hints);
    }

    /// The script with this seed's instants, in order of time.
    public List<Scheduled> schedule(long seed) {
        return script.stream()
                .flatMap(beat -> beat.at(tick(beat, seed)).stream())
                .sorted(Comparator.comparingInt(Scheduled::tick))
                .toList();
    }

    /// Where the scenario leaves the shared history.
    public int firstChangeTick(long seed) {
        return schedule(seed).getFirst().tick();
    }

    /// When what is wrong began: the first beat with the fault role; 0 where nothing is wrong.
    public int faultTick(long seed) {
        return script.stream()
                .filter(beat -> beat.role() == Beat.Role.FAULT)
                .mapToInt(beat -> tick(beat, seed))
                .min()
                .orElse(0);
    }

    /// The change that set it off, or [ChangeRef#NONE]: [ChangeRef#isSame] as a row of the change feed.
    public ChangeRef trigger(long seed) {
        return beat(key.trigger()).map(beat -> change(beat, seed)).orElse(ChangeRef.NONE);
    }

    public Optional<Beat> beat(String beatId) {
        return script.stream().filter(beat -> beat.id().equals(beatId)).findFirst();
    }

    /// The change that a beat makes, by the name of its effect.
    public ChangeRef change(Beat beat, long seed) {
        var effect = beat.effect();
        return new ChangeRef(EffectNames.of(effect), effect.target(), tick(beat, seed));
    }

    /// The first message at or after `fromTick`.
    public OptionalInt firstMessage(int fromTick) {
        return messages.stream()
                .mapToInt(CustomerMessage::tick)
                .filter(tick -> tick >= fromTick)
                .min();
    }

    /// When a beat happens with this seed: its tick, moved by up to its jitter either way. The
    /// movement depends on the seed and the beat's id alone, so that a new beat moves no other.
    public int tick(Beat beat, long seed) {
        if (beat.jitterSeconds() == 0) {
            return beat.tick();
        }
        long mixed = mix(seed ^ mix(hash(beat.id())));
        int span = 2 * beat.jitterSeconds() + 1;
        return beat.tick() - beat.jitterSeconds() + (int) Math.floorMod(mixed, (long) span);
    }

    /// Which of the fixed histories runs with this seed have behind them.
    public long historySeed(long seed) {
        return historySeeds.get((int) Math.floorMod(seed, (long) historySeeds.size()));
    }

    private static long hash(String text) {
        long hash = 1469598103934665603L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 1099511628211L;
        }
        return hash;
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
