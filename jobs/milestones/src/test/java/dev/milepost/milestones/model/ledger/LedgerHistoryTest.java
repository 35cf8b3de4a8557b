package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.E.referee;
import static dev.milepost.milestones.model.ledger.Programs.effects;
import static dev.milepost.milestones.model.ledger.Programs.fire;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.History.Completed;
import dev.milepost.milestones.model.ledger.History.Happening;
import dev.milepost.milestones.model.ledger.History.Mistaken;
import dev.milepost.milestones.model.ledger.History.Said;
import dev.milepost.milestones.model.ledger.History.Turned;
import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.ledger.LedgerFact.Payout;
import dev.milepost.milestones.model.ledger.LedgerFact.Purchase;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Completions that end, come again and move others; payouts, verdicts, reviews and refunds among them. The facts are made of
 * what has arrived, as the fold of milestones makes them.
 */
class LedgerHistoryTest {

    private static final int CASES = Math.max(20, 4 * Integer.getInteger("milepost.seeds", 10));
    private static final int HOURS = 300;
    private static final int END = 1_400;
    private static final long CAP = 3;
    private static final long CAP_SUM = 4_000;
    private static final long BUDGET = 20_000;
    private static final List<String> REFEREES = List.of("bo", "cy", "dee", "eve", "fay", "gus");

    /** One seed's program, settings and happenings. */
    private record Case(Terms terms, LedgerSettings settings, List<Happening> happenings) {}

    /** With so many days of retention, in which what was completed may end and come again. */
    private static Case draw(long seed, int days) {
        Random random = new Random(seed);
        Window window = random.nextBoolean() ? Window.LIFETIME : new Window.Rolling(Programs.days(5));
        Cap count = new Cap(CAP, null, window, random.nextBoolean());
        Cap sum = new Cap(null, CAP_SUM, window, random.nextBoolean());
        List<Reward.Step> rungs = List.of(
                new Reward.Step(Programs.ANY_PATTERN, effects(advocate(40).hold(1))),
                new Reward.Step(Programs.ANY_PATTERN, effects(advocate(80), referee(8))));
        Terms terms = Terms.of(List.of(version(
                1,
                Long.MIN_VALUE,
                Retroactive.NONE,
                new Budget(BUDGET, Window.LIFETIME),
                Programs.review(List.of(OnTimeout.values()).get(random.nextInt(3)), 4),
                once("both", advocate(1_000).hold(2).cap(count).expire(6), referee(333)),
                once("share", advocate(0).percent(15, 1_200).cap(sum).recur(Span.ofMillis(30 * Run.HOUR), 3)),
                fire("pair", new Fire.Every(2, effects(advocate(777).hold(1), advocate(77)))),
                fire("two", new Fire.First(2, effects(advocate(250).percent(5, 300)))),
                fire("rungs", new Fire.Ladder(random.nextBoolean(), rungs)))));
        return new Case(
                terms, new LedgerSettings(true, Programs.DAY, days * Programs.DAY), happenings(random, days * 24));
    }

    private static List<Happening> happenings(Random random, int hours) {
        List<Happening> all = new ArrayList<>();
        for (String referee : REFEREES) {
            int hour = random.nextInt(HOURS);
            for (int n = 0; n < 1 + random.nextInt(3); n++) {
                course(
                        random,
                        "both",
                        0,
                        referee,
                        "both-" + referee + n,
                        referee,
                        hour + n * random.nextInt(30),
                        hours,
                        all);
            }
            course(random, "share", 0, referee, "share-" + referee, referee, hour + random.nextInt(5), hours, all);
            course(random, "pair", 0, "ana", "pair-" + referee, referee, hour, hours, all);
            course(random, "two", 0, "ana", "two-" + referee, referee, hour, hours, all);
            course(random, "rungs", 1 + random.nextInt(2), "ana", "rungs-" + referee, referee, hour, hours, all);
            for (int i = 0; i < random.nextInt(3); i++) {
                long at = hour + random.nextInt(50) + i * 60L;
                all.add(new Said(Run.verdict(referee, at, random.nextInt(101), random.nextBoolean()), at));
            }
            for (int i = 0; i < random.nextInt(3); i++) {
                long at = hour + random.nextInt(90) + i * 100L;
                all.add(new Said(Run.review(referee, at, random.nextBoolean()), at));
            }
            int qualified = random.nextInt(60) - 20;
            for (int i = 0; i < random.nextInt(4); i++) {
                long at = hour - 20 + random.nextInt(90) + i * 100L;
                long minor = random.nextInt(5) * 2_500L;
                all.add(new Said(Run.refunded(referee, at, minor), at));
                // Since when that it qualified is known.
                long since = Math.max(at, hour + qualified);
                all.add(new Said(Run.qualifyingRefunded(referee, since, minor), since));
            }
        }
        return all;
    }

