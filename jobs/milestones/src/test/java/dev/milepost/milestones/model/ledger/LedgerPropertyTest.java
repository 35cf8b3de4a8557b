package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.E.referee;
import static dev.milepost.milestones.model.ledger.Programs.effects;
import static dev.milepost.milestones.model.ledger.Programs.fire;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Reward.Fire;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random facts, in any order, with and without lateness. */
class LedgerPropertyTest {

    private static final int CASES = 10 * Integer.getInteger("milepost.seeds", 10);
    private static final int HOURS = 400;
    private static final long CAP = 3;
    private static final long CAP_SUM = 4_000;
    private static final long BUDGET = 30_000;
    private static final String[] REFEREES = {"bo", "cy", "dee", "eve", "fay", "gus", "hal", "iva", "joe", "kit"};

    private static List<ProgramVersion> program(Random random) {
        OnTimeout onTimeout = List.of(OnTimeout.values()).get(random.nextInt(3));
        Window window = random.nextBoolean() ? Window.LIFETIME : new Window.Rolling(Programs.days(5));
        Cap count = new Cap(CAP, null, window, random.nextBoolean());
        Cap sum = new Cap(null, CAP_SUM, window, random.nextBoolean());
        List<ProgramVersion> versions = new ArrayList<>();
        for (int v = 1; v <= 2; v++) {
            versions.add(version(
                    v,
                    v == 1 ? Long.MIN_VALUE : HOURS / 2 * Run.HOUR,
                    v == 1 ? Retroactive.NONE : List.of(Retroactive.values()).get(random.nextInt(3)),
                    new Budget(BUDGET, Window.LIFETIME),
                    Programs.review(onTimeout, 4),
                    once("both", advocate(1_000L * v).hold(2).cap(count).expire(4), referee(333L * v)),
                    once("share", advocate(0).percent(15, 1_200).cap(sum).recur(Span.ofMillis(30 * Run.HOUR), 4)),
                    fire("third", new Fire.Every(3, effects(advocate(777).hold(1), advocate(77))))));
        }
        return versions;
    }

    private static List<LedgerFact> facts(Random random) {
        List<LedgerFact> facts = new ArrayList<>();
        List<Integer> hours = new ArrayList<>();
        for (String referee : REFEREES) {
            int hour = random.nextInt(HOURS);
            hours.add(hour);
            Completion both = Run.reached("both", referee, hour);
            facts.add(
                    random.nextInt(4) == 0
                            ? Run.turns(
                                    both,
                                    Run.turn(hour, true, "e"),
                                    Run.turn(hour + 1 + random.nextInt(60), false, "end"),
                                    Run.turn(hour + 70 + random.nextInt(60), true, "again"))
                            : both);
            facts.add(Run.reached("share", referee, hour + random.nextInt(5)));
            int verdicts = random.nextInt(3);
            for (int i = 0; i < verdicts; i++) {
                facts.add(Run.verdict(
                        referee, hour + random.nextInt(50) + i * 60, random.nextInt(101), random.nextBoolean()));
            }
            int reviews = random.nextInt(3);
            for (int i = 0; i < reviews; i++) {
                facts.add(Run.review(referee, hour + random.nextInt(90) + i * 100, random.nextBoolean()));
            }
            int refunds = random.nextInt(4);
            for (int i = 0; i < refunds; i++) {
                facts.add(Run.refunded(referee, hour - 20 + random.nextInt(90) + i * 100, random.nextInt(5) * 2_500L));
            }
        }
        Collections.sort(hours);
        for (int n = 1; n <= REFEREES.length; n++) {
            facts.add(Run.counted("third", 0, n, hours.get(n - 1), REFEREES[n - 1]));
        }
        return facts;
    }

    /** The time from which on a fact matters. */
    private static long time(LedgerFact fact) {
        if (fact instanceof Completion completion) {
            return completion.turns().get(0).timeMillis();
        } else if (fact instanceof LedgerFact.Verdict verdict) {
            return verdict.timeMillis();
        } else if (fact instanceof LedgerFact.Review review) {
            return review.timeMillis();
        }
        return ((LedgerFact.OrderMoney) fact).timeMillis();
    }

