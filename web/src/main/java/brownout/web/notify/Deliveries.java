// SPDX-License-Identifier: Apache-2.0
package brownout.web.notify;

import brownout.query.routing.Config;
import brownout.query.routing.Notification;
import brownout.web.http.NotYet;
import brownout.web.live.AlertLinks;
import brownout.web.runs.Moment;
import brownout.web.runs.Run;
import brownout.web.runs.Runs;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks once a second at the open runs and sends what left their Alertmanagers since the last look. A
/// run that began before the server did is followed from when the server meets it again, without what
/// was told before; what a world that is being computed tells is sent when it is there.
public final class Deliveries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final long GRACE_SECONDS = 10;

    private final AddressBook book;
    private final Runs runs;
    private final Supplier<String> origin;
    private final Map<String, Followed> followed = new HashMap<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("notify").daemon().factory());

    /// How far a run has been looked at. Only the looking thread uses it.
    private static final class Followed {
        final Run run;
        int nextTick;
        boolean failed;

        Followed(Run run) {
            this.run = run;
            this.nextTick = run.metTick();
        }
    }

    /// Begins to look. `origin` is where browsers find the server, without a slash at its end.
    public Deliveries(
            List<Config.Receiver> receivers,
            Runs runs,
            Supplier<String> origin,
            MeterRegistry registry) {
        this.book = new AddressBook(receivers, registry);
        this.runs = runs;
        this.origin = origin;
        var _ = clock.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    private void look() {
        for (var run : runs.open()) {
            followed.computeIfAbsent(run.id(), _ -> new Followed(run));
        }
        followed.values().removeIf(this::isOver);
    }

    /// Sends what is new in a run; whether nothing more will come.
    private boolean isOver(Followed one) {
        try {
            var now = one.run.now();
            if (now.tick() >= one.nextTick) {
                send(now, one);
            }
            return now.state().closed();
        } catch (NotYet _) {
            return false; // comes again
        } catch (RuntimeException e) {
            if (!one.failed) {
                LOG.warn("a run cannot be looked at: {}", e.getClass().getSimpleName());
            }
            one.failed = true;
            return false;
        }
    }

    private void send(Moment now, Followed one) {
        var telemetry = now.telemetry();
        var told = telemetry.notifications(one.nextTick, now.tick() + 1);
        one.nextTick = now.tick() + 1; // also where one of them cannot be sent: nothing goes twice
        if (told.isEmpty()) {
            return;
        }
        var config = telemetry.alertmanager().config();
        var base = origin.get() + "/r/" + one.run.id();
        var links = AlertLinks.of(base, telemetry);
        for (var notification : told) {
            var message = new Message(notification, one.run.id(), base, links);
            book.tell(message, firstIntegration(config, notification));
        }
    }

    private static String firstIntegration(Config config, Notification told) {
        return config.receivers().stream()
                .filter(receiver -> receiver.name().equals(told.receiver()))
                .filter(receiver -> !receiver.integrations().isEmpty())
                .map(receiver -> receiver.integration(0))
                .findFirst()
                .orElse("");
    }

    /// Looks no more and ends the queues. Whoever is looking is not interrupted: it may be writing to
    /// the log.
    @Override
    public void close() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                LOG.info("stopping although a run is being looked at");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        book.close();
    }
}
