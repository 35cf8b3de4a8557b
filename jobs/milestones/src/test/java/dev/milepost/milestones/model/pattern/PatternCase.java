package dev.milepost.milestones.model.pattern;

import static java.util.stream.Collectors.joining;

import dev.milepost.milestones.model.AskContext;
import dev.milepost.milestones.model.ConditionFact;
import dev.milepost.milestones.model.FactKey;
import dev.milepost.milestones.model.MilestoneFact;
import dev.milepost.milestones.model.MilestoneKey;
import dev.milepost.milestones.model.MilestoneModel;
import dev.milepost.milestones.model.MilestoneState;
import dev.milepost.milestones.model.SubjectFact;
import dev.milepost.oracle.Rejections;
import dev.milepost.oracle.Specs;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldDriver;
import dev.milepost.runtime.fold.Timed;
import dev.milepost.testkit.oracle.pattern.ContextOracle;
import dev.milepost.testkit.oracle.pattern.Courses;
import dev.milepost.testkit.oracle.pattern.Done;
import dev.milepost.testkit.oracle.pattern.Happening;
import dev.milepost.testkit.oracle.pattern.PatternOracle;
import dev.milepost.testkit.oracle.pattern.Spec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Random patterns and a random history, told to the fold in a random order among timers, compactions and passages through
 * bytes. At every step the milestones told must be those that the oracle finds in what is true by then.
 */
final class PatternCase {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final long HOUR = 3_600_000L;
    private static final String PROGRAM = "p";

    /** A field that a table would read. */
    private static final String TEXT = "color";

    /** A rule and the pattern that it was made of. */
    private record Subject(Rule rule, Pattern pattern, List<Ask.Suppressor> suppressors) {}