    /**
     * Each fact comes at most {@code behind} hours after its time; the watermark is as far behind, or with {@code late} not
     * behind at all. Now and then the state goes through bytes.
     */
    private static Books run(long seed, List<ProgramVersion> versions, Random order, int behind, boolean late) {
        List<LedgerFact> facts = facts(new Random(seed));
        Map<LedgerFact, Long> arrival = new HashMap<>();
        facts.forEach(fact -> arrival.put(fact, time(fact) / Run.HOUR + order.nextInt(behind + 1)));
        Collections.shuffle(facts, order);
        facts.sort((a, b) -> Long.compare(arrival.get(a), arrival.get(b)));
        Terms terms = Terms.of(versions);
        Books result = new Books();
        LedgerState state = LedgerState.empty();
        int next = 0;
        for (int hour = -20; hour <= 3 * HOURS; hour += 1 + order.nextInt(6)) {
            ProgramLedger ledger = new ProgramLedger("p", LedgerSettings.DEFAULTS, state);
            while (next < facts.size() && arrival.get(facts.get(next)) <= hour) {
                ledger.accept(facts.get(next++));
            }
            if (order.nextInt(4) == 0) {
                state = Books.again(state);
                ledger = new ProgramLedger("p", LedgerSettings.DEFAULTS, state);
            }
            long until = (hour - (late ? 0 : behind)) * Run.HOUR;
            if (hour < 3 * HOURS - 10) {
                result.take(ledger.advanceTo(until, terms));
                result.agreeWith(state);
                limits(result);
                together(result);
            }
        }
        ProgramLedger ledger = new ProgramLedger("p", LedgerSettings.DEFAULTS, state);
        while (next < facts.size()) {
            ledger.accept(facts.get(next++));
        }
        result.take(ledger.advanceTo(3 * HOURS * Run.HOUR, terms));
        result.agreeWith(state);
        limits(result);
        together(result);
        return result;
    }

    /** By the entries alone: what was earned and not voided, in every window that ends with a grant. */
    private static void limits(Books result) {
        List<RewardRow> live = result.live();
        assertThat(live.stream().mapToLong(RewardRow::earnedMinor).sum()).isLessThanOrEqualTo(BUDGET);
        for (RewardRow end : live) {
            // Five days are shorter than a lifetime, so this holds for both; what was reversed may have been given
            // back.
            List<RewardRow> window = live.stream()
                    .filter(row -> row.owedMinor() > 0)
                    .filter(row -> row.earnedAtMillis() > end.earnedAtMillis() - 5 * Programs.DAY
                            && row.earnedAtMillis() <= end.earnedAtMillis())
                    .toList();
            assertThat(window.stream()
                            .filter(row -> row.rule().equals("both")
                                    && row.beneficiary().equals("ana"))
                            .count())
                    .isLessThanOrEqualTo(CAP);
            assertThat(window.stream()
                            .filter(row -> row.rule().equals("share"))
                            .mapToLong(RewardRow::owedMinor)
                            .sum())
                    .isLessThanOrEqualTo(CAP_SUM);
        }
    }

    /** The first life of both sides is granted, or neither's is. */
    private static void together(Books result) {
        Map<String, List<RewardRow>> bySubject = result.rows.values().stream()
                .filter(row -> row.rule().equals("both") && row.occurrence().equals("0"))
                .collect(Collectors.groupingBy(RewardRow::subject));
        bySubject.values().forEach(sides -> {
            assertThat(sides).hasSize(2);
            assertThat(sides.get(0).state() == null).isEqualTo(sides.get(1).state() == null);
            assertThat(sides.get(0).earnedAtMillis()).isEqualTo(sides.get(1).earnedAtMillis());
        });
    }

    @Test
    void theOrderOfArrivalChangesNothing() {
        for (long seed = 1; seed <= CASES; seed++) {
            List<ProgramVersion> versions = program(new Random(seed));
            List<String> one = run(seed, versions, new Random(seed), 0, false).text();
            List<String> other =
                    run(seed, versions, new Random(-seed), 12, false).text();
            assertThat(other).as("seed %s", seed).isEqualTo(one);
            assertThat(one).noneMatch(entry -> entry.contains("lateCorrection=true"));
        }
    }

    @Test
    void lateFactsBreakNoPromise() {
        int late = 0;
        for (long seed = 1; seed <= CASES; seed++) {
            Books result = run(seed, program(new Random(seed)), new Random(seed), 20, true);
            late += (int)
                    result.entries.stream().filter(LedgerEntry::lateCorrection).count();
        }
        assertThat(late).isGreaterThan(CASES);
    }
}
