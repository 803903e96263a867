// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import brownout.scenarios.ChangeRef;
import brownout.scenarios.Edge;
import brownout.scenarios.Mechanism;
import brownout.scenarios.Severity;
import brownout.scenarios.Signal;
import brownout.simulator.fault.Effect;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Random event bodies, all legal.
public final class Generated {
    private static final List<String> NAMES =
            List.of("frontend", "orders-service", "payment-api", "payments-db", "cart-service");
    private static final String LETTERS = "aB9 \"\\\n\u00e4\u20ac{}[]:,'\u0007";

    private final Random random;

    public Generated(long seed) {
        random = new Random(seed);
    }

    /// A body of the given kind.
    public EventBody body(String kind) {
        return switch (EventKind.of(kind).orElseThrow()) {
            case STARTED ->
                    new EventBody.Started(
                            text(1, 20),
                            text(0, 64),
                            text(0, 64),
                            text(0, 64),
                            text(0, 9),
                            random.nextLong(),
                            random.nextLong(),
                            60 * (1 + random.nextInt(10_080)),
                            random.nextLong(),
                            random.nextInt(60),
                            "0123456789abcdef".repeat(2));
            case ACTED ->
                    new EventBody.Acted(
                            text(1, 60), effect(), text(0, 60), .1 + random.nextDouble() * 5);
            case ACKNOWLEDGED -> new EventBody.Acknowledged(text(1, 30), text(0, 16));
            case SEVERITY_SET ->
                    new EventBody.SeveritySet(pick(List.of(Severity.values())), names());
            case ROLE_TAKEN ->
                    new EventBody.RoleTaken(pick(List.of("commander", "communications", "scribe")));
            case PINNED -> {
                int from = random.nextInt(2000) - 1000;
                yield new EventBody.Pinned(
                        text(1, 20),
                        "/" + text(0, 40),
                        text(1, 20),
                        pick(List.of(Signal.values())),
                        from,
                        from + random.nextInt(900),
                        from + random.nextInt(900),
                        text(0, 300));
            }
            case NOTED -> new EventBody.Noted(text(1, 200));
            case MESSAGED -> new EventBody.Messaged(text(1, 200));
            case STATUS_PAGE_UPDATED -> new EventBody.StatusPageUpdated(text(1, 10), text(1, 90));
            case UPDATE_POSTED ->
                    new EventBody.UpdatePosted(
                            pick(List.of("internal", "external")),
                            text(1, 40),
                            text(0, 40),
                            text(0, 40),
                            random.nextInt(90));
            case REPLIED -> new EventBody.Replied(random.nextInt(1200), text(1, 90));
            case HINT_TAKEN -> new EventBody.HintTaken(1 + random.nextInt(4));
            case DECLARED -> declared();
            case WARPED -> new EventBody.Warped(random.nextInt());
            case PAUSED -> new EventBody.Paused();
            case RESUMED -> new EventBody.Resumed();
            case FINISHED -> new EventBody.Finished();
            case EXPIRED -> new EventBody.Expired();
            case SCORED -> new EventBody.Scored(random.nextInt(1001) / 10.0, text(0, 64));
        };
    }

    public EventBody.Declared declared() {
        var components = names();
        var change = new ChangeRef("deploy", pick(NAMES), random.nextInt(4000) - 2000);
        return new EventBody.Declared(
                components,
                components.isEmpty() ? Mechanism.NOTHING : pick(Mechanism.causes()),
                random.nextInt(4) == 0 ? ChangeRef.NONE : change,
                random.nextInt(2400) - 1200,
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(_ -> new Edge(pick(NAMES), pick(NAMES)))
                        .toList(),
                List.of(text(1, 10)),
                text(0, 100),
                random.nextInt(101));
    }

    public Effect effect() {
        return switch (random.nextInt(8)) {
            case 0 ->
                    new Effect.Deploy(
                            pick(NAMES), "1." + random.nextInt(9), Map.of(text(1, 9), text(0, 9)));
            case 1 -> new Effect.Rollback(pick(NAMES), "1." + random.nextInt(9));
            case 2 -> new Effect.SetConfig(pick(NAMES), text(1, 9), text(0, 9));
            case 3 -> new Effect.Restart(pick(NAMES), random.nextBoolean() ? "" : "eu-west-1");
            case 4 -> new Effect.Scale(pick(NAMES), "", 1 + random.nextInt(20));
            case 5 -> new Effect.ResizePool(pick(NAMES), pick(NAMES), 1 + random.nextInt(500));
            case 6 -> new Effect.Slow(pick(NAMES), random.nextDouble() * 9);
            default -> new Effect.Traffic(random.nextDouble() * 9);
        };
    }

    private List<String> names() {
        return NAMES.stream().filter(_ -> random.nextInt(3) == 0).toList();
    }

    public <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private String text(int min, int max) {
        var text = new StringBuilder();
        for (int i = min + random.nextInt(max - min + 1); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