    private final Random random;
    private final long start;
    private final long step;
    private final int range;
    private final boolean bound;
    private final SubjectKind kind;
    private final Horizons horizons;
    private final List<Subject> subjects = new ArrayList<>();
    private final HistoryGenerator history;
    private final FoldDriver<MilestoneState, SubjectEvent, FactKey, SubjectFact> fold;
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
        kind = bound
                ? SubjectKind.REFERRAL
                : List.of(SubjectKind.USER, SubjectKind.USER, SubjectKind.ADVOCATE, SubjectKind.ACCOUNT)
                        .get(random.nextInt(4));
        long facts = bound ? range : range / 3 + random.nextInt(range);
        horizons = new Horizons(facts * step, random.nextBoolean() ? 1L << 50 : (1 + random.nextInt(range)) * step);
        log.add("seed " + seed + ", " + horizons);
        PatternGenerator patterns = new PatternGenerator(random, step);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            subject("m" + i, patterns.pattern(1 + random.nextInt(3)), patterns.suppressors());
        }
        history = new HistoryGenerator(random, start, step, range, PROGRAM, bound);
        RuleBook book = new RuleBook(subjects.stream().map(Subject::rule).toList(), horizons);
        fold = new FoldDriver<>(new MilestoneModel(() -> book), new MilestoneState.MemoryCodec());
        watermark = start - 1;
    }

    private void subject(String milestone, Pattern pattern, List<Ask.Suppressor> suppressors) {
        long from = random.nextInt(5) == 0 ? start + step * random.nextInt(range) : Long.MIN_VALUE;
        long to = random.nextInt(5) == 0 ? start + step * random.nextInt(range) : Long.MAX_VALUE;
        if (from >= to) {
            from = Long.MIN_VALUE;
        }
        CompiledPattern compiled = PatternCompiler.compile(pattern, ZONE, PatternGenerator.CURRENCY);
        subjects.add(new Subject(
                new Rule(
                        new RuleId(PROGRAM, milestone, 0, random.nextInt(4) == 0 ? 0 : RuleId.EARNS),
                        kind,
                        from,
                        to,
                        compiled,
                        List.of(new Rule.InForce(from, 1, watches(suppressors))),
                        Set.of(TEXT),
                        horizons),
                pattern,
                suppressors));
        log.add(subjects.get(subjects.size() - 1).rule().id() + " " + kind + " [" + from + ", " + to + "): " + pattern
                + ", " + suppressors);
    }

    private static List<Watch> watches(List<Ask.Suppressor> suppressors) {
        return suppressors.stream()
                .map(each -> new Watch(
                        Watch.key(PROGRAM, each.event(), each.unless(), ZONE, PatternGenerator.CURRENCY),
                        Long.MIN_VALUE,
                        each.event(),
                        each.within(),
                        each.unless(),
                        PROGRAM,
                        ZONE))
                .toList();
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
                if (random.nextInt(8) == 0) {
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
            List<List<Courses.Turn>> courses = expected(subject);
            if (subject.rule().id().isCondition()) {
                checkConditions(subject, courses);
                continue;
            }
            for (int k = 1; k <= courses.size() + 1; k++) {
                MilestoneFact fact = (MilestoneFact)
                        fold.told().get(new MilestoneKey(subject.rule().id(), k));
                List<Courses.Turn> turns = k > courses.size() ? List.of() : courses.get(k - 1);
                List<String> course = turns.stream().map(this::text).toList();
                List<String> told = fact == null
                        ? List.of()
                        : fact.turns().stream().map(this::text).toList();
                if (!told.equals(leavingOut(course, fact))) {
                    throw new AssertionError(
                            subject.rule().id() + ", " + k + ": expected " + course + ", told " + told);
                }
                if (fact != null && kind == SubjectKind.USER) {
                    checkReached(turns.get(0).done(), fact);
                }
                if (fact != null) {
                    checkContext(subject, turns.get(0).time(), fact);
                }
            }
        }
    }

    /** When it first stood. */
    private static void checkReached(Done done, MilestoneFact fact) {
        Reached reached = fact.turns().get(0).reach().reached();
        Done.Value told = reached == null ? null : new Done.Value(reached.field(), reached.number());
        if (!Objects.equals(told, done.value())) {
            throw new AssertionError(fact.key() + ": expected " + done.value() + ", told " + told);
        }
    }

    private void checkContext(Subject subject, long time, MilestoneFact fact) {
        AskContext context = fact.context();
        ContextOracle.Context expected = kind != SubjectKind.USER
                ? null
                : new ContextOracle(history(), time, ZONE, PatternGenerator.CURRENCY)
                        .find(subject.suppressors().stream().map(Specs::of).toList());
        ContextOracle.Context told = context == null
                ? null
                : new ContextOracle.Context(
                        context.signupMillis(),
                        context.optedOut(),
                        context.consent(),
                        context.segment(),
                        context.suppressedBy());
        if (!Objects.equals(told, expected)) {
            throw new AssertionError(fact.key() + " at " + time + ": expected " + expected + ", told " + told);
        }
    }

    /** Each that stands in the end, and since when it has without a break. */
    private void checkConditions(Subject subject, List<List<Courses.Turn>> courses) {
        TreeMap<Long, Set<String>> standing = new TreeMap<>(Comparator.reverseOrder());
        courses.forEach(turns -> turns.forEach(turn -> standing.put(turn.time(), new HashSet<>())));
        standing.forEach((time, names) -> courses.forEach(turns -> turns.stream()
                .filter(turn -> turn.time() <= time)
                .reduce((first, second) -> second)
                .filter(turn -> turn.done() != null)
                .ifPresent(turn ->
                        names.add(turn.done().time() + " by " + turn.done().causeId()))));
        Set<String> expected = new HashSet<>();
        for (String name :
                standing.isEmpty() ? Set.<String>of() : standing.firstEntry().getValue()) {
            long since = Long.MAX_VALUE;
            for (Map.Entry<Long, Set<String>> each : standing.entrySet()) {
                if (!each.getValue().contains(name)) {
                    break;
                }
                since = each.getKey();
            }
            expected.add(name + " since " + since);
        }
        Set<String> told = new HashSet<>();
        for (SubjectFact fact : fold.told().values()) {
            if (fact instanceof ConditionFact condition
                    && condition.key().rule().equals(subject.rule().id())) {
                ConditionFact.Stand last =
                        condition.stands().get(condition.stands().size() - 1);
                if (last.untilMillis() == Long.MAX_VALUE) {
                    told.add(condition.key().reachedMillis() + " by "
                            + condition.key().causeEventId() + " since " + last.sinceMillis());
                }
            }
        }
        if (!told.equals(expected)) {
            throw new AssertionError(subject.rule().id() + ": expected " + expected + ", told " + told);
        }
    }

    /** What no event can change any more may be left out: not the first, nor what has stood since then. */
    private List<String> leavingOut(List<String> course, MilestoneFact fact) {
        if (fact == null || fact.turns().size() == course.size()) {
            return course;
        }
        long known = fold.baseTime();
        List<String> left = new ArrayList<>(course);
        while (left.size() > 2
                && time(left.get(2)) <= known
                && left.size() > fact.turns().size()) {
            left.remove(1);
        }
        return left;
    }

    private static long time(String turn) {
        return Long.parseLong(turn.substring(0, turn.indexOf(' ')));
    }

    private String text(MilestoneFact.Turn turn) {
        MilestoneFact.Reach reach = turn.reach();
        return turn.timeMillis() + " by " + turn.causeEventId() + (turn.byReview() ? ", decided: " : ": ")
                + (reach == null
                        ? "nothing"
                        : text(
                                reach.reachedMillis(),
                                reach.causeEventId(),
                                bound ? reach.advocate() : reach.referee(),
                                reach.referrals(),
                                Arrays.asList(
                                        reach.orderId(),
                                        reach.orders().stream()
                                                .map(order -> order.user() + "/" + order.orderId())
                                                .toList(),
                                        reach.currency(),
                                        reach.amountMinor(),
                                        reach.mrrMinor()),
                                reach.texts()));
    }

    private String text(Courses.Turn turn) {
        Done done = turn.done();
        String text = "nothing";
        if (done != null) {
            SubjectEvent cause = truth.values().stream()
                    .filter(event -> event.id().equals(done.causeId()))
                    .findFirst()
                    .orElseThrow();
            String color = cause.fields().get(TEXT);
            text = text(
                    done.time(),
                    done.causeId(),
                    bound
                            ? binding().fields().get(SubjectEvent.ADVOCATE_ID)
                            : cause.fields().get(SubjectEvent.REFEREE_ID),
                    bound ? binding().referrals() : done.referrals(),
                    Arrays.asList(
                            cause.fields().get(SubjectEvent.ORDER_ID),
                            done.orders().stream()
                                    .map(order -> order.user() + "/" + order.id())
                                    .toList(),
                            cause.currency(),
                            cause.amountMinor(),
                            cause.mrrMinor()),
                    color == null ? Map.of() : Map.of(TEXT, color));
        }
        return turn.time() + " by " + turn.causeId() + (Rejections.isDecision(turn.by()) ? ", decided: " : ": ") + text;
    }

    private static String text(
            long time,
            String causeId,
            String other,
            List<String> referrals,
            List<Object> money,
            Map<String, String> texts) {
        return time + " by " + causeId + " of " + other + " " + referrals + " " + money + " " + texts;
    }

    private SubjectEvent binding() {
        return truth.values().stream()
                .filter(event -> event.stands() && event.name().equals(Names.REFERRAL_BOUND))
                .findFirst()
                .orElseThrow();
    }

    private List<Happening> history() {
        return truth.values().stream()
                .filter(SubjectEvent::stands)
                .filter(event -> event.program() == null || event.program().equals(PROGRAM))
                .map(Happenings::of)
                .sorted(Happening.ORDER)
                .toList();
    }

    private List<List<Courses.Turn>> expected(Subject subject) {
        Rule rule = subject.rule();
        long until = fold.timersTo();
        for (SubjectEvent event : truth.values()) {
            until = Math.max(until, event.timeMillis() - 1);
        }
        Spec spec = Specs.of(subject.pattern());
        Courses.Question question = (history, upTo) -> {
            List<Happening> counted = counts(subject)
                    ? Rejections.counted(history, Duration.ofMillis(horizons.refundMillis()))
                    : bound ? ofReferral(history) : history;
            List<Happening> seen = counted.stream()
                    .filter(event -> event.time() >= rule.from())
                    .toList();
            return new PatternOracle(seen, ZONE, PatternGenerator.CURRENCY, horizons.refundMillis(), upTo, rule.to())
                    .done(spec);
        };
        return Courses.of(history(), until, question);
    }

    /** Of several referrals, which are told, and of more than single events. */
    private boolean counts(Subject subject) {
        boolean told = kind == SubjectKind.ACCOUNT
                || (!bound && subject.rule().names().stream().anyMatch(name -> name.startsWith(Names.REFERRAL)));
        return told && (subject.rule().id().isCondition() || !Rejections.isOfSingleEvents(subject.pattern()));
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
