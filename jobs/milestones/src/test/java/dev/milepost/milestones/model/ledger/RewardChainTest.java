package dev.milepost.milestones.model.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RewardChainTest {

    /** What a chain may be asked to do; the amount is that of a payout or what is due by now. */
    private enum Ask {
        EARN,
        RELEASE,
        VOID,
        PAY,
        EXPIRE,
        REVERSE;

        Move of(RewardChain chain, long amount) {
            return switch (this) {
                case EARN -> chain.earn(amount, at("e"));
                case RELEASE -> chain.release(amount, at("r"));
                case VOID -> chain.voided(at("v"));
                case PAY -> chain.pay(amount, at("p"));
                case EXPIRE -> chain.expire(at("x"));
                case REVERSE -> chain.reverse(amount, at("c"));
            };
        }
    }

    private static Stimulus at(String cause) {
        return new Stimulus(1_000, 1_000, cause, "test", Long.MIN_VALUE, Long.MIN_VALUE);
    }

    private static RewardChain chain() {
        return RewardChain.of("reward", "USD");
    }

    private static Stimulus on(String time, String cause) {
        long millis = Instant.parse(time).toEpochMilli();
        return new Stimulus(millis, millis + 500, cause, cause, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    @Test
    void theWorkedChainIsRightToTheCent() {
        RewardChain chain = chain();
        List<LedgerEntry> entries = new ArrayList<>();
        entries.addAll(
                chain.earn(2_000, on("2026-03-01T10:00:00Z", "activated")).entries());
        entries.addAll(chain.release(2_000, on("2026-03-15T10:00:00Z", "hold")).entries());
        assertThat(chain.owed()).isEqualTo(2_000);
        entries.addAll(chain.pay(2_000, on("2026-03-16T09:00:00Z", "payout-1")).entries());
        entries.addAll(
                chain.reverse(0, on("2026-03-20T12:00:00Z", "chargeback-1")).entries());

        assertThat(entries)
                .extracting(
                        LedgerEntry::step,
                        LedgerEntry::amountMinor,
                        e -> Instant.ofEpochMilli(e.effectiveAtMillis()).toString(),
                        LedgerEntry::causeId)
                .containsExactly(
                        tuple(Step.EARNED, 2_000L, "2026-03-01T10:00:00Z", "activated"),
                        tuple(Step.HELD, 0L, "2026-03-01T10:00:00Z", "activated"),
                        tuple(Step.RELEASED, 0L, "2026-03-15T10:00:00Z", "hold"),
                        tuple(Step.PAID, -2_000L, "2026-03-16T09:00:00Z", "payout-1"),
                        tuple(Step.REVERSED, -2_000L, "2026-03-20T12:00:00Z", "chargeback-1"));
        assertThat(entries).allMatch(e -> e.knownAtMillis() == e.effectiveAtMillis() + 500 && !e.lateCorrection());
        assertThat(entries.stream().map(LedgerEntry::entryId).distinct()).hasSize(5);
        assertThat(chain.owed()).isEqualTo(-2_000);

        assertThat(chain.reverse(2_000, on("2026-03-25T12:00:00Z", "won")).entries())
                .extracting(LedgerEntry::step, LedgerEntry::amountMinor)
                .containsExactly(tuple(Step.REVERSED, 2_000L));
        assertThat(chain.owed()).isZero();
    }

    @Test
    void anEntrysIdIsMadeOfNothingThatALateEventChanges() {
        LedgerEntry one =
                chain().earn(5, on("2026-03-01T10:00:00Z", "a")).entries().get(0);
        LedgerEntry other =
                chain().earn(7, on("2026-03-02T10:00:00Z", "b")).entries().get(0);
        assertThat(one.entryId()).isEqualTo(other.entryId()).hasSize(32);
    }

    /** Every chain that up to six steps make, by the path that leads there; amounts 0, 40, 100. */
    @Test
    void everyStateTakesWhatItMayAndRefusesAllElse() {
        Map<Step, Set<Step>> legal = Map.of(
                Step.EARNED, EnumSet.of(Step.HELD),
                Step.HELD, EnumSet.of(Step.RELEASED, Step.VOIDED),
                Step.RELEASED, EnumSet.of(Step.PAID, Step.EXPIRED, Step.REVERSED),
                Step.PAID, EnumSet.of(Step.PAID, Step.REVERSED),
                Step.REVERSED, EnumSet.of(Step.REVERSED, Step.PAID, Step.EXPIRED),
                Step.EXPIRED, EnumSet.noneOf(Step.class),
                Step.VOIDED, EnumSet.noneOf(Step.class));
        Set<String> seen = new TreeSet<>();
        walk(chain(), new ArrayList<>(), legal, seen, 6);
        Set<String> pairs = legal.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(to -> entry.getKey() + ">" + to))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(seen).as("every legal pair occurs, and no other").isEqualTo(pairs);
    }

    private static void walk(
            RewardChain chain, List<LedgerEntry> entries, Map<Step, Set<Step>> legal, Set<String> seen, int depth) {
        if (depth == 0) {
            return;
        }
        for (Ask ask : Ask.values()) {
            for (long amount : new long[] {0, 40, 100}) {
                RewardChain next = chain.copy();
                Move move = ask.of(next, amount);
                assertThat(allows(chain, ask, amount))
                        .as("%s %s in %s, owed %s", ask, amount, chain.state(), chain.owed())
                        .isEqualTo(move instanceof Move.Made);
                List<LedgerEntry> all = new ArrayList<>(entries);
                all.addAll(move.entries());
                long sum = all.stream().mapToLong(LedgerEntry::amountMinor).sum();
                assertThat(sum).isEqualTo(next.owed());
                if (all.stream().noneMatch(e -> e.step() == Step.PAID)) {
                    assertThat(sum).isNotNegative();
                }
                if (move instanceof Move.Refused refused) {
                    assertThat(refused.reason()).isNotEmpty();
                    assertThat(next).usingRecursiveComparison().isEqualTo(chain);
                    continue;
                }
                for (int i = Math.max(1, entries.size()); i < all.size(); i++) {
                    Step from = all.get(i - 1).step();
                    assertThat(legal.get(from)).contains(all.get(i).step());
                    seen.add(from + ">" + all.get(i).step());
                }
                if (!move.entries().isEmpty()) {
                    walk(next, all, legal, seen, depth - 1);
                }
            }
        }
    }

    /** Written down apart from the code. */
    private static boolean allows(RewardChain chain, Ask ask, long amount) {
        Step state = chain.state();
        boolean open = state == Step.RELEASED || state == Step.REVERSED || state == Step.PAID;
        return switch (ask) {
            case EARN -> state == null && amount > 0;
            case RELEASE, VOID -> state == Step.HELD;
            case PAY -> open && amount > 0;
            case EXPIRE -> open && chain.owed() > 0 && chain.paid() == 0;
            case REVERSE -> open;
        };
    }

    @Test
    void aRefusalSaysWhereTheRewardIs() {
        RewardChain chain = chain();
        assertThat(chain.pay(5, at("p"))).isEqualTo(new Move.Refused("unknown"));
        chain.earn(100, at("e"));
        assertThat(chain.pay(100, at("p"))).isEqualTo(new Move.Refused("not_released"));
        RewardChain voided = chain.copy();
        voided.voided(at("v"));
        assertThat(voided.pay(100, at("p"))).isEqualTo(new Move.Refused("voided"));
        chain.release(100, at("r"));
        assertThat(chain.pay(0, at("p"))).isEqualTo(new Move.Refused("nothing_paid"));
        RewardChain expired = chain.copy();
        expired.expire(at("x"));
        assertThat(expired.pay(100, at("p"))).isEqualTo(new Move.Refused("expired"));
        chain.pay(100, at("p"));
        assertThat(chain.pay(Long.MAX_VALUE, at("p"))).isEqualTo(new Move.Refused("amount_too_large"));
        assertThat(chain.expire(at("x"))).isEqualTo(new Move.Refused("paid"));
    }

    /** Paid in two parts, once more by mistake, and after all of it was taken back. */
    @Test
    void whatThePayoutSaysIsWhatWasPaid() {
        RewardChain chain = chain();
        chain.earn(100, at("e"));
        chain.release(100, at("r"));
        List<String> told = new ArrayList<>();
        for (Move move : List.of(
                chain.pay(40, at("p1")),
                chain.pay(60, at("p2")),
                chain.pay(60, at("p3")),
                chain.reverse(0, at("c")),
                chain.pay(5, at("p4")),
                chain.reverse(100, at("won")))) {
            move.entries().forEach(entry -> told.add(entry.step() + " " + entry.amountMinor() + " " + entry.reason()));
        }
        assertThat(told)
                .containsExactly(
                        "PAID -40 paid_in_part",
                        "PAID -60 test",
                        "PAID -60 overpaid",
                        "REVERSED -100 test",
                        "PAID -5 overpaid",
                        "REVERSED 100 test");
        assertThat(chain.owed()).isEqualTo(-65);
        assertThat(chain.payouts()).isEqualTo(4);
    }

    @Test
    void aChangeWhileHeldFollowsTheRelease() {
        RewardChain chain = chain();
        chain.earn(100, at("e"));
        assertThat(chain.release(40, at("r")).entries())
                .extracting(LedgerEntry::step, LedgerEntry::amountMinor)
                .containsExactly(tuple(Step.RELEASED, 0L), tuple(Step.REVERSED, -60L));
        assertThat(chain.pay(40, at("p"))).isInstanceOf(Move.Made.class);
    }

    @Test
    void whatWasToldBeforeMakesAnEntryLateAndKnownAfterwards() {
        RewardChain chain = chain();
        LedgerEntry entry = chain.earn(100, new Stimulus(1_000, 1_200, "e", "earned", 5_000, 7_000))
                .entries()
                .get(0);
        assertThat(entry.lateCorrection()).isTrue();
        assertThat(entry.effectiveAtMillis()).isEqualTo(1_000);
        assertThat(entry.knownAtMillis()).isEqualTo(7_000);
    }

    @Test
    void entriesAreNumberedFromOneOnWhateverBecomesOfTheChain() {
        Random random = new Random(11);
        int longest = 0;
        for (int walk = 0; walk < 2_000; walk++) {
            RewardChain chain = chain();
            List<Long> numbers = new ArrayList<>();
            for (int step = 0; step < 20; step++) {
                Ask ask = Ask.values()[random.nextInt(Ask.values().length)];
                for (LedgerEntry entry : ask.of(chain, random.nextInt(3)).entries()) {
                    numbers.add(entry.sequence());
                }
                chain = random.nextBoolean() ? chain.copy() : chain;
            }
            assertThat(numbers)
                    .isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
            longest = Math.max(longest, numbers.size());
        }
        assertThat(longest).isGreaterThan(8);
    }
}
