// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.announced;
import static brownout.simulator.fault.Faults.hold;
import static brownout.simulator.fault.Faults.work;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.Estate;
import java.util.List;
import java.util.Map;

/// What a [DeployFault] comes to. What is wrong is tied to the release, setting, pods or users that have
/// it, so it goes away with them.
final class FaultsOfDeploys {
    private static final String BOT = "ci-bot";
    private static final long UNRESOLVED_MICROS = 3_000;

    private FaultsOfDeploys() {}

    static List<Scheduled> effects(DeployFault fault, Estate estate, int tick) {
        return switch (fault) {
            case DeployFault.BadRelease bad ->
                    List.of(
                            announced(tick, deploy(bad.service(), bad.version(), Map.of()), BOT),
                            hold(
                                    tick,
                                    Subjects.release(bad.service(), bad.version()),
                                    work(
                                            Scope.service(bad.service()).running(bad.version()),
                                            bad.operation(),
                                            bad.errors().amount(),
                                            thrown(
                                                    estate,
                                                    bad.service(),
                                                    bad.operation(),
                                                    bad.errorType(),
                                                    bad.message()))));
            case DeployFault.SlowCanary slow ->
                    List.of(
                            announced(
                                    tick,
                                    new ReleaseEffect.Canary(
                                            slow.service(), slow.version(), slow.pods(), Map.of()),
                                    BOT),
                            hold(
                                    tick,
                                    Subjects.release(slow.service(), slow.version()),
                                    Condition.Calls.to(
                                                    Scope.service(slow.service())
                                                            .running(slow.version()),
                                                    slow.target())
                                            .operation(slow.operation())
                                            .repeated((int) Math.rint(slow.repeats().amount()))));
            case DeployFault.WrongSetting wrong ->
                    List.of(
                            announced(
                                    tick,
                                    new Effect.SetConfig(
                                            wrong.service(), wrong.key(), wrong.value()),
                                    BOT),
                            hold(
                                    tick,
                                    Subjects.settings(wrong.service()) + "/" + wrong.key(),
                                    Condition.Calls.to(
                                                    Scope.service(wrong.service())
                                                            .with(
                                                                    wrong.key()
                                                                            + "="
                                                                            + wrong.value()),
                                                    wrong.target())
                                            .failing(1, unknownHost(wrong.value()))));
            case DeployFault.StaleConfig stale ->
                    List.of(
                            hold(
                                    tick,
                                    Subjects.settings(stale.service()) + "/stale",
                                    work(
                                            Scope.service(stale.service())
                                                    .existingShare(stale.podShare()),
                                            stale.operation(),
                                            stale.errors().amount(),
                                            new Symptom(
                                                    Failure.INTERNAL,
                                                    500,
                                                    0,
                                                    "ConfigMismatch",
                                                    stale.message(),
                                                    ""))));
            case DeployFault.FlagBug bug -> flag(bug, estate, tick);
            case DeployFault.DroppedColumn dropped ->
                    List.of(
                            announced(
                                    tick,
                                    new ReleaseEffect.Migrate(
                                            dropped.database(), dropped.migration()),
                                    "migrations-bot"),
                            hold(
                                    tick,
                                    Subjects.migration(dropped.database(), dropped.migration()),
                                    Condition.Calls.to(Scope.ANY, dropped.database())
                                            .operation(dropped.query())
                                            .failing(1, noColumn(dropped.column()))));
            case DeployFault.ShortTimeout hasty ->
                    List.of(
                            announced(tick, deploy(hasty), BOT),
                            hold(
                                    tick,
                                    Subjects.settings(hasty.service()) + "/" + hasty.timeoutKey(),
                                    Condition.Calls.to(
                                                    Scope.service(hasty.service())
                                                            .with(
                                                                    hasty.timeoutKey()
                                                                            + "="
                                                                            + millis(hasty)),
                                                    hasty.target())
                                            .policy(hasty.timeoutMicros(), hasty.retries())));
        };
    }

    private static Effect.Deploy deploy(
            String service, String version, Map<String, String> config) {
        return new Effect.Deploy(service, version, config);
    }

    private static Effect.Deploy deploy(DeployFault.ShortTimeout hasty) {
        return deploy(
                hasty.service(),
                hasty.version(),
                Map.of(
                        hasty.timeoutKey(),
                        millis(hasty),
                        hasty.retriesKey(),
                        Integer.toString(hasty.retries())));
    }

    private static String millis(DeployFault.ShortTimeout hasty) {
        return hasty.timeoutMicros() / 1000 + "ms";
    }

    private static List<Scheduled> flag(DeployFault.FlagBug bug, Estate estate, int tick) {
        var flag = flag(bug.flag(), estate);
        return List.of(
                announced(tick, new PolicyEffect.Flag(bug.flag(), bug.users().amount()), "l.novak"),
                hold(
                        tick,
                        "flag:" + bug.flag() + "/" + bug.operation(),
                        work(
                                Scope.service(flag.service()).flagged(bug.flag()),
                                bug.operation(),
                                1,
                                thrown(
                                        estate,
                                        flag.service(),
                                        bug.operation(),
                                        bug.errorType(),
                                        bug.message() + " (flag " + bug.flag() + "=on)"))));
    }

    static Estate.Flag flag(String name, Estate estate) {
        return estate.flags().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such flag: " + name));
    }

    private static Symptom thrown(
            Estate estate, String service, String operation, String errorType, String message) {
        var language =
                estate.service(service).map(Estate.Service::language).orElse(Estate.Language.JAVA);
        return new Symptom(
                Failure.INTERNAL,
                500,
                0,
                errorType,
                message,
                Stacks.of(language, service, operation, errorType, message));
    }

    private static Symptom unknownHost(String host) {
        return new Symptom(
                Failure.NAME_RESOLUTION,
                0,
                UNRESOLVED_MICROS,
                "UnknownHostException",
                "UnknownHostException: " + host + ": Name or service not known",
                "");
    }

    private static Symptom noColumn(String column) {
        return new Symptom(
                Failure.DATABASE_ERROR,
                0,
                1_500,
                "UndefinedColumn",
                "ERROR: column " + column + " does not exist",
                "");
    }
}
