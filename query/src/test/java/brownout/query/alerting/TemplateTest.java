// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import brownout.query.data.Labels;
import brownout.query.promql.Value.Sample;
import brownout.query.syntax.QueryError;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final RuleFunctions.Context CONTEXT =
            new RuleFunctions.Context(
                    query ->
                            query.equals("none")
                                    ? List.of()
                                    : List.of(
                                            new Sample(Labels.of("pod", "b", "job", "x"), 0, 2),
                                            new Sample(Labels.of("pod", "a"), 0, 1024)),
                    1_500,
                    Labels.of("cluster", "eu"),
                    "http://prom:9090/base");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "plain text ; 1 ; plain text",
                "{{ $labels.job }}/{{$labels.missing}}. ; 1 ; api/.",
                "{{ $labels }} ; 1 ; map[instance:web1.example.org:80 job:api]",
                "{{ $value }} ; 0.25 ; 0.25",
                "{{ $value }} ; 999999.5 ; 999999.5",
                "{{ $value }} ; 1234567 ; 1.234567e+06",
                "{{ .Value }} of {{ .Labels.job }} ; 3 ; 3 of api",
                "{{ $externalLabels.cluster }} {{ $externalURL }} ; 1 ; eu http://prom:9090/base",
                "{{ pathPrefix }} {{ externalURL }} {{ now }} ; 1 ; /base http://prom:9090/base 1.5",
                "{{ $value | humanize }} ; 1234567 ; 1.235M",
                "{{ $value | humanize }} ; 0.00012 ; 120u",
                "{{ $value | humanize }} ; 0 ; 0",
                "{{ $value | humanize1024 }} ; 1536 ; 1.5ki",
                "{{ $value | humanize1024 }} ; 1073741824 ; 1Gi",
                "{{ $value | humanizePercentage }} ; 0.0512 ; 5.12%",
                "{{ $value | humanizeDuration }} ; 0.0351 ; 35.1ms",
                "{{ $value | humanizeDuration }} ; 12.3456 ; 12.35s",
                "{{ $value | humanizeDuration }} ; 3725 ; 1h 2m 5s",
                "{{ $value | humanizeDuration }} ; 90061 ; 1d 1h 1m 1s",
                "{{ $value | humanizeTimestamp }} ; 1435065584.128 ; 2015-06-23 13:19:44.128 +0000 UTC",
                "{{ \"12.5\" | humanize }} ; 1 ; 12.5",
                "{{ $value | printf \"%.2f\" }}s ; 1.005 ; 1.00s",
                "{{ printf \"%.1f req/s\" $value }} ; 12.25 ; 12.2 req/s",
                "{{ $value | printf \"%.0f%%\" }} ; 99.5 ; 100%",
                "{{ printf \"%.2f %.2f\" $value 2.5 }} ; 1 ; 1.00 2.50",
                "{{ $labels.job | printf \"<%s>\" }} ; 1 ; <api>",
                "{{ $value | printf \"%d\" }} ; 1.5 ; %!d(float64=1.5)",
                "{{ printf \"%5.1f|%-4d|%04d|%q\" $value 7 7 \"x\" }} ; 1.25 ; '  1.2|7   |0007|\"x\"'",
                "{{ printf \"%e %x %t %s\" $value 255 true }} ; 1250 ; 1.250000e+03 ff true %!s(MISSING)",
                "a {{- \" b \" -}} c ; 1 ; 'a b c'",
                "x{{/* nothing */}}y ; 1 ; xy",
                "{{ if gt $value 0.5 }}high{{ else if gt $value 0.1 }}middle{{ else }}low{{ end }} ; 0.3 ; middle",
                "{{ if and $labels.job (eq $labels.job \"api\" \"web\") }}yes{{ end }} ; 1 ; yes",
                "{{ with $labels.missing }}{{ . }}{{ else }}none{{ end }} ; 1 ; none",
                "{{ with $x := $labels.job }}{{ $x }}{{ . }}{{ end }} ; 1 ; apiapi",
                "{{ $n := 1 }}{{ if true }}{{ $n = 2 }}{{ end }}{{ $n }} ; 1 ; 2",
                "{{ range $k, $v := $labels }}{{ $k }}={{ $v }},{{ end }} ; 1 ; instance=web1.example.org:80,job=api,",
                "{{ range query \"none\" }}x{{ else }}nobody{{ end }} ; 1 ; nobody",
                "{{ range query \"up\" | sortByLabel \"pod\" }}{{ .Labels.pod }}:{{ .Value }} {{ end }}. ; 1 ; a:1024 b:2 .",
                "{{ query \"up\" | first | value | humanize }} ; 1 ; 2",
                "{{ with query \"up\" }}{{ . | first | label \"job\" }}{{ end }} ; 1 ; x",
                "{{ range $i, $s := query \"up\" }}{{ if eq $i 1 }}{{ break }}{{ end }}{{ $i }}{{ end }} ; 1 ; 0",
                "{{ printf `sum(up{job=%q})` $labels.job | query | first | value }} ; 1 ; 2",
                "{{ define \"t\" }}<{{ .arg0 }},{{ .arg1 }}>{{ end }}{{ template \"t\" (args 1 \"b\") }} ; 1 ; <1,b>",
                "{{ title \"high error rate\" }} {{ toUpper \"ab\" }} {{ \"AB\" | toLower }} ; 1 ; High Error Rate AB ab",
                "{{ $labels.instance | stripPort }} {{ stripDomain $labels.instance }} ; 1 ; web1.example.org web1:80",
                "{{ match \"^a.i$\" $labels.job }} {{ reReplaceAll \"(a)(p)\" \"$2$1\" $labels.job }} ; 1 ; true pai",
                "{{ parseDuration \"1h30m\" }} ; 1 ; 5400",
                "{{ graphLink \"up == 0\" }} ; 1 ; /graph?g0.expr=up+%3D%3D+0&g0.tab=0",
                "{{ tableLink \"up\" }} {{ \"a b\" | urlquery }} ; 1 ; /graph?g0.expr=up&g0.tab=1 a+b",
                "{{ len $labels }} {{ index $labels \"job\" }} {{ slice \"abcdef\" 1 3 }} ; 1 ; 2 api bc",
                "{{ print 1 2 \"a\" 3 }}{{ not true }} ; 1 ; 1 2a3false",
                "{{ safeHtml \"<b>\" }}{{ html \"<b>\" | len }} ; 1 ; <b>9",
                "{{ index (query \"none\") 0 }} ; 1 ; <error expanding template: 1:4: error calling index: index out of range: 0>",
                "{{ if gt $value 1 }}{{ end }} ; 1 ; <error expanding template: 1:7: error calling gt: incompatible types for comparison: float64 and int>",
                "{{ query \"none\" | first }} ; 1 ; <error expanding template: 1:19: error calling first: first() called on vector with no elements>"
            })
    void expands(String text, double value, String expanded) {
        var wanted =
                expanded.matches("'.*'") ? expanded.substring(1, expanded.length() - 1) : expanded;
        var labels = Labels.of("job", "api", "instance", "web1.example.org:80");
        assertEquals(wanted, RuleTemplate.parse(text).expand(labels, value, CONTEXT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "{{ $values }} ; 4 ; undefined variable \"$values\". Did you mean \"$value\"?",
                "{{ $value | humanise }} ; 13 ; function \"humanise\" not defined. Did you mean \"humanize\"?",
                "{{ $value ; 1 ; unclosed action. Close it with }}",
                "{{ }} ; 4 ; missing value",
                "{{ $value | }} ; 13 ; missing value",
                "{{ $value | 1 }} ; 13 ; a pipe leads to what is no function",
                "{{ humanize }} ; 4 ; wrong number of arguments for humanize: want 1, got 0",
                "{{ ($value | toTime).Format \"x\" }} ; 4 ; methods are not supported. Begin with the name of a function",
                "{{ if $value }}x ; 1 ; a block without its end. Close it with {{ end }}",
                "{{ end }} ; 1 ; unexpected {{end}}. It belongs to no if, with, range, define or block",
                "{{ template \"x\" }} ; 1 ; template \"x\" not defined",
                "{{ break }} ; 1 ; {{break}} outside of range",
                "{{ (len \"a\" }} ; 4 ; unclosed parenthesis. Close it with )",
                "{{ range $x := . }}{{ end }}{{ $x }} ; 32 ; undefined variable \"$x\". Known: $externalLabels, $externalURL, $labels, $value"
            })
    void refuses(String text, int column, String message) {
        var error = assertThrows(QueryError.class, () -> RuleTemplate.parse(text));
        assertEquals(message, error.text());
        assertEquals(column, error.column());
    }
}
