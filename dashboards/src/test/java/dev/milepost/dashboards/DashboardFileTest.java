package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.dashboards.Variable.Kind;
import dev.milepost.dashboards.Variable.Option;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small file whole, and what is said where something of it is missing or not known. */
final class DashboardFileTest {

    private static final String WHOLE = """
            {"uid": "u", "title": "T", "description": "D?", "refresh": "5m", "time": {"from": "now-1d", "to": "now"},
             "links": [{"title": "L", "url": "/d/x"}],
             "templating": {"list": [
               {"name": "q", "label": "Q", "type": "query", "query": {"rawSql": "SELECT 1"}, "multi": true, "includeAll": true, "current": {"value": ["$__all"]}},
               {"name": "c", "type": "custom", "query": "One : 1, two", "current": {"value": "two"}}]},
             "panels": [{"id": 3, "type": "stat", "title": "P", "interval": "1w", "gridPos": {"x": 1, "y": 2, "w": 3, "h": 4},
               "fieldConfig": {"defaults": {"unit": "s"}}, "targets": [{"refId": "A", "rawSql": "SELECT 2", "format": 1}]}]}
            """;

    private static Dashboard read(String json) {
        return DashboardFile.read("small.json", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFileIsReadWhole() {
        Dashboard dashboard = read(WHOLE);

        assertThat(dashboard.refresh()).isEqualTo(300);
        assertThat(dashboard.links()).containsExactly(new Dashboard.Link("L", "/d/x"));
        Variable query = dashboard.variables().get(0);
        assertThat(query.kind()).isEqualTo(Kind.QUERY);
        assertThat(query.sql()).isEqualTo("SELECT 1");
        assertThat(query.initial()).containsExactly(Variable.ALL);
        Variable custom = dashboard.variables().get(1);
        assertThat(custom.label()).isEqualTo("c");
        assertThat(custom.options()).containsExactly(new Option("1", "One"), new Option("two", "two"));
        Panel panel = dashboard.panels().get(0);
        assertThat(panel.type()).isEqualTo(PanelType.STAT);
        assertThat(panel.unit()).isEqualTo("s");
        assertThat(panel.interval()).isEqualTo(Duration.ofDays(7));
        assertThat(panel.place()).isEqualTo(new Panel.Place(1, 2, 3, 4));
        assertThat(panel.queries()).containsExactly(new Query("A", "SELECT 2", Query.Format.TABLE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"uid\": \"u\" | \"uid\": \"\" | has no uid",
                "\"type\": \"stat\" | \"type\": \"gauge\" | 'gauge'",
                "\"type\": \"query\" | \"type\": \"adhoc\" | 'adhoc'",
                "\"format\": 1 | \"format\": 2 | neither 0 (time series) nor 1",
                "\"refresh\": \"5m\" | \"refresh\": \"often\" | 'often'",
                "\"interval\": \"1w\" | \"interval\": \">1w\" | interval",
                "\"rawSql\": \"SELECT 2\" | \"rawSql\": \"\" | has no rawSql",
                "\"panels\": | panels | is no JSON"
            })
    void whatIsMissingOrNotKnownIsSaidWithTheFile(String part, String instead, String said) {
        assertThat(WHOLE).contains(part);
        assertThatThrownBy(() -> read(WHOLE.replace(part, instead)))
                .isInstanceOf(InvalidDashboardException.class)
                .hasMessageContaining("small.json")
                .hasMessageContaining(said);
    }
}
