// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

/// One step of the shortest way from the first alert to the end: `afterSeconds` after that alert.
/// `evidence` names the sign it looks at, or is empty for the steps that declare or act.
public record PathStep(int afterSeconds, Kind kind, String text, String evidence) {
    /// What one does in a step.
    public enum Kind {
        METRIC,
        LOG,
        TRACE,
        ALERT,
        CHANGE,
        DECLARE,
        ACT
    }
}
