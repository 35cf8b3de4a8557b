package dev.milepost.fraud.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.learn.Audit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who looks at what, and what of that counts. */
class ReviewersTest {

    private static final long DAY = 86_400_000L;

    private static Course course(String id, boolean fraud, long boundMillis, double... scores) {
        List<Course.Score> said = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            said.add(new Course.Score(boundMillis + i * DAY, scores[i]));
        }
        return new Course(new TrueReferral(id, "p", fraud, "", null, null), id, "a", boundMillis, said);
    }

    private static String unaudited(String beginning) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> beginning + i)
                .filter(id -> !Audit.holds(id))
                .findFirst()
                .orElseThrow();
    }

    private static String audited(String beginning) {
        return IntStream.range(0, 10_000)
                .mapToObj(i -> beginning + i)
                .filter(Audit::holds)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theHighestScoreOfThatNoonComesFirstAndEachIsLookedAtOnce() {
        // Bound at midnight of day 0. Low is said to be worse a day later; late comes on day 1.
        Course high = course(unaudited("h"), true, 0, 0.5);
        Course low = course(unaudited("l"), false, 0, 0.1, 0.4);
        Course late = course(unaudited("t"), false, DAY, 0.3);
        List<Reviewers.Word> words = new Reviewers(1, 0).of(List.of(late, low, high), 2 * DAY + DAY / 2);
        assertThat(words)
                .containsExactly(
                        new Reviewers.Word(high, DAY / 2, true, 1),
                        new Reviewers.Word(low, DAY + DAY / 2, false, 1),
                        new Reviewers.Word(late, 2 * DAY + DAY / 2, false, 1));
        assertThat(new Reviewers(1, 1).of(List.of(high), DAY)).allMatch(word -> !word.fraud());
        assertThat(new Reviewers(1, 0).of(List.of(course("x", true, 0)), DAY)).isEmpty();
    }

    @Test
    void theAuditComesBeforeAllAndSaysHowLikelyItWas() {
        Course audit = course(audited("a"), true, 0, 0.01);
        Course high = course(unaudited("h"), true, 0, 0.9);
        assertThat(new Reviewers(1, 0).of(List.of(high, audit), DAY - 1))
                .containsExactly(new Reviewers.Word(audit, DAY / 2, true, 0.01));
    }

    /** Of four, without learning one pair of two by two is in the wrong order; what was said after the review does not count. */
    @Test
    void figuresAreOfWhatWasSaidBeforeTheReview() {
        List<Course> before = List.of(
                course("f1", true, 0, 0.9),
                course("f2", true, 0, 0.3),
                course("g1", false, 0, 0.4),
                course("g2", false, 0, 0.1));
        List<Course> after = List.of(
                course("f1", true, 0, 0.9),
                course("f2", true, 0, 0.5, 0.0),
                course("g1", false, 0, 0.4),
                course("g2", false, 0, 0.1));
        List<Reviewers.Word> words = List.of(new Reviewers.Word(before.get(1), DAY / 2, true, 1));
        Learnt learnt = Learnt.of(before, after, words, each -> true);
        assertThat(learnt.referrals()).isEqualTo(4);
        assertThat(learnt.fraud()).isEqualTo(2);
        assertThat(learnt.without().auc()).isEqualTo(0.75);
        // Precision at the two hits: 1/1 and 2/3.
        assertThat(learnt.without().averagePrecision()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
        assertThat(learnt.with()).isEqualTo(new Learnt.Figures(1, 1));
        assertThat(Learnt.of(before, after, words, each -> each.boundMillis() > 0)
                        .referrals())
                .isZero();
    }
}
