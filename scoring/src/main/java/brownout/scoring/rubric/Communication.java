// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import brownout.scenarios.CustomerMessage;
import brownout.scenarios.Severity;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunState;
import brownout.scoring.event.RunState.Update;
import java.util.ArrayList;
import java.util.List;

/// Who was told what when; checked by the clock and by what an update has, never by its style. Of five
/// checks those count that the drill has a place for: customers are told of a P0 or P1 only, and questions
/// must have been asked. Source: scoring rules, item 4; the playbook's times.
public final class Communication {
    /// World seconds in which somebody who asks expects an answer.
    public static final int ANSWER_SECONDS = 180;

    private static final int INTERNAL_SECONDS = 300;
    private static final int EXTERNAL_SECONDS = 900;
    private static final int GRACE_SECONDS = 60;

    /// One check: its weight among the others, how well it is met, and why.
    private record Check(double weight, double share, String sentence) {}

    private Communication() {}

    static void judge(Case run, Points points) {
        var checks = checks(run);
        double all = checks.stream().mapToDouble(Check::weight).sum();
        for (var check : checks) {
            points.add(
                    points.max() * check.weight() / all * check.share(),
                    check.sentence(),
                    run.link("channel", ""));
        }
    }

    private static List<Check> checks(Case run) {
        var internal = of(run.state(), "internal");
        var checks = new ArrayList<Check>();
        checks.add(first(run, internal, "colleagues", INTERNAL_SECONDS, 2));
        if (run.scenario().key().severity().level() <= Severity.P1.level()) {
            checks.add(first(run, of(run.state(), "external"), "customers", EXTERNAL_SECONDS, 1.5));
        }
        checks.add(cadence(run, internal));
        checks.add(content(run.state().updates()));
        var asked = asked(run);
        if (!asked.isEmpty()) {
            checks.add(answers(run, asked));
        }
        return checks;
    }

    private static List<Update> of(RunState state, String audience) {
        return state.updates().stream()
                .filter(update -> update.posted().audience().equals(audience))
                .toList();
    }

    private static Check first(
            Case run, List<Update> updates, String whom, int seconds, double weight) {
        if (updates.isEmpty()) {
            return new Check(
                    weight,
                    0,
                    "No update to " + whom + "; one was due within " + clock(seconds) + ".");
        }
        int tick = updates.getFirst().tick();
        return new Check(
                weight,
                run.after(tick) <= seconds ? 1 : 0,
                "First update to "
                        + whom
                        + " "
                        + run.afterWord(tick)
                        + ", due within "
                        + clock(seconds)
                        + ".");
    }

    /// Each update has the next one follow in the time that it promised, or sooner where the severity asks
    /// for more; as long as the run lasted.
    private static Check cadence(Case run, List<Update> updates) {
        int due = 0;
        int kept = 0;
        for (int i = 0; i < updates.size(); i++) {
            int most = minutes(run.scenario().key().severity());
            int promised = updates.get(i).posted().nextMinutes();
            int minutes = promised == 0 ? most : Math.min(promised, most);
            int dueTick = updates.get(i).tick() + minutes * 60;
            boolean isLast = i + 1 == updates.size();
            if (!isLast || dueTick + GRACE_SECONDS < run.endTick()) {
                due++;
                kept += !isLast && updates.get(i + 1).tick() <= dueTick + GRACE_SECONDS ? 1 : 0;
            }
        }
        double share = updates.isEmpty() ? 0 : due == 0 ? 1 : kept / (double) due;
        return new Check(
                1.5,
                share,
                updates.isEmpty()
                        ? "No update that another could have followed."
                        : due == 0
                                ? "The next update was not due before the end."
                                : kept + " of " + due + " next updates came when they were due.");
    }

    private static int minutes(Severity severity) {
        return switch (severity) {
            case P0 -> 15;
            case P1 -> 30;
            case P2, P3 -> 60;
        };
    }

    private static Check content(List<Update> updates) {
        int said = updates.stream().mapToInt(each -> said(each.posted())).sum();
        int all = 4 * updates.size();
        return new Check(
                1.5,
                all == 0 ? 0 : said / (double) all,
                all == 0
                        ? "No update, so none with impact, scope, action and the time of the next."
                        : said
                                + " of "
                                + all
                                + " parts (impact, scope, action, time of the next) are in the"
                                + " updates.");
    }

    private static int said(EventBody.UpdatePosted posted) {
        return (posted.impact().isBlank() ? 0 : 1)
                + (posted.scope().isBlank() ? 0 : 1)
                + (posted.action().isBlank() ? 0 : 1)
                + (posted.nextMinutes() > 0 ? 1 : 0);
    }

    /// The questions that could be answered: not those of the last minutes that nobody answered.
    private static List<CustomerMessage> asked(Case run) {
        return run.scenario().messages().stream()
                .filter(CustomerMessage::asks)
                .filter(each -> each.tick() >= run.startTick())
                .filter(each ->
                        each.tick() + ANSWER_SECONDS <= run.endTick()
                                || isAnswered(run.state(), each))
                .toList();
    }

    private static Check answers(Case run, List<CustomerMessage> asked) {
        long inTime = asked.stream().filter(each -> isInTime(run.state(), each)).count();
        return new Check(
                1.5,
                inTime / (double) asked.size(),
                inTime
                        + " of "
                        + asked.size()
                        + (asked.size() == 1 ? " question was" : " questions were")
                        + " answered within "
                        + clock(ANSWER_SECONDS)
                        + ".");
    }

    /// Whether anybody has answered what was said then.
    public static boolean isAnswered(RunState state, CustomerMessage message) {
        return state.replies().stream().anyMatch(reply -> reply.toTick() == message.tick());
    }

    private static boolean isInTime(RunState state, CustomerMessage message) {
        return state.replies().stream()
                .anyMatch(reply ->
                        reply.toTick() == message.tick()
                                && reply.tick() <= message.tick() + ANSWER_SECONDS);
    }

    private static String clock(int seconds) {
        return RootCause.clock(seconds);
    }
}
