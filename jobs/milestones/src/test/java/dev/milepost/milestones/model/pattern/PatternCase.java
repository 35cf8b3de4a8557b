package dev.milepost.milestones.model.pattern;

import static java.util.stream.Collectors.joining;

import dev.milepost.milestones.model.MilestoneFact;
import dev.milepost.milestones.model.MilestoneKey;
import dev.milepost.milestones.model.MilestoneModel;
import dev.milepost.milestones.model.MilestoneState;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldDriver;
import dev.milepost.runtime.fold.Timed;
import dev.milepost.testkit.oracle.pattern.Done;
import dev.milepost.testkit.oracle.pattern.Happening;
import dev.milepost.testkit.oracle.pattern.PatternOracle;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random patterns and a random history, told to the fold in a random order among timers, compactions and passages through
 * bytes. At every step the milestones told must be those that the oracle finds in what is true by then.
 */
final class PatternCase {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final long HOUR = 3_600_000L;
    private static final String PROGRAM = "p";

    /** A rule and the pattern that it was made of. */
    private record Subject(Rule rule, Pattern pattern) {}

    private final Random random;
    private final long start;
    private final long step;
    private final int range;
    private final boolean bound;
    private final Horizons horizons;
    private final List<Subject> subjects = new ArrayList<>();
    private final HistoryGenerator history;
    private final FoldDriver<MilestoneState, SubjectEvent, MilestoneKey, MilestoneFact> fold;
    private final List<Object> log = new ArrayList<>();

    /** What is true so far, by identity. */
    private final Map<String, SubjectEvent> truth = new HashMap<>();

    private long watermark;

    /** How many milestones were reached in the end. */
    int reached;

