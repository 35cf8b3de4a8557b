package dev.milepost.testkit.scenario;

import dev.milepost.testkit.population.RecordOrigin;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.scenario.Scenario.Payout;
import dev.milepost.testkit.scenario.Scenario.Review;
import dev.milepost.testkit.scenario.Scenario.Verdict;
import dev.milepost.testkit.scenario.Words.Unreadable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the lines under {@code happens}. */
final class Happenings {

    /** What a reviewer may do, as the stream spells it. */
    private enum Action {
        CLAIM,
        RELEASE_CLAIM,
        APPROVE,
        REJECT,
        PARTIAL,
        ESCALATE,
        NOT_LINKED,
        APPEAL
    }

    private static final int SCORE_DIGITS = 6;

    private final String scenario;
    private final EventLines lines;
    private final List<TimedRecord> events = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<Review> reviews = new ArrayList<>();
    private final List<Payout> payouts = new ArrayList<>();

    Happenings(String scenario, String program) {
        this.scenario = scenario;
        lines = new EventLines(program);
    }

    List<TimedRecord> events() {
        return events;
    }

    List<Verdict> verdicts() {
        return verdicts;
    }

    List<Review> reviews() {
        return reviews;
    }

    List<Payout> payouts() {
        return payouts;
    }

    void read(Words words, int line) throws Unreadable {
        Instant at = words.moment("a time");
        String verb = words.next("what happens");
        switch (verb) {
            case "verdict" -> verdicts.add(verdict(at, words));
            case "review" -> reviews.add(review(at, words));
            case "payout" -> payouts.add(payout(at, words));
            default -> events.add(event(verb, at, words).at(RecordOrigin.line(scenario, line)));
        }
        words.end();
    }

    private TimedRecord event(String verb, Instant at, Words words) throws Unreadable {
        Duration delay = late(words);
        // In the script's order, so that of two events of one moment the upper one is the earlier.
        String id = String.format(Locale.ROOT, "%s-%05d", scenario, events.size() + 1);
        return TimedRecord.received(lines.read(verb, id, at, words), delay);
    }

    /** How long after it happened it is received. */
    private static Duration late(Words words) throws Unreadable {
        String late = words.take("late");
        return late == null ? Duration.ZERO : Words.length(late);
    }

    private static Payout payout(Instant at, Words words) throws Unreadable {
        Instant received = at.plus(late(words));
        return new Payout(at, received, words.reward(), words.quantity(), words.need("ref"));
    }

    private static Verdict verdict(Instant at, Words words) throws Unreadable {
        Instant received = at.plus(late(words));
        String referee = words.next("the referee");
        String text = words.next("a score from 0 to 1");
        BigDecimal score = Words.number(text);
        if (score.signum() < 0 || score.compareTo(BigDecimal.ONE) > 0 || score.scale() > SCORE_DIGITS) {
            throw new Unreadable(text + " is no score: write a number from 0 to 1 with at most 6 decimal places");
        }
        int millionths = score.movePointRight(SCORE_DIGITS).intValueExact();
        return new Verdict(at, received, referee, millionths, words.list("codes"));
    }

    private static Review review(Instant at, Words words) throws Unreadable {
        Instant received = at.plus(late(words));
        String caseId = words.next("a case_id");
        Action action = words.oneOf(Action.class, words.next("an action"));
        return new Review(at, received, caseId, action.name(), words.need("by"), words.list("referees"));
    }
}
