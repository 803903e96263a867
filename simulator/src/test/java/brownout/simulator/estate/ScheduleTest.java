// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "* * * * *, 1440, 30, 30",
        "*/15 * * * *, 96, 900, 0",
        "*/15 * * * *, 96, 901, 899",
        "30 2 * * *, 1, 9000, 0",
        "30 2 * * *, 1, 9001, 86399",
        "'0,30 8-9 * * *', 4, 0, 28800",
        "10-20/5 * * * *, 72, 1200, 0",
        "0 0 * * *, 1, 86399, 1",
    })
    void knowsWhenItIsDue(String text, int timesPerDay, int second, int secondsUntilDue) {
        var schedule = Schedule.parse(text).orElseThrow();
        assertEquals(timesPerDay, schedule.timesPerDay());
        assertEquals(secondsUntilDue, schedule.secondsUntilDue(second));
        assertTrue(schedule.isDue((second + secondsUntilDue) % 86_400));
        assertEquals(text, schedule.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "60 * * * *",
                "5-1 * * * *",
                "*/0 * * * *",
                "* 24 * * *",
                "a * * * *",
                "1,, * * * *",
                "* * 1 * *",
                "1//2 * * * *",
                "@hourly"
            })
    void refusesOthers(String text) {
        assertTrue(Schedule.parse(text).isEmpty());
    }
}