    /** One completion, that may end, soon or long after, and stand again. */
    private static void course(
            Random random,
            String rule,
            int rung,
            String subject,
            String cause,
            String referee,
            long hour,
            int hours,
            List<Happening> all) {
        SlotKey slot = new SlotKey(rule, subject);
        Reach order = Run.reach(cause, "ana", referee, 2_000 + random.nextInt(5) * 2_000L);
        // By something that is no order: it hangs on the order by which the referral qualified.
        Reach reach = rule.equals("share") || rule.equals("two") || random.nextInt(3) > 0
                ? order
                : new Reach(cause, "ana", referee, order.referrals(), Purchase.NONE, order.texts());
        all.add(new Completed(slot, rung, hour, reach));
        long at = hour;
        for (int turn = 0; turn < random.nextInt(4); turn++) {
            at += 1 + random.nextInt(random.nextBoolean() ? 40 : 500);
            if (at > hour + hours) {
                return;
            }
            all.add(new Turned(slot, rung, cause, turn % 2 == 1, at, "turn-" + cause + turn));
        }
    }

    /** How a case is delivered. */
    private static final class Delivery {
        private final Case one;
        private final Random random;
        private final History history = new History();
        private final Books books = new Books();
        private LedgerState state = LedgerState.empty();

        Delivery(Case one, long seed) {
            this.one = one;
            this.random = new Random(seed);
        }

        private ProgramLedger ledger() {
            return new ProgramLedger("p", one.settings, state);
        }

        private void advance(long hour) {
            if (random.nextInt(4) == 0) {
                state = Books.again(state);
            }
            Told told = ledger().advanceTo(hour * Run.HOUR, one.terms);
            books.take(told);
            if (!told.rows().isEmpty()) {
                books.agreeWith(state);
                limits();
            }
        }

        private void arrive(Happening happening) {
            if (happening instanceof Said said) {
                ledger().accept(said.fact());
            } else {
                history.arrive(happening);
            }
        }

        /** Each at most so many hours after its time, and the watermark as far behind. */
        Delivery inTime(List<Happening> all, int behind) {
            Map<Long, List<Happening>> arrivals = new TreeMap<>();
            for (Happening happening : all) {
                long at = happening.hour() + random.nextInt(behind + 1);
                arrivals.computeIfAbsent(at, a -> new ArrayList<>()).add(happening);
            }
            long advanced = Long.MIN_VALUE;
            for (long hour = -30; hour <= END + behind; hour++) {
                List<Happening> now = arrivals.getOrDefault(hour, new ArrayList<>());
                Collections.shuffle(now, random);
                now.forEach(this::arrive);
                if (random.nextInt(5) == 0 || hour == END + behind) {
                    history.tell(ledger(), hour * Run.HOUR);
                    advance(hour - behind);
                    advanced = hour;
                } else if (random.nextBoolean()) {
                    history.tell(ledger(), hour * Run.HOUR);
                }
            }
            assertThat(advanced).isEqualTo(END + behind);
            return this;
        }

