package dev.milepost.fraud.backtest;

import dev.milepost.fraud.model.learn.Audit;
import dev.milepost.fraud.model.score.FraudIds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reviewers who look, each day at noon, at so many referrals: at those of the random audit, and else at the highest scores that
 * nobody has looked at, and say what is true of them, or, now and then, the contrary.
 */
public final class Reviewers {

    private static final long DAY = 86_400_000L;
    private static final long NOON = DAY / 2;

    /** Fraud older than that is somebody else's business. */
    private static final long QUEUED = 30 * DAY;

    private final int aDay;
    private final double wrong;

    /**
     * Of so many reviews.
     *
     * @param aDay how many referrals they look at on one day, UTC
     * @param wrong the share of them that they get wrong, 0 to 1
     */
    public Reviewers(int aDay, double wrong) {
        this.aDay = aDay;
        this.wrong = wrong;
    }

    /**
     * What they say.
     *
     * @param of whom
     * @param atMillis when
     * @param fraud what they say, right or wrong
     * @param propensity how likely it was that they looked at it
     */
    public record Word(Course of, long atMillis, boolean fraud, double propensity) {}

    /** What they say of these referrals, day by day, until an end. */
    public List<Word> of(List<Course> courses, long endMillis) {
        Map<String, Course> left = new LinkedHashMap<>();
        courses.forEach(each -> left.put(each.referralId(), each));
        List<Word> words = new ArrayList<>();
        long first = courses.stream().mapToLong(Course::boundMillis).min().orElse(endMillis);
        for (long noon = Math.floorDiv(first, DAY) * DAY + NOON; noon <= endMillis; noon += DAY) {
            List<Word> today = day(left.values(), noon);
            today.forEach(word -> left.remove(word.of().referralId()));
            words.addAll(today);
        }
        return words;
    }

    private List<Word> day(Collection<Course> left, long noon) {
        List<Course> queue = left.stream()
                .filter(each -> each.boundMillis() < noon && each.boundMillis() >= noon - QUEUED)
                .filter(each -> each.before(noon) > Double.NEGATIVE_INFINITY)
                .sorted(Comparator.comparing((Course each) -> !Audit.holds(each.referralId()))
                        .thenComparing(each -> -each.before(noon))
                        .thenComparing(Course::referralId))
                .limit(aDay)
                .toList();
        List<Word> words = new ArrayList<>();
        for (Course each : queue) {
            boolean errs = FraudIds.point("wrong", each.referralId()) < wrong;
            words.add(new Word(
                    each,
                    noon + words.size(),
                    each.truth().fraud() != errs,
                    Audit.holds(each.referralId()) ? Audit.SHARE : 1));
        }
        return words;
    }
}
