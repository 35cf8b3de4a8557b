package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.Tables;
import dev.milepost.schemas.row.ExperimentArmRow;
import dev.milepost.schemas.row.ExperimentResultRow;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of three experiments: one that can be read, one for which it is too early, and one whose arms are not as planned. */
class ExperimentStatusIT {

    @TempDir
    private Path folder;

    private Shell shell;
    private String warehouse;

    @BeforeEach
    void fill() throws Exception {
        shell = new Shell(folder.resolve("home"));
        warehouse = folder.resolve("warehouse").toString();
        try (Warehouse open = Warehouse.embedded(Path.of(warehouse), 0)) {
            ClickHouseClient client = open.client();
            put(client, arm("timing", "now", 2_000, 1_980, 300));
            put(client, arm("timing", "holdout", 500, 490, 40));
            put(client, read());
            ExperimentResultRow early = result("timing", "own_net_revenue", "USD", "too_early");
            put(client, early);
            put(client, arm("young", "now", 30, 0, 2));
            put(client, arm("young", "holdout", 8, 0, 1));
            put(client, result("young", "referred_signups", "", "too_early"));
            put(client, arm("skewed", "now", 2_000, 1_980, 300));
            put(client, arm("skewed", "holdout", 900, 890, 40));
            ExperimentResultRow blocked = result("skewed", "referred_signups", "", "blocked");
            blocked.setSrmP(2.5e-9);
            blocked.setBlocked(true);
            put(client, blocked);
        }
    }

    private static ExperimentArmRow arm(String id, String arm, long exposed, long matured, long referees) {
        BigDecimal none = BigDecimal.ZERO;
        return new ExperimentArmRow(
                id,
                arm,
                "referred_signups",
                "",
                exposed,
                arm.equals("now") ? 2_000_000_000L : 500_000_000L,
                matured,
                referees,
                matured,
                none,
                none,
                none,
                none,
                none);
    }

    private static ExperimentResultRow result(String id, String metric, String currency, String status) {
        ExperimentResultRow row = new ExperimentResultRow();
        row.setExperimentId(id);
        row.setArm("now");
        row.setMetric(metric);
        row.setCurrency(currency);
        row.setControl("holdout");
        row.setIsPrimary(true);
        row.setStatus(status);
        row.setBlocked(false);
        row.setSrmP(0.25);
        row.setExposed(2_000L);
        row.setExposedControl(500L);
        row.setContamination(40L);
        row.setN(1_980L);
        row.setNControl(490L);
        row.setAlpha(0.05);
        row.setTuning(5_000.0);
        return row;
    }

    private static ExperimentResultRow read() {
        ExperimentResultRow row = result("timing", "referred_net_revenue", "USD", "read");
        row.setMean(1_250.0);
        row.setMeanControl(1_000.0);
        row.setEffect(250.0);
        row.setSe(50.0);
        row.setCiLow(70.0);
        row.setCiHigh(430.0);
        row.setP(0.0021);
        row.setPHolm(0.0042);
        row.setRelative(0.25);
        row.setRelativeCiLow(0.05);
        row.setRelativeCiHigh(0.45);
        row.setAdjustedEffect(240.0);
        row.setAdjustedSe(40.0);
        row.setAdjustedCiLow(96.0);
        row.setAdjustedCiHigh(384.0);
        row.setVarianceReduction(0.36);
        return row;
    }

    private static void put(ClickHouseClient client, SpecificRecord record) throws Exception {
        RowEncoder encoder = RowEncoder.of(Tables.of(record).table());
        Row row = encoder.encode(record, 1, false);
        client.insert(row.table(), encoder.header(), row.bytes(), record.toString());
    }

    private int status(String id, String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(new String[] {"experiment", "status", id, "--warehouse", warehouse}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return shell.run(arguments);
    }

    /** 2.50 USD more on 10.00, by minor units of 250 on 1,000; the interval is the sequence's, and nothing else is given. */
    @Test
    void oneThatCanBeReadIsToldWithItsAlwaysValidInterval() {
        assertThat(status("timing")).as(shell.err()).isZero();
        assertThat(shell.out())
                .contains("Sample ratio: as planned (p 0.2500).")
                .containsPattern("holdout +500 +500.0 +490 +40\n")
                .containsPattern("now +2,000 +2,000.0 +1,980 +300\n")
                .contains("Contamination: 40 referees of users who were held out")
                .contains("hold however often you look (confidence sequence, N* 5,000)")
                .contains("referred net revenue, USD")
                .contains("95 % interval")
                .containsPattern("holdout +490 +10.00 +control\n")
                .containsPattern(
                        "now +1,980 +12.50 +\\+2.50 +\\+0.70 to \\+4.30 +\\+25.0 % +\\+5.0 % to \\+45.0 % +0.0021 +0.0042\n")
                .contains("now is above holdout on referred net revenue: by +2.50 (+0.70 to +4.30)."
                        + " Adjusted by what they bought before: +2.40 (+0.96 to +3.84).");
        assertThat(shell.out().indexOf("own net revenue, USD"))
                .as("first the user's own")
                .isBetween(0, shell.out().indexOf("referred net revenue, USD"));
    }

    @Test
    void itIsTooEarlyUntilEnoughAreOverTheHorizon() {
        assertThat(status("young")).as(shell.err()).isZero();
        assertThat(shell.out()).contains("now against holdout: too early.").doesNotContain("above");
    }

    @Test
    void nothingIsShownWhereArmsAreNotAsPlanned() {
        assertThat(status("skewed")).isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.out())
                .contains("Sample ratio: NOT as planned (p 2.5e-09). The read-out is blocked.")
                .doesNotContain("referred signups");
        assertThat(shell.err()).contains("Arms have not the users they should have");
    }

    @Test
    void anUnknownOneIsRefusedWithThoseThatThereAre() {
        assertThat(status("it's")).isEqualTo(ExitCode.NOTHING_THERE);
        assertThat(shell.err())
                .contains("Nobody has been exposed to an experiment it's yet. There are skewed, timing, young.");
    }

    @Test
    void jsonHasAllFiguresAndSaysWhetherTheyMayBeRead() throws Exception {
        assertThat(status("timing", "--json")).as(shell.err()).isZero();
        JsonNode root = new ObjectMapper().readTree(shell.out());
        assertThat(root.get("blocked").asBoolean()).isFalse();
        assertThat(root.get("contamination").asLong()).isEqualTo(40);
        assertThat(root.get("arms")).hasSize(2);
        JsonNode early = root.get("results").get(0);
        assertThat(early.get("status").asText()).isEqualTo("too_early");
        assertThat(early.get("effect").isNull()).isTrue();
        JsonNode read = root.get("results").get(1);
        assertThat(read.get("ci_low").asDouble()).isEqualTo(70, within(1e-12));
        assertThat(read.get("is_primary").isBoolean()).isTrue();
        assertThat(status("skewed", "--json")).isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.err()).contains("Arms have not the users they should have");
        assertThat(new ObjectMapper().readTree(shell.out()).get("blocked").asBoolean())
                .isTrue();
    }
}
