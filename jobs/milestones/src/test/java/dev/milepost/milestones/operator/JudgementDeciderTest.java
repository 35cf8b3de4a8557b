package dev.milepost.milestones.operator;

import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.judgement.Judgement;
import dev.milepost.milestones.model.judgement.Judgements;
import dev.milepost.milestones.model.judgement.Judgements.Binding;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Emission;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/**
 * What a reviewer decides of a referral is a step of it; what is said of one that nobody knows is a dead letter, once it can come to
 * be known no more.
 */
class JudgementDeciderTest {

    private static final long DAY = 86_400_000L;
    private static final String REFERRAL = "bob/e003";

    private final JudgementDecider decider = new JudgementDecider(DAY, "judgements");
    private final List<Map<String, Object>> letters = new ArrayList<>();
    private final Map<Object, String> steps = new TreeMap<>();
    private MilestoneRules rules = new MilestoneRules(ProgramCatalog.empty());
    private Judgements state = decider.empty();
    private long revision;

    private static JudgementNews said(String what, String program, long time) {
        return said(what, program, time, Judgement.NONE);
    }

    private static JudgementNews said(String what, String program, long time, long blockScore) {
        return JudgementNews.of(
                REFERRAL,
                new Judgement(
                        what,
                        "reviews",
                        "e" + time,
                        program,
                        time,
                        time + 5,
                        blockScore,
                        "{\"of\":\"" + time + "\"}",
                        "in",
                        3,
                        41));
    }

    private JudgementDeciderTest take(Change<JudgementNews> change) {
        decider.take(state, REFERRAL, change, Long.MIN_VALUE, Long.MIN_VALUE, rules);
        return this;
    }

    private JudgementDeciderTest boundIn(String program) {
        return boundTo("ada", program);
    }

    private JudgementDeciderTest boundTo(String advocate, String program) {
        Binding binding = program == null ? null : new Binding(program, advocate, "bob");
        return take(Change.put(new JudgementNews(REFERRAL, binding, null)));
    }

    private List<String> until(long time) {
        state = restored(state);
        letters.clear();
        while (decider.nextTime(state, REFERRAL, rules) <= time) {
            long next = decider.nextTime(state, REFERRAL, rules);
            decider.decide(state, REFERRAL, next, next, rules, new Telling());
        }
        return letters.stream().map(letter -> (String) letter.get("detail")).toList();
    }

