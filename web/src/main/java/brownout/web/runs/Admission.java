// SPDX-License-Identifier: Apache-2.0
package brownout.web.runs;

import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunState;
import brownout.web.http.Refusal;
import java.util.stream.Collectors;

/// What may happen in a run, given where it stands: one rule a kind. Throws [Refusal] 409 where the
/// run is in no state for it, 422 where the event itself is at fault.
final class Admission {
    private Admission() {}

    static void check(EventBody body, Moment now, int lastTick) {
        if (now.state().closed() && !(body instanceof EventBody.Scored)) {
            throw new Refusal(409, "the run is closed");
        }
        switch (body) {
            case EventBody.Declared declared -> checkDeclared(declared, now);
            case EventBody.Warped warped -> checkWarped(warped, now, lastTick);
            case EventBody.Pinned pinned -> checkPinned(pinned, now);
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
                    EventBody.Noted _,
                    EventBody.Messaged _,
                    EventBody.StatusPageUpdated _,
                    EventBody.Finished _,
                    EventBody.Expired _,
                    EventBody.Scored _ -> {}
        }
    }

    private static void checkDeclared(EventBody.Declared declared, Moment now) {
        if (declared.evidence().isEmpty()) {
            throw new Refusal(422, "body.evidence", "pin at least one piece of evidence first");
        }
        var pins =
                now.state().pins().stream()
                        .map(pin -> pin.pinned().id())
                        .collect(Collectors.toSet());
        for (var id : declared.evidence()) {
            if (!pins.contains(id)) {
                throw new Refusal(422, "body.evidence", "there is no pin \"" + id + "\" in this run");
            }
        }
        var declarations = now.state().declarations();
        if (!declarations.isEmpty()) {
            checkLock(declarations.getLast(), now);
        }
    }

    private static void checkLock(RunState.Declaration last, Moment now) {
        if (now.tick() < last.lockedUntilTick()) {
            int seconds = last.lockedUntilTick() - now.tick();
            throw new Refusal(422, "declarations are locked for another " + seconds + " s");
        }
    }

    private static void checkPinned(EventBody.Pinned pinned, Moment now) {
        if (now.state().pins().stream().anyMatch(pin -> pin.pinned().id().equals(pinned.id()))) {
            throw new Refusal(422, "body.id", "there is a pin \"" + pinned.id() + "\" already");
        }
    }

    private static void checkWarped(EventBody.Warped warped, Moment now, int lastTick) {
        if (now.state().paused()) {
            throw new Refusal(409, "the run is paused");
        }
        if (warped.toTick() < now.tick() || warped.toTick() > lastTick) {
            throw new Refusal(
                    422,
                    "body.toTick",
                    "give a tick from " + now.tick() + " (now) to " + lastTick + " (the run's end)");
        }
    }
}
