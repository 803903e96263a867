// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

/// How bad an incident is, with the response time of the severity table.
public enum Severity {
    P0(0, "Critical", "Complete service outage", "immediate"),
    P1(1, "High", "Major feature degraded", "15 minutes"),
    P2(2, "Medium", "Minor feature affected", "1 hour"),
    P3(3, "Low", "Cosmetic or minor issue", "4 hours");

    private final int level;
    private final String title;
    private final String impact;
    private final String responseTime;

    Severity(int level, String title, String impact, String responseTime) {
        this.level = level;
        this.title = title;
        this.impact = impact;
        this.responseTime = responseTime;
    }

    /// 0 for the worst.
    public int level() {
        return level;
    }

    public String title() {
        return title;
    }

    public String impact() {
        return impact;
    }

    public String responseTime() {
        return responseTime;
    }
}
