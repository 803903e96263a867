// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.simulator.fault.Scheduled;
import java.util.List;

/// An incident as its file describes it. Everything but [#drill] and [#messages] is secret while a
/// run is open, the `id` too. `digest` is the SHA-256 of the file in hex.
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
    }

    /// The script with this seed's instants, in order of time.
    public List<Scheduled> schedule(long seed) {
        throw new UnsupportedOperationException("schedule " + seed);
    }

    /// Where the scenario leaves the shared history.
    public int firstChangeTick(long seed) {
        throw new UnsupportedOperationException("first change " + seed);
    }

    /// When what is wrong began: the first beat with the fault role.
    public int faultTick(long seed) {
        throw new UnsupportedOperationException("fault " + seed);
    }

    /// The change that set it off, or [ChangeRef#NONE].
    public ChangeRef trigger(long seed) {
        throw new UnsupportedOperationException("trigger " + seed);
    }

    /// Which of the fixed histories runs with this seed have behind them.
    public long historySeed(long seed) {
        return historySeeds.get((int) Math.floorMod(seed, (long) historySeeds.size()));
    }
}
