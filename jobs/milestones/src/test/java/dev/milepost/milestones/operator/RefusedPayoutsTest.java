package dev.milepost.milestones.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.ledger.LedgerSettings;
import dev.milepost.milestones.model.ledger.LedgerState;
import dev.milepost.milestones.model.ledger.LedgerStateCodec;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** The dead letter of a payout that fits no reward is the record as it came, from where it came. */
class RefusedPayoutsTest {

    private static final MilestoneRules NO_RULES = new MilestoneRules(ProgramCatalog.empty());
    private static final String RECORD = "{\"event_id\":\"e1\",\"event_time\":\"2026-05-01T10:00:00Z\","
            + "\"reward_id\":\"r1\",\"program_id\":\"spring\",\"amount_minor\":2000,\"currency\":\"USD\","
            + "\"external_reference\":\"bank/77\"}";

    @Test
    void itIsTheRecordAndSaysWhereItWasRead() throws Exception {
        Event payout = ingest(RECORD, new Origin("payouts", 3, 41));
        LedgerDecider decider = new LedgerDecider(LedgerSettings.DEFAULTS, "rewards");
        LedgerState state = decider.empty();
        decider.take(state, "spring", read(payout), Long.MIN_VALUE, Long.MIN_VALUE, NO_RULES);
        LedgerState restored = restored(state);
        Told told = new Told();
        long time = payout.eventTimeMillis();
        decider.decide(restored, "spring", time, time, NO_RULES, told);
        assertThat(told.letters).singleElement().satisfies(letter -> {
            assertThat(letter)
                    .containsEntry("dead_letter_id", "payout_refused:rewards/spring/e1@" + time)
                    .containsEntry("detail", "payout of reward r1: unknown")
                    .containsEntry("stream", Streams.PAYOUTS)
                    .containsEntry("event_id", "e1")
                    .containsEntry("origin", "payouts")
                    .containsEntry("origin_partition", 3)
                    .containsEntry("origin_position", 41L)
                    .containsEntry("payload", RECORD);
            // What replay reads is what came.
            assertThat(ingest((String) letter.get("payload"), payout.origin()).contentHash())
                    .isEqualTo(payout.contentHash());
        });
    }

    private static Event ingest(String json, Origin origin) {
        Ingested ingested = new Intake(Settings.defaults())
                .ofJson(Streams.named(Streams.PAYOUTS), json, PersonalData.withKeyIfAny(null), origin);
        assertThat(ingested.deadLetter()).isNull();
        return ingested.event();
    }

    private static Change<LedgerNews> read(Event payout) throws Exception {
        try (OneInputStreamOperatorTestHarness<Change<Event>, Change<LedgerNews>> harness =
                new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new OutsideReader(1)))) {
            harness.setup(Sides.LEDGER_CHANGES.createSerializer(
                    harness.getExecutionConfig().getSerializerConfig()));
            harness.open();
            harness.processElement(Change.put(payout), 0);
            assertThat(harness.extractOutputValues()).hasSize(1);
            return harness.extractOutputValues().get(0);
        }
    }

    private static LedgerState restored(LedgerState state) throws IOException {
        LedgerStateCodec codec = new LedgerStateCodec();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.write(state, new DataOutputStream(bytes));
        return codec.read(codec.version(), new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static final class Told implements Emission<Object> {

        private final List<Map<String, Object>> letters = new ArrayList<>();
        private long revision;

        @Override
        public String key() {
            return "spring";
        }

        @Override
        public void collect(Object value) {
            throw new AssertionError("Told beside rows: " + value);
        }

        @Override
        public <X> void collect(OutputTag<X> side, X value) {
            assertThat(side).isEqualTo(Rows.SIDE);
            Row row = (Row) value;
            letters.add(RowDecoder.of("dead_letters").decode(row.bytes()));
            assertThat(row.table()).isEqualTo("dead_letters");
        }

        @Override
        public long nextRevision() {
            return ++revision;
        }
    }
}
