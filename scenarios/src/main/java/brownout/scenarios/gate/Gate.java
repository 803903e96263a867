// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

/// What every scenario must pass with every seed: one row each, with the part of the file that is to
/// blame (a key at the top of it) and what to do about it.
public enum Gate {
    QUIET(
            "users are fine before the fault",
            "script",
            "Weaken or move what happens before the fault"),
    BROKEN(
            "the objective is broken soon after the fault",
            "objective",
            "Make the fault stronger, or weigh a route that it hurts"),
    UNHURT(
            "users are fine all the time, as the answer says",
            "objective",
            "Answer with another mechanism, or take what hurts out of the script"),
    TOLD(
            "an alert fires or a ticket comes soon after the start, no alert before it",
            "script",
            "Move the fault, add a rule to the estate or a message to the scenario"),
    IDLE("nobody acts, it stays broken", "script", "Make the fault last"),
    REFERENCE(
            "the reference fix restores the objective",
            "reference",
            "Name an action that removes the cause"),
    ACCEPTED(
            "an accepted fix restores the objective",
            "accepted",
            "Take it off the list, or make the fault one that it ends"),
    DECOY("a wrong fix does not help", "decoys", "Choose an action that leaves the cause alone"),
    HERRING(
            "a red herring can be cleared by its query",
            "herrings",
            "Sharpen the query, or weaken what looks guilty"),
    NAMED(
            "every beat with the role herring has a query that clears it",
            "herrings",
            "Add a herring whose query or name holds the beat's target"),
    SIGN(
            "a sign of the fault shows in time, and only then",
            "evidence",
            "Sharpen the query, or drop the sign"),
    POINTS(
            "a metric, line or trace among the signs names a true component",
            "evidence",
            "Add a sign that tells the root cause from its victims"),
    SECRET(
            "nothing visible holds a secret of the file",
            "scenario",
            "Rename what gives it away; the visible text is quoted above"),
    SPOILER(
            "what is read before the start does not give the cause away",
            "drill",
            "Say what users feel, not what is behind it"),
    KEY(
            "the answer names what the fault beats are aimed at, and no more",
            "answer",
            "Name every component that a fault beat is aimed at, or change the beat's role"),
    CALM(
            "without the fault nobody is hurt",
            "script",
            "A beat that hurts by itself is as right an answer as the key: weaken it"),
    ALONE(
            "the fault alone breaks the objective",
            "script",
            "It needs help from another beat, which is then as right an answer: strengthen it"),
    HARD(
            "no baseline solves a drill of level 3 or 4 at first rank",
            "drill",
            "Hide the root's own metrics, add a confounder, or lower the level");

    private final String title;
    private final String section;
    private final String advice;

    Gate(String title, String section, String advice) {
        this.title = title;
        this.section = section;
        this.advice = advice;
    }

    /// A sentence that is true where the gate is passed.
    public String title() {
        return title;
    }

    /// The key of the scenario file to look at.
    public String section() {
        return section;
    }

    /// What to do where it is not passed.
    public String advice() {
        return advice;
    }
}
