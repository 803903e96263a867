// SPDX-License-Identifier: Apache-2.0
package brownout.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import brownout.query.data.Labels;
import brownout.web.api.alertmanager.Fingerprint;
import org.junit.jupiter.api.Test;

/// Fingerprints are those of the real Alertmanager (one seen on the wire).
class FingerprintTest {
    @Test
    void equalsTheRealOne() {
        var labels = Labels.of("alertname", "TargetDown", "job", "a", "severity", "page");
        assertEquals("f64b448a514924bf", Fingerprint.of(labels));
    }
}
