// SPDX-License-Identifier: Apache-2.0
package brownout.web.runs;

import brownout.scoring.event.BadEvent;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.EventRules;
import brownout.scoring.rubric.Hints;
import brownout.web.http.Refusal;
import java.util.Set;

/// What may happen in a run, given where it stands: one rule a kind. Throws [Refusal] 409 where the
/// run is in no state for it, 422 where the event itself is at fault.
final class Admission {
    private Admission() {}

    static void check(EventBody body, Moment now, Set<String> components, int lastTick) {
        if (now.state().closed() && !(body instanceof EventBody.Scored)) {
            throw new Refusal(409, "the run is closed");
        }
        checkFit(body, now, components);
        switch (body) {
            case EventBody.Declared _ -> checkLock(now);
            case EventBody.HintTaken taken -> checkHint(taken, now);
            case EventBody.Replied replied -> checkReply(replied, now);
            case EventBody.Warped warped -> checkWarped(warped, now, lastTick);
            case EventBody.Paused _ -> {
                if (now.state().paused()) {
                    throw new Refusal(409, "the run is paused already");
                }
            }
            case EventBody.Resumed _ -> {
                if (!now.state().paused()) {
                    throw new Refusal(409, "the run is not paused");
                }
            }
            case EventBody.Started _,
                    EventBody.Acted _,
                    EventBody.Acknowledged _,
                    EventBody.SeveritySet _,
                    EventBody.RoleTaken _,
                    EventBody.Pinned _,
                    EventBody.Noted _,
                    EventBody.Messaged _,
                    EventBody.StatusPageUpdated _,
                    EventBody.UpdatePosted _,
                    EventBody.Finished _,
                    EventBody.Expired _,
                    EventBody.Scored _ -> {}
        }
    }

    /// Names must exist, pins too.
    private static void checkFit(EventBody body, Moment now, Set<String> components) {
        try {
            EventRules.check(body, now.state(), components);
        } catch (BadEvent e) {
            var field = "body." + e.field();
            throw new Refusal(422, field, field + ": " + e.getMessage());
        }
    }

    /// What has not been said yet is unknown like what never is.
    private static void checkReply(EventBody.Replied replied, Moment now) {
        boolean isSaid =
                now.scenario().messages().stream()
                        .anyMatch(message ->
                                message.tick() == replied.toTick()
                                        && message.tick() >= now.started().startTick()
                                        && message.tick() <= now.tick());
        if (!isSaid) {
            throw new Refusal(
                    422, "body.toTick", "body.toTick: nobody said anything in that second");
        }
    }

    private static void checkHint(EventBody.HintTaken taken, Moment now) {
        if (taken.rung() > now.scenario().hints().size()) {
            throw new Refusal(409, "there are no more hints");
        }
        int seconds = Hints.opensTick(now.state()) - now.openTick();
        if (seconds > 0) {
            throw new Refusal(409, "the next hint opens in " + seconds + " s");
        }
    }

    private static void checkLock(Moment now) {
        int seconds = now.state().lockedUntilTick() - now.openTick();
        if (seconds > 0) {
            throw new Refusal(422, "declarations are locked for another " + seconds + " s");
        }
    }

    private static void checkWarped(EventBody.Warped warped, Moment now, int lastTick) {
        if (now.state().paused()) {
            throw new Refusal(409, "the run is paused");
        }
        if (warped.toTick() < now.openTick() || warped.toTick() > lastTick) {
            throw new Refusal(
                    422,
                    "body.toTick",
                    "give a tick from "
                            + now.openTick()
                            + " (now) to "
                            + lastTick
                            + " (the run's end)");
        }
    }
}
