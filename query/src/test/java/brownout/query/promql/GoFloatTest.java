// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoFloatTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "100000000000000000000, 100000000000000000000",
        "1e21, 1e+21",
        "1.5e300, 1.5e+300",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0.000001, 0.000001",
        "1e-7, 1e-07",
        "1.25e-7, 1.25e-07",
        "4.9e-324, 5e-324",
        "9.9e-324, 1e-323",
        "-123456.789, -123456.789",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf",
        "123456789012345680, 123456789012345680"
    })
    void jsonLayout(double value, String text) {
        assertEquals(text, GoFloat.format(value));
    }

    @ParameterizedTest
    @CsvSource({"0, 0e+00", "1, 1e+00", "0.0512, 5.12e-02", "1500, 1.5e+03", "-2e-130, -2e-130"})
    void exponentLayout(double value, String text) {
        assertEquals(text, GoFloat.exponent(value));
    }

    @ParameterizedTest
    @CsvSource({"1e21, 1000000000000000000000", "1e-7, 0.0000001", "2.5, 2.5"})
    void plainLayout(double value, String text) {
        assertEquals(text, GoFloat.plain(value));
    }

    @ParameterizedTest
    @CsvSource({
        "1234.5, 1234",
        "0.5, 0.5",
        "12345, 1.234e+04",
        "0.00001234, 1.234e-05",
        "99.999, 100",
        "0, 0"
    })
    void fourDigits(double value, String text) {
        assertEquals(text, GoFloat.general(value, 4));
    }

    @Test
    void everyLayoutReadsBackAsTheSameNumber() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertEquals(value, Double.parseDouble(GoFloat.format(value)));
                assertEquals(value, Double.parseDouble(GoFloat.exponent(value)));
            }
        }
    }
}
