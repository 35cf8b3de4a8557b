package dev.milepost.milestones.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.judgement.Judgement;
import dev.milepost.milestones.model.judgement.Judgements;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Emission;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** What is said of a referral that nobody knows is a dead letter, once it can come to be known no more. */
class JudgementDeciderTest {

    private static final MilestoneRules NO_RULES = new MilestoneRules(ProgramCatalog.empty());
    private static final long DAY = 86_400_000L;
    private static final String REFERRAL = "bob/e003";

    private final JudgementDecider decider = new JudgementDecider(DAY, "judgements");
    private final List<Map<String, Object>> letters = new ArrayList<>();
    private Judgements state = decider.empty();

    private static JudgementNews said(String what, String program, long time) {
        return JudgementNews.of(
                REFERRAL,
                new Judgement(
                        what,
                        "reviews",
                        "e" + time,
                        program,
                        time,
                        time + 5,
                        "{\"of\":\"" + time + "\"}",
                        "in",
                        3,
                        41));
    }

    private JudgementDeciderTest take(Change<JudgementNews> change) {
        decider.take(state, REFERRAL, change, Long.MIN_VALUE, Long.MIN_VALUE, NO_RULES);
        return this;
    }

    private JudgementDeciderTest boundIn(String program) {
        return take(Change.put(new JudgementNews(REFERRAL, program, null)));
    }

    private List<String> until(long time) {
        state = restored(state);
        letters.clear();
        while (decider.nextTime(state, REFERRAL, NO_RULES) <= time) {
            long next = decider.nextTime(state, REFERRAL, NO_RULES);
            decider.decide(state, REFERRAL, next, next, NO_RULES, new Telling());
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
            letters.add(RowDecoder.of("dead_letters").decode(((Row) value).bytes()));
        }

        @Override
        public long nextRevision() {
            return letters.size() + 1L;
        }
    }
}
