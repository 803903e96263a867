// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Instants and durations, read from what clients send.
class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-1.5, -1500",
        "1.0005, 1001",
        "1e3, 1000000",
        "1767225600.123456789, 1767225600123",
        "2026-01-01T00:00:00Z, 1767225600000",
        "2026-01-01T02:00:00.5+02:00, 1767225600500",
        "1795372560000000000, 9223372036853",
        "-1e300, -9223372036853",
    })
    void instants(String text, long millis) {
        assertEquals(Optional.of(millis), Times.instantMillis(text));
    }

    @ParameterizedTest
    @CsvSource({
        "15, 15000",
        "0.5, 500",
        "1h30m, 5400000",
        "250ms, 250",
        "1y, 31536000000",
        "99999999999999999999y, 9223372036853",
    })
    void durations(String text, long millis) {
        assertEquals(Optional.of(millis), Times.durationMillis(text));
    }

    @ParameterizedTest
    @CsvSource({"x", "1.5h", "m", "''", "1m1h", "0x10", "NaN", "Infinity"})
    void neither(String text) {
        assertEquals(Optional.empty(), Times.durationMillis(text));
        assertEquals(Optional.empty(), Times.instantMillis(text));
    }

    @ParameterizedTest
    @CsvSource({
        "1767225600000, 2026-01-01T00:00:00Z",
        "1767225600640, 2026-01-01T00:00:00.64Z",
        "1767225600001, 2026-01-01T00:00:00.001Z",
        "-1, 1969-12-31T23:59:59.999Z",
    })
    void written(long millis, String text) {
        assertEquals(text, Times.nano(millis));
    }
}