        /** As late as can be, with mistakes about what was; what is released is paid now and then. */
        Delivery late() {
            Map<Long, List<Happening>> arrivals = new TreeMap<>();
            for (Happening happening : one.happenings) {
                int late = random.nextInt(random.nextInt(4) == 0 ? 400 : 30);
                arrivals.computeIfAbsent(happening.hour() + late, a -> new ArrayList<>())
                        .add(happening);
                if (happening instanceof Completed completed && random.nextInt(3) == 0) {
                    String other = random.nextBoolean() ? null : "zoe";
                    for (int turn = 0; turn < 1 + random.nextInt(2); turn++) {
                        long at = happening.hour() + random.nextInt(random.nextBoolean() ? 24 : 500);
                        arrivals.computeIfAbsent(at, a -> new ArrayList<>())
                                .add(new Mistaken(
                                        completed.slot(), completed.reach().causeId(), other, at));
                    }
                }
            }
            for (long hour = -30; hour <= END; hour++) {
                List<Happening> now = arrivals.getOrDefault(hour, new ArrayList<>());
                Collections.shuffle(now, random);
                now.forEach(this::arrive);
                history.tell(ledger(), hour * Run.HOUR);
                if (random.nextInt(3) == 0) {
                    advance(hour);
                    pay(hour + 1);
                }
            }
            advance(END + 1_000);
            return this;
        }

        private void pay(long hour) {
            for (RewardRow row : List.copyOf(books.rows.values())) {
                if (row.owedMinor() > 0 && row.state() != Step.HELD && random.nextInt(60) == 0) {
                    ledger().accept(payout(row, hour, random.nextInt(5) == 0 ? 1 : 0));
                }
            }
        }

        /** By the rows alone: of what was earned and not voided, in every window that ends with a grant. */
        private void limits() {
            List<RewardRow> live = books.live();
            assertThat(live.stream().mapToLong(RewardRow::earnedMinor).sum()).isLessThanOrEqualTo(BUDGET);
            for (RewardRow end : live) {
                // Five days are shorter than a lifetime, so this holds for both; what was reversed may be given back.
                Map<String, List<RewardRow>> window = live.stream()
                        .filter(row -> row.owedMinor() + row.paidMinor() > 0
                                && row.earnedAtMillis() > end.earnedAtMillis() - 5 * Programs.DAY
                                && row.earnedAtMillis() <= end.earnedAtMillis())
                        .collect(Collectors.groupingBy(row -> row.rule() + " " + row.beneficiary()));
                for (String advocate : List.of("ana", "zoe")) {
                    assertThat(window.getOrDefault("both " + advocate, List.of()))
                            .hasSizeLessThanOrEqualTo((int) CAP);
                    assertThat(window.getOrDefault("share " + advocate, List.of()).stream()
                                    .mapToLong(row -> row.owedMinor() + row.paidMinor())
                                    .sum())
                            .isLessThanOrEqualTo(CAP_SUM);
                }
            }
        }

        /** Of every occurrence at most one life gives anything, and first lives are given to both sides or none. */
        void nothingIsGivenTwice() {
            Map<String, List<RewardRow>> giving = books.rows.values().stream()
                    .filter(row -> row.owedMinor() + row.paidMinor() > 0)
                    .collect(Collectors.groupingBy(row -> row.rule() + " " + row.subject() + " " + row.side() + " "
                            + row.occurrence().replaceAll("~.*", "")));
            giving.forEach(
                    (occurrence, lives) -> assertThat(lives).as(occurrence).hasSize(1));
            Map<String, List<RewardRow>> first = books.rows.values().stream()
                    .filter(row -> row.rule().equals("both") && row.occurrence().equals("0"))
                    .collect(Collectors.groupingBy(RewardRow::subject));
            first.values().forEach(sides -> {
                assertThat(sides).hasSize(2);
                assertThat(sides.get(0).state() == null).isEqualTo(sides.get(1).state() == null);
                assertThat(sides.get(0).earnedAtMillis()).isEqualTo(sides.get(1).earnedAtMillis());
            });
        }

        /** What stands in the end was decided, unless nothing was left of its order, or its referral is rejected. */
        void nothingIsLost() {
            Set<String> decided = books.rows.values().stream()
                    .map(row -> row.rule() + " " + row.subject())
                    .collect(Collectors.toSet());
            for (String referee : REFEREES) {
                SlotKey slot = new SlotKey("both", referee);
                boolean open = state.world.order(OrderMoney.ofOrder(referee, Run.ORDER_ID), Long.MAX_VALUE - 1) == null
                        && !state.world.isRejected("r-" + referee, Long.MAX_VALUE - 1);
                if (open && !history.standing(slot).isEmpty()) {
                    assertThat(decided).contains("both " + referee);
                }
            }
        }
    }

