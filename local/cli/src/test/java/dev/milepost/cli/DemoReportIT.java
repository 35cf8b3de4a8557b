package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.Tables;
import dev.milepost.schemas.row.AskRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo's end says of asks. */
class DemoReportIT {

    private static final Instant REACHED = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant DUE = Instant.parse("2026-03-02T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void eachAskIsCountedOnceByWhatWasSaidOfItLast() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        try (Warehouse open = Warehouse.embedded(folder.resolve("warehouse"), 0)) {
            ClickHouseClient client = open.client();
            put(client, ask("ann", "asked", "", "now", REACHED, 1), 1);
            // Waits, and goes out; waits, and is stopped; was stopped, and late it is seen that it should not have
            // been.
            put(client, ask("ben", "asked", "", "next_day", DUE, 0), 1);
            put(client, ask("ben", "asked", "", "next_day", DUE, 1), 2);
            put(client, ask("cid", "asked", "", "next_day", DUE, 0), 1);
            put(client, ask("cid", "withdrawn", "require_marketing_consent", "next_day", null, 0), 2);
            put(client, ask("dan", "withdrawn", "suppress_if", "next_day", null, 0), 2);
            put(client, ask("dan", "asked", "", "next_day", DUE, 1), 3);
            put(client, ask("eve", "held_out", "", "holdout", null, 0), 1);
            put(client, ask("fay", "not_asked", "quota", "", null, 0), 1);

            DemoReport.of(client, 0, null, DUE).print(shell.terminal());
        }

        String said = shell.out().replaceAll(" {2,}", " | ").replaceAll("(?m)^ \\|", "|");
        assertThat(said.substring(said.indexOf("Who was asked"), said.indexOf("\n\nRewards")))
                .isEqualTo("""
                Who was asked for a referral:
                | decision | arm, or why not | people | times | for example
                | asked | next day | 2 | 2 | ben
                | asked | now | 1 | 1 | ann
                | held out | holdout | 1 | 1 | eve
                | not asked | asked not long ago (quota) | 1 | 1 | fay
                | withdrawn: require_marketing_consent | no consent to marketing (require_marketing_consent) | 1 | 1 | cid""");
    }

    private static AskRow ask(String user, String decision, String reason, String arm, Instant sendAt, long turn) {
        return AskRow.newBuilder()
                .setProgramId("spring")
                .setUserId(user)
                .setAskId("of " + user)
                .setDecision(decision)
                .setReason(reason)
                .setMilestoneId("ready")
                .setOccurrence("0")
                .setVersion(1)
                .setCategory("c")
                .setExperimentId(arm.isEmpty() ? "" : "x")
                .setArm(arm)
                .setGuardValues(Map.of())
                .setMilestoneTime(REACHED)
                .setDecidedAt(REACHED)
                .setKnownAt(REACHED)
                .setSendAt(sendAt)
                .setChannel("in_app")
                .setTemplate("t")
                .setCauseEventId("e")
                .setLateCorrection(false)
                .setTurn(turn)
                .build();
    }

    private static void put(ClickHouseClient client, AskRow record, long revision) throws Exception {
        RowEncoder encoder = RowEncoder.of(Tables.of(record).table());
        Row row = encoder.encode(record, revision, false);
        client.insert(row.table(), encoder.header(), row.bytes(), record + "/" + revision);
    }
}
