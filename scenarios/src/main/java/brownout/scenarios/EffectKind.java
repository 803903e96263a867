// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.simulator.fault.Effect;

/// Names of effects in scenario files and events.
public enum EffectKind {
    DEPLOY("deploy", Effect.Deploy.class),
    ROLLBACK("rollback", Effect.Rollback.class),
    CONFIG("config", Effect.SetConfig.class),
    RESTART("restart", Effect.Restart.class),
    SCALE("scale", Effect.Scale.class),
    POOL("pool", Effect.ResizePool.class),
    SLOW("slow", Effect.Slow.class),
    TRAFFIC("traffic", Effect.Traffic.class);

    private final String text;
    private final Class<? extends Effect> type;

    EffectKind(String text, Class<? extends Effect> type) {
        this.text = text;
        this.type = type;
    }

    /// The name in files and events.
    public String text() {
        return text;
    }

    public Class<? extends Effect> type() {
        return type;
    }

    static EffectKind named(String text) {
        for (var kind : values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no effect is called " + text);
    }

    public static EffectKind of(Effect effect) {
        return switch (effect) {
            case Effect.Deploy _ -> DEPLOY;
            case Effect.Rollback _ -> ROLLBACK;
            case Effect.SetConfig _ -> CONFIG;
            case Effect.Restart _ -> RESTART;
            case Effect.Scale _ -> SCALE;
            case Effect.ResizePool _ -> POOL;
            case Effect.Slow _ -> SLOW;
            case Effect.Traffic _ -> TRAFFIC;
        };
    }
}