    PatternCase(long seed) {
        random = new Random(seed);
        boolean calendar = random.nextInt(3) == 0;
        step = calendar ? 6 * HOUR : 1;
        range = calendar ? 320 : 8 + random.nextInt(40);
        start = calendar ? Instant.parse("2026-01-20T00:00:00Z").toEpochMilli() : 1000;
        bound = random.nextInt(4) == 0;
        long facts = bound ? range : range / 3 + random.nextInt(range);
        horizons = new Horizons(facts * step, random.nextBoolean() ? 1L << 50 : (1 + random.nextInt(range)) * step);
        log.add("seed " + seed + ", " + horizons);
        PatternGenerator patterns = new PatternGenerator(random, step);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            subject("m" + i, patterns.pattern(1 + random.nextInt(3)));
        }
        history = new HistoryGenerator(random, start, step, range, PROGRAM, bound);
        RuleBook book = new RuleBook(subjects.stream().map(Subject::rule).toList(), horizons);
        fold = new FoldDriver<>(new MilestoneModel(() -> book), new MilestoneState.MemoryCodec());
        watermark = start - 1;
    }

    private void subject(String milestone, Pattern pattern) {
        long from = random.nextInt(5) == 0 ? start + step * random.nextInt(range) : Long.MIN_VALUE;
        long to = random.nextInt(5) == 0 ? start + step * random.nextInt(range) : Long.MAX_VALUE;
        if (from >= to) {
            from = Long.MIN_VALUE;
        }
        SubjectKind kind = bound ? SubjectKind.REFERRAL : SubjectKind.USER;
        CompiledPattern compiled = PatternCompiler.compile(pattern, ZONE, PatternGenerator.CURRENCY);
        subjects.add(new Subject(
                new Rule(
                        new RuleId(PROGRAM, milestone, 0),
                        kind,
                        from,
                        to,
                        compiled,
                        List.of(new Rule.InForce(from, 1)),
                        horizons),
                pattern));
        log.add(milestone + " " + kind + " [" + from + ", " + to + "): " + pattern);
    }

    void run() throws IOException {
        try {
            int hurry = random.nextInt(10);
            while (!history.events.isEmpty() || history.facts.stream().anyMatch(each -> !each.isEmpty())) {
                switch (random.nextInt(8)) {
                    case 0 -> advance(watermark + step * random.nextInt(12));
                    case 1 -> compact(limit() - step * random.nextInt(6));
                    case 2 -> fold.passThroughBytes();
                    default -> deliver(random.nextInt(10) < hurry);
                }
                if (random.nextInt(4) == 0) {
                    check();
                }
            }
            check();
            advance(start + step * range * 2);
            check();
            compact(start + step * range * 2 - random.nextInt(2));
            fold.passThroughBytes();
            advance(start + step * range * 2 + step * 20);
            check();
            reached = fold.told().size();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(log.stream().map(String::valueOf).collect(joining("\n")), e);
        }
    }

    private void advance(long time) {
        watermark = Math.max(watermark, time);
        log.add("advance " + watermark);
        fold.advance(watermark);
    }

    private void compact(long time) {
        if (time > fold.baseTime() && time >= start - 1) {
            advance(time);
            log.add("compact " + time);
            fold.compact(time);
        }
    }

    /** Everything that still comes is after the base. */
    private long limit() {
        long limit = watermark + 8 * step;
        for (SubjectEvent event : history.events) {
            limit = Math.min(limit, event.timeMillis() - 1);
        }
        for (Deque<Change<SubjectEvent>> versions : history.facts) {
            for (Change<SubjectEvent> version : versions) {
                limit = Math.min(limit, version.element().timeMillis() - 1);
            }
        }
        return limit;
    }

    private void deliver(boolean inOrder) {
        if (!history.events.isEmpty() && random.nextInt(4) > 0) {
            history.events.sort(Timed.ORDER);
            accept(Change.add(history.events.remove(inOrder ? 0 : random.nextInt(history.events.size()))));
        } else if (!history.facts.isEmpty()) {
            Deque<Change<SubjectEvent>> versions = history.facts.get(random.nextInt(history.facts.size()));
            if (!versions.isEmpty()) {
                accept(versions.poll());
            }
        }
    }

    private void accept(Change<SubjectEvent> change) {
        log.add(change);
        fold.accept(change);
        truth.put(change.element().identity(), change.element());
    }

    private void check() {
        for (Subject subject : subjects) {
            List<String> expected = expected(subject);
            List<String> told = new ArrayList<>();
            for (long k = 1; k <= expected.size() + 1; k++) {
                MilestoneFact fact =
                        fold.told().get(new MilestoneKey(subject.rule().id(), k));
                if (fact != null) {
                    told.add(text(fact.reachedMillis(), fact.causeEventId(), fact.amountMinor()));
                }
            }
            if (!told.equals(expected)) {
                throw new AssertionError(subject.rule().id() + ": expected " + expected + ", told " + told);
            }
        }
    }

    private static String text(long time, String causeId, Long amount) {
        return time + " by " + causeId + (amount == null ? "" : " of " + amount);
    }

    private List<String> expected(Subject subject) {
        Rule rule = subject.rule();
        List<Happening> own = truth.values().stream()
                .filter(SubjectEvent::stands)
                .filter(event -> event.program() == null || event.program().equals(PROGRAM))
                .map(Specs::of)
                .sorted(Happening.ORDER)
                .toList();
        List<Happening> seen = (bound ? ofReferral(own) : own)
                .stream().filter(event -> event.time() >= rule.from()).toList();
        long until = fold.timersTo();
        for (SubjectEvent event : truth.values()) {
            until = Math.max(until, event.timeMillis() - 1);
        }
        PatternOracle oracle =
                new PatternOracle(seen, ZONE, PatternGenerator.CURRENCY, horizons.refundMillis(), until, rule.to());
        return oracle.done(Specs.of(subject.pattern())).stream()
                .map((Done done) -> text(done.time(), done.causeId(), done.amount()))
                .toList();
    }

    /** From the signup on, where the referral is bound. */
    private static List<Happening> ofReferral(List<Happening> seen) {
        if (seen.stream().noneMatch(event -> event.name().equals(Names.REFERRAL_BOUND))) {
            return List.of();
        }
        String first = seen.stream().anyMatch(event -> event.name().equals(Names.SIGNUP))
                ? Names.SIGNUP
                : Names.REFERRAL_BOUND;
        return seen.stream().dropWhile(event -> !event.name().equals(first)).toList();
    }
}
