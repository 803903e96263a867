// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import brownout.query.data.Labels;
import brownout.query.syntax.QueryError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "plain text ; 1 ; plain text",
                "{{ $labels.job }}/{{$labels.missing}}. ; 1 ; api/.",
                "{{ $value }} ; 0.25 ; 0.25",
                "{{ $value }} ; 999999.5 ; 999999.5",
                "{{ $value }} ; 1234567 ; 1.234567e+06",
                "{{ .Value }} of {{ .Labels.job }} ; 3 ; 3 of api",
                "{{ $value | humanize }} ; 1234567 ; 1.235M",
                "{{ $value | humanize }} ; 0.00012 ; 120u",
                "{{ $value | humanize }} ; 0 ; 0",
                "{{ $value | humanizePercentage }} ; 0.0512 ; 5.12%",
                "{{ $value | humanizeDuration }} ; 0.0351 ; 35.1ms",
                "{{ $value | humanizeDuration }} ; 12.3456 ; 12.35s",
                "{{ $value | humanizeDuration }} ; 3725 ; 1h 2m 5s",
                "{{ $value | humanizeDuration }} ; 90061 ; 1d 1h 1m 1s",
                "{{ $value | printf \"%.2f\" }}s ; 1.005 ; 1.00s",
                "{{ printf \"%.1f req/s\" $value }} ; 12.25 ; 12.2 req/s",
                "{{ $value | printf \"%.0f%%\" }} ; 99.5 ; 100%",
                "{{ $labels.job | printf \"<%s>\" }} ; 1 ; <api>"
            })
    void expands(String text, double value, String expanded) {
        assertEquals(expanded, Template.parse(text).expand(Labels.of("job", "api"), value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ $labels }}",
                "{{ $values }}",
                "{{ query \"up\" | first | value }}",
                "{{ range $x := . }}{{ end }}",
                "{{ $value | toUpper }}",
                "{{ $value | printf \"%d\" }}",
                "{{ $value | printf \"%.2f %.2f\" }}",
                "{{ $value | humanize1024 }}",
                "{{- $value }}"
            })
    void refusesTheRest(String text) {
        var error = assertThrows(QueryError.class, () -> Template.parse(text));
        assertEquals(QueryError.Kind.UNSUPPORTED, error.kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ $value", "{{ $labels.job | printf \"%.2f\" }}"})
    void refusesWhatIsWrong(String text) {
        var error = assertThrows(QueryError.class, () -> Template.parse(text));
        assertEquals(QueryError.Kind.PARSE, error.kind());
    }
}
