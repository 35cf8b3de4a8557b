package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules are of the form that Grafana's provisioning reads, and lead to panels that there are. */
final class AlertRulesTest {

    static List<AlertRule> rules() {
        return AlertRule.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleIsWhole(AlertRule rule) {
        assertThat(rule.folder()).isEqualTo("Milepost");
        assertThat(rule.uid()).matches("milepost-[a-z-]{3,32}");
        assertThat(rule.text("title")).isNotBlank().isNotEqualTo(rule.folder());
        assertThat(rule.text("noDataState")).isIn("OK", "NoData");
        assertThat(rule.text("execErrState")).isEqualTo("Error");
        assertThat(rule.text("for")).matches("\\d+[sm]");
        assertThat(rule.node().path("labels").path("severity").asText()).isIn("warning", "critical");
        assertThat(rule.node().path("annotations").path("summary").asText()).endsWith(".");
        assertThat(rule.node().path("annotations").path("description").asText()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleAsksTheWarehouseAndComparesTheAnswer(AlertRule rule) {
        JsonNode query = rule.data(0);
        JsonNode threshold = rule.data(1);
        assertThat(query.path("datasourceUid").asText()).isEqualTo("milepost-clickhouse");
        assertThat(query.path("model").path("format").asInt()).isEqualTo(1);
        assertThat(query.path("model").path("refId")).isEqualTo(query.path("refId"));
        assertThat(query.path("model").path("rawSql").asText())
                .contains("milepost.")
                .doesNotContain("now()", "milepost_store", "SETTINGS");
        assertThat(threshold.path("datasourceUid").asText()).isEqualTo("__expr__");
        assertThat(threshold.path("model").path("type").asText()).isEqualTo("threshold");
        assertThat(threshold.path("model").path("expression")).isEqualTo(query.path("refId"));
        assertThat(threshold.path("refId").asText()).isEqualTo(rule.text("condition"));
        assertThat(threshold
                        .path("model")
                        .path("conditions")
                        .path(0)
                        .path("evaluator")
                        .path("type")
                        .asText())
                .isIn("gt", "lt");
    }

    /** Grafana's provisioning takes a $ in them for a variable of the environment, by its release: templates say .Labels. */
    @ParameterizedTest
    @MethodSource("rules")
    void onlyAQueryHasADollar(AlertRule rule) {
        assertThat(rule.node().path("annotations").toString() + rule.node().path("labels") + rule.text("title"))
                .doesNotContain("$");
        assertThat(rule.data(0).path("model").path("rawSql").asText()).doesNotContain("$$");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleLeadsToAPanel(AlertRule rule) {
        Dashboard dashboard = Dashboards.find(rule.text("dashboardUid")).orElseThrow();
        assertThat(dashboard.panels().stream().map(Panel::id))
                .contains(rule.node().path("panelId").asInt());
    }

    @Test
    void thereAreTheSevenRulesWithUidsOfTheirOwn() {
        assertThat(rules().stream().map(AlertRule::uid))
                .containsExactlyInAnyOrder(
                        "milepost-over-budget",
                        "milepost-sample-ratio",
                        "milepost-fraud-jump",
                        "milepost-dead-letters",
                        "milepost-lag",
                        "milepost-checkpoints",
                        "milepost-no-checkpoint");
    }
}
