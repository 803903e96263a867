// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// One row per kind of event: its record, who may append it, and what it does to its run.
enum EventKind {
    STARTED(EventBody.Started.class, By.SERVER, Does.NOTHING),
    ACTED(EventBody.Acted.class, By.SERVER, Does.ACT),
    ACKNOWLEDGED(EventBody.Acknowledged.class, By.PEOPLE, Does.NOTHING),
    SEVERITY_SET(EventBody.SeveritySet.class, By.PEOPLE, Does.NOTHING),
    ROLE_TAKEN(EventBody.RoleTaken.class, By.PEOPLE, Does.NOTHING),
    PINNED(EventBody.Pinned.class, By.PEOPLE, Does.NOTHING),
    NOTED(EventBody.Noted.class, By.PEOPLE, Does.NOTHING),
    MESSAGED(EventBody.Messaged.class, By.PEOPLE, Does.NOTHING),
    STATUS_PAGE_UPDATED(EventBody.StatusPageUpdated.class, By.PEOPLE, Does.NOTHING),
    UPDATE_POSTED(EventBody.UpdatePosted.class, By.PEOPLE, Does.NOTHING),
    REPLIED(EventBody.Replied.class, By.PEOPLE, Does.NOTHING),
    HINT_TAKEN(EventBody.HintTaken.class, By.PEOPLE, Does.NOTHING),
    DECLARED(EventBody.Declared.class, By.PEOPLE, Does.NOTHING),
    WARPED(EventBody.Warped.class, By.PEOPLE, Does.NOTHING),
    PAUSED(EventBody.Paused.class, By.PEOPLE, Does.NOTHING),
    RESUMED(EventBody.Resumed.class, By.PEOPLE, Does.NOTHING),
    FINISHED(EventBody.Finished.class, By.PEOPLE, Does.CLOSE),
    EXPIRED(EventBody.Expired.class, By.SERVER, Does.CLOSE),
    SCORED(EventBody.Scored.class, By.SERVER, Does.NOTHING);

    /// Who may append it.
    enum By {
        PEOPLE,
        SERVER
    }

    /// What it does to the run.
    enum Does {
        NOTHING,
        ACT,
        CLOSE
    }

    private final Class<? extends EventBody> type;
    private final By by;
    private final Does does;

    EventKind(Class<? extends EventBody> type, By by, Does does) {
        this.type = type;
        this.by = by;
        this.does = does;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    Class<? extends EventBody> type() {
        return type;
    }

    By by() {
        return by;
    }

    Does does() {
        return does;
    }

    static Optional<EventKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    static EventKind of(EventBody body) {
        return switch (body) {
            case EventBody.Started _ -> STARTED;
            case EventBody.Acted _ -> ACTED;
            case EventBody.Acknowledged _ -> ACKNOWLEDGED;
            case EventBody.SeveritySet _ -> SEVERITY_SET;
            case EventBody.RoleTaken _ -> ROLE_TAKEN;
            case EventBody.Pinned _ -> PINNED;
            case EventBody.Noted _ -> NOTED;
            case EventBody.Messaged _ -> MESSAGED;
            case EventBody.StatusPageUpdated _ -> STATUS_PAGE_UPDATED;
            case EventBody.UpdatePosted _ -> UPDATE_POSTED;
            case EventBody.Replied _ -> REPLIED;
            case EventBody.HintTaken _ -> HINT_TAKEN;
            case EventBody.Declared _ -> DECLARED;
            case EventBody.Warped _ -> WARPED;
            case EventBody.Paused _ -> PAUSED;
            case EventBody.Resumed _ -> RESUMED;
            case EventBody.Finished _ -> FINISHED;
            case EventBody.Expired _ -> EXPIRED;
            case EventBody.Scored _ -> SCORED;
        };
    }
}