    private static Payout payout(RewardRow row, long hour, long more) {
        return Run.payout(row.rewardId(), hour, "pay-" + row.rewardId() + hour, row.owedMinor() + more, row.currency());
    }

    @Test
    void whateverTheOrderWithinTheOutOfOrdernessEveryEntryIsTheSame() {
        Map<Step, Integer> steps = new HashMap<>();
        int refused = 0;
        for (long seed = 1; seed <= CASES; seed++) {
            Case one = draw(seed, seed % 2 == 0 ? 10 : 400);
            Random random = new Random(seed);
            List<Happening> all = new ArrayList<>(one.happenings);
            // Paid is what a first run released, more or less of it, and some in another currency.
            for (LedgerEntry entry : new Delivery(one, 0).inTime(all, 0).books.entries) {
                if (entry.step() == Step.RELEASED && random.nextInt(3) > 0) {
                    long hour = entry.effectiveAtMillis() / Run.HOUR + 1 + random.nextInt(100);
                    long amount = new long[] {1_000, 333, 777, 77, 40, 80, 8, 250}[random.nextInt(8)];
                    String id = "pay-" + entry.rewardId();
                    String currency = random.nextInt(5) == 0 ? "EUR" : "USD";
                    all.add(new Said(Run.payout(entry.rewardId(), hour, id, amount, currency), hour));
                }
            }
            Books inOrder = new Delivery(one, seed).inTime(all, 0).books;
            Books shuffled = new Delivery(one, -seed).inTime(all, 12).books;
            assertThat(shuffled.text()).as("seed %s", seed).isEqualTo(inOrder.text());
            assertThat(shuffled.rows.values())
                    .as("seed %s", seed)
                    .containsExactlyInAnyOrderElementsOf(inOrder.rows.values());
            assertThat(shuffled.refused).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(inOrder.refused);
            assertThat(inOrder.entries).noneMatch(LedgerEntry::lateCorrection);
            inOrder.entries.forEach(entry -> steps.merge(entry.step(), 1, Integer::sum));
            refused += inOrder.refused.size();
        }
        assertThat(steps.keySet()).containsExactlyInAnyOrder(Step.values());
        assertThat(steps.values()).allMatch(number -> number >= CASES / 10);
        assertThat(refused).isGreaterThan(CASES / 10);
    }

    @Test
    void whateverComesLateNothingIsPaidTwiceOrLost() {
        int late = 0;
        int paid = 0;
        for (long seed = 1; seed <= 2L * CASES; seed++) {
            Delivery delivery = new Delivery(draw(seed, 400), seed).late();
            delivery.nothingIsGivenTwice();
            delivery.nothingIsLost();
            late += (int) delivery.books.entries.stream()
                    .filter(LedgerEntry::lateCorrection)
                    .count();
            paid += (int) delivery.books.entries.stream()
                    .filter(entry -> entry.step() == Step.PAID)
                    .count();
        }
        assertThat(late).isGreaterThan(CASES);
        assertThat(paid).isGreaterThan(CASES / 10);
    }

    /** When somebody looks at the ledger, and how much it has forgotten by then, is nothing that is decided by. */
    @Test
    void howOftenItIsAskedChangesNothing() {
        for (long seed = 1; seed <= CASES; seed++) {
            Case one = draw(seed, seed % 2 == 0 ? 10 : 400);
            ProgramLedger often = new ProgramLedger("p", one.settings, LedgerState.empty());
            ProgramLedger once = new ProgramLedger("p", one.settings, LedgerState.empty());
            for (ProgramLedger ledger : List.of(often, once)) {
                History history = new History();
                one.happenings.forEach(happening -> {
                    if (happening instanceof Said said) {
                        ledger.accept(said.fact());
                    }
                    history.arrive(happening);
                });
                history.tell(ledger, 0);
            }
            Books byHour = new Books();
            for (long hour = -30; hour <= END; hour++) {
                byHour.take(often.advanceTo(hour * Run.HOUR, one.terms));
            }
            Books atOnce = new Books();
            atOnce.take(once.advanceTo(END * Run.HOUR, one.terms));
            assertThat(byHour.text()).as("seed %s", seed).isEqualTo(atOnce.text());
        }
    }
}
