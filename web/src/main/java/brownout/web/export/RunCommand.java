// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import brownout.scenarios.Catalogue;
import brownout.scenarios.world.Worlds;
import brownout.web.export.push.Plan;
import brownout.web.export.push.Push;
import brownout.web.export.push.Receiver;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// `brownout run`: a run of a drill, made here and pushed into a real Prometheus, Loki or trace store
/// while it goes on, until it is over or Ctrl-C.
public final class RunCommand {
    private static final Set<String> OPTIONS =
            Set.of(
                    "--drill",
                    "--seed",
                    "--start",
                    "--speed",
                    "--for",
                    "--history",
                    "--header",
                    "--push-metrics",
                    "--push-logs",
                    "--push-traces");
    private static final long HISTORY_MILLIS = 10 * 60_000L;
    private static final long GRACE_SECONDS = 10;

    private RunCommand() {}

    /// 0 where all was taken, 1 where something was refused or left. Throws [Arguments.Mistake].
    public static int run(List<String> args, Catalogue catalogue, Worlds worlds, PrintStream out) {
        var push = new Push(plan(Arguments.of(args, OPTIONS), catalogue, worlds));
        var over = new CountDownLatch(1);
        var hook =
                Thread.ofPlatform()
                        .name("stop")
                        .unstarted(() -> {
                            push.stop();
                            await(over);
                        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return push.run(out) ? 0 : 1;
        } finally {
            over.countDown();
            unhook(hook);
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the program is ending already
        }
    }

    private static void await(CountDownLatch over) {
        try {
            over.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Plan plan(Arguments arguments, Catalogue catalogue, Worlds worlds) {
        var to = receivers(arguments);
        double speed = speed(arguments.text("--speed").orElse("1"));
        long length = arguments.duration("--for", Long.MAX_VALUE);
        if (speed > 1 && length == Long.MAX_VALUE) {
            throw new Arguments.Mistake(
                    "--speed above 1 needs --for, so that the run does not get ahead of the clock");
        }
        long now = System.currentTimeMillis();
        // A fast run ends now: receivers refuse what lies in the future.
        long ahead = speed > 1 ? (long) (length - length / speed) : 0;
        long start = arguments.instant("--start", now, now - ahead);
        var run =
                LocalRun.of(
                        worlds,
                        arguments.scenario(catalogue),
                        arguments.number("--seed", 1),
                        start);
        long history = arguments.duration("--history", HISTORY_MILLIS);
        return new Plan(run, history, speed, length, to);
    }

    private static Map<Signal, Receiver> receivers(Arguments arguments) {
        var headers = new ArrayList<String>();
        for (var header : arguments.all("--header")) {
            int colon = header.indexOf(':');
            if (colon <= 0) {
                throw new Arguments.Mistake("--header: give NAME:VALUE");
            }
            headers.add(header.substring(0, colon).strip());
            headers.add(header.substring(colon + 1).strip());
        }
        var to = new EnumMap<Signal, Receiver>(Signal.class);
        for (var signal : Signal.values()) {
            var option = "--push-" + signal.text();
            arguments
                    .text(option)
                    .ifPresent(address -> to.put(signal, receiver(option, address, headers)));
        }
        if (to.isEmpty()) {
            throw new Arguments.Mistake(
                    "run needs --push-metrics, --push-logs or --push-traces with a URL");
        }
        return to;
    }

    /// An address may hold a password, so it is not repeated.
    private static Receiver receiver(String option, String address, List<String> headers) {
        try {
            return Receiver.of(address, headers);
        } catch (IllegalArgumentException _) {
            throw new Arguments.Mistake(option + ": not a URL, give http://host:port/path");
        }
    }

    private static double speed(String text) {
        if (text.equals("max")) {
            return Double.POSITIVE_INFINITY;
        }
        if (!text.matches("\\d{1,4}(\\.\\d{1,3})?") || Double.parseDouble(text) == 0) {
            throw new Arguments.Mistake("--speed " + text + ": give a number above 0, or max");
        }
        return Double.parseDouble(text);
    }
}
