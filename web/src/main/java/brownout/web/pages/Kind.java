// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

/// A page of a run: its template and module, place in the navigation, title, language of its editor, and
/// style sheet.
enum Kind {
    CONSOLE("console", "console", "Console", "", "css/console.css"),
    ALERTS("alerts", "alerts", "Alerts", "", "css/alerts.css"),
    METRICS("metrics", "metrics", "Metrics", "PromQL", "css/explore.css"),
    LOGS("logs", "logs", "Logs", "LogQL", "css/explore.css"),
    TRACES("traces", "traces", "Traces", "TraceQL", "css/explore.css"),
    TRACE("trace", "traces", "Trace", "", "css/explore.css"),
    CHANGES("changes", "changes", "Changes", "", "css/explore.css"),
    TARGETS("targets", "targets", "Targets", "", "css/monitoring.css"),
    TSDB("tsdb-status", "tsdb-status", "TSDB status", "", "css/monitoring.css"),
    RUNBOOKS("runbooks", "runbooks", "Runbooks", "", "css/runbooks.css"),
    ALERT_RUNBOOK("runbook", "runbook", "Runbook", "", "css/runbooks.css"),
    SERVICE_RUNBOOK("runbook", "runbook", "Service", "", "css/runbooks.css"),
    PLAYBOOK("runbook", "runbook", "Playbook", "", "css/runbooks.css"),
    CHANNEL("channel", "channel", "Channel", "", "css/channel.css"),
    HINTS("hints", "hints", "Hints", "", "css/hints.css"),
    DECLARE("declare", "declare", "Declare", "", "");

    private final String template;
    private final String here;
    private final String title;
    private final String language;
    private final String style;

    Kind(String template, String here, String title, String language, String style) {
        this.template = template;
        this.here = here;
        this.title = title;
        this.language = language;
        this.style = style;
    }

    String template() {
        return template;
    }

    /// The file of its module, less `.js`.
    String module() {
        return switch (this) {
            case RUNBOOKS, ALERT_RUNBOOK, SERVICE_RUNBOOK, PLAYBOOK -> "runbooks";
            case TARGETS, TSDB -> "monitoring";
            default -> template;
        };
    }

    String here() {
        return here;
    }

    String title() {
        return title;
    }

    String language() {
        return language;
    }

    String style() {
        return style;
    }

    /// Whether it draws.
    boolean charts() {
        return switch (this) {
            case CONSOLE, METRICS, LOGS, TRACES, TRACE -> true;
            case ALERTS,
                    CHANGES,
                    TARGETS,
                    TSDB,
                    RUNBOOKS,
                    ALERT_RUNBOOK,
                    SERVICE_RUNBOOK,
                    PLAYBOOK,
                    CHANNEL,
                    HINTS,
                    DECLARE ->
                    false;
        };
    }
}