    private static Judgements restored(Judgements state) {
        Judgements.StateCodec codec = new Judgements.StateCodec();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            codec.write(state, new DataOutputStream(bytes));
            return codec.read(codec.version(), new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsOfNobodyIsTheRecordAsItCameAfterADay() {
        take(Change.put(said("APPROVE", "p", 100)));
        assertThat(until(99 + DAY)).isEmpty();
        assertThat(until(100 + DAY))
                .containsExactly("APPROVE of referral bob/e003 of program p: there is no such referral");
        assertThat(letters.get(0))
                .containsEntry("dead_letter_id", "referral_unknown:judgements/bob/e003/reviews/e100@100")
                .containsEntry("reason", "referral_unknown")
                .containsEntry("stream", "reviews")
                .containsEntry("event_id", "e100")
                .containsEntry("origin", "in")
                .containsEntry("origin_partition", 3)
                .containsEntry("origin_position", 41L)
                .containsEntry("payload", "{\"of\":\"100\"}");
        assertThat(until(10 * DAY)).isEmpty();
        assertThat(decider.isEmpty(state)).isTrue();
    }

    @Test
    void oneThatComesToBeBoundWithinTheDayIsKnown() {
        take(Change.put(said("REJECT", "p", 100))).boundIn("p");
        assertThat(until(10 * DAY)).isEmpty();
        // And stays so for good.
        take(Change.put(said("verdict", "p", 500 * DAY)));
        assertThat(until(600 * DAY)).isEmpty();
        assertThat(decider.isEmpty(state)).isFalse();
    }

    @Test
    void oneOfAnotherProgramIsNot() {
        boundIn("p").take(Change.put(said("APPROVE", "pp", 100)));
        assertThat(until(10 * DAY)).containsExactly("APPROVE of referral bob/e003 of program pp: it is of program p");
    }

    @Test
    void norOneThatIsBoundNoMore() {
        boundIn("p").take(Change.put(said("verdict", "p", 100))).boundIn(null);
        assertThat(until(10 * DAY))
                .containsExactly("verdict of referral bob/e003 of program p: there is no such referral");
    }

    @Test
    void whatWasNeverSaidIsNoLetter() {
        take(Change.put(said("APPROVE", "p", 100))).take(Change.remove(said("APPROVE", "p", 100)));
        assertThat(until(10 * DAY)).isEmpty();
        assertThat(decider.isEmpty(state)).isTrue();
    }

    @Test
    void whatAReviewerDecidesIsAStepOfTheReferralAtItsTime() {
        boundIn("p").take(Change.put(said("REJECT", "p", 100))).take(Change.put(said("verdict", "p", 150)));
        until(99);
        assertThat(steps).isEmpty();
        assertThat(until(100)).isEmpty();
        assertThat(steps)
                .containsExactly(
                        Map.entry("referral.rejected/bob/e003/e100@100", "referral.rejected of ada in p by e100"));
        take(Change.put(said("APPROVE", "p", 3 * DAY))).until(10 * DAY);
        assertThat(steps)
                .hasSize(2)
                .containsEntry(
                        "referral.approved/bob/e003/e" + 3 * DAY + "@" + 3 * DAY,
                        "referral.approved of ada in p by e" + 3 * DAY);
    }

    @Test
    void aStepIsTakenBackWithTheDecisionOrTheBinding() {
        boundIn("p").take(Change.put(said("REJECT", "p", 100))).until(100);
        assertThat(steps).hasSize(1);
        take(Change.remove(said("REJECT", "p", 100))).until(101);
        assertThat(steps).isEmpty();
        assertThat(until(10 * DAY)).isEmpty();

        take(Change.put(said("REJECT", "p", 20 * DAY))).until(20 * DAY);
        boundTo("eve", "p").until(20 * DAY + 1);
        assertThat(steps).hasSize(1).containsValue("referral.rejected of eve in p by e" + 20 * DAY);
        boundIn("q").until(20 * DAY + 2);
        assertThat(steps).isEmpty();
        assertThat(until(30 * DAY)).hasSize(1);
    }

    @Test
    void whatIsOfNobodyIsNoStepUntilSomebodyIsBound() {
        take(Change.put(said("REJECT", "p", 100))).until(200);
        assertThat(steps).isEmpty();
        boundIn("p").until(201);
        assertThat(steps).hasSize(1);
    }

    @Test
    void aReferralBoundBeforeItsPartiesWereRememberedHasNoSteps() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        writeText("p", out);
        writeList(List.of("REJECT"), JudgementDeciderTest::writeFirstVersion, out);
        state = new Judgements.StateCodec().read(1, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(until(10 * DAY)).isEmpty();
        assertThat(steps).isEmpty();
        assertThat(state.program()).isEqualTo("p");
    }

    private static void writeFirstVersion(String what, DataOutput out) throws IOException {
        for (String text : List.of(what, "reviews", "e100", "p")) {
            writeText(text, out);
        }
        writeLong(100, out);
        writeLong(105, out);
        writeText("{}", out);
        writeText("in", out);
        writeInt(3, out);
        writeLong(41, out);
    }

    @Test
    void aVerdictThatBlocksByTheProgramOfItsTimeIsAStep() {
        String program = """
                program: p
                version: 1
                valid_from: 1970-01-02T00:00:00Z
                currency: USD
                rewards:
                  - {id: r, on: {event: referral.qualified}, per: referral, effects: [{to: advocate, kind: cash, amount: 5.00}]}
                review: {risk_over: 0.3, block_over: 0.9, on_timeout: void, after: 7d}
                """;
        rules = new MilestoneRules(ProgramFiles.parse(Map.of("p.yaml", program)));
        boundIn("p").take(Change.put(said("verdict", "p", DAY - 1, 950_000)));
        take(Change.put(said("verdict", "p", DAY + 1, 899_999)));
        until(2 * DAY);
        assertThat(steps).isEmpty();
        take(Change.put(said("verdict", "p", 2 * DAY + 1, 900_000))).until(3 * DAY);
        assertThat(steps.values()).containsExactly("referral.blocked of ada in p by e" + (2 * DAY + 1));
    }

    @Test
    void noLetterComesOfAVerdictOfAStage() {
        take(Change.put(said(Judgement.OF_STAGE, "p", 100, 950_000)));
        assertThat(until(10 * DAY)).isEmpty();
        assertThat(decider.isEmpty(state)).isTrue();
    }

    private final class Telling implements Emission<Object> {

        @Override
        public String key() {
            return REFERRAL;
        }

        @Override
        public void collect(Object value) {
            throw new AssertionError("Told beside rows: " + value);
        }

        @Override
        public <X> void collect(OutputTag<X> side, X value) {
            Row row = (Row) value;
            Map<String, Object> columns = RowDecoder.of(row.table()).decode(row.bytes());
            if (row.table().equals("dead_letters")) {
                letters.add(columns);
            } else {
                step(columns);
            }
        }

        private void step(Map<String, Object> row) {
            assertThat(row).containsEntry("user_id", "bob").containsEntry("referral_id", REFERRAL);
            if (((Number) row.get("is_deleted")).intValue() == 1) {
                assertThat(steps.remove(row.get("journey_id")))
                        .as("taken back though never told")
                        .isNotNull();
            } else {
                steps.put(
                        row.get("journey_id"),
                        row.get("name") + " of " + row.get("advocate_id") + " in " + row.get("program_id") + " by "
                                + row.get("cause_event_id"));
            }
        }

        @Override
        public long nextRevision() {
            return ++revision;
        }
    }
}
