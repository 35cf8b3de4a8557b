package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.id.Ids;
import java.util.ArrayList;
import java.util.List;

/**
 * The chain of states of one reward, and the only place where its entries are made.
 *
 * <pre>
 *   EARNED ─► HELD ─┬─► RELEASED ─┬─► PAID ◄────┐
 *                   │             ├─► REVERSED ◄┘ each again and again
 *                   └─► VOIDED    └─► EXPIRED     where nothing was paid and something is owed; after REVERSED too
 * </pre>
 *
 * <p>Amounts are minor units, or millionths of a unit. Two sums are kept: what is <em>due</em> (earned, plus all reversals,
 * which may be of either sign) and what was paid. Owed is due less paid; it is below zero where a reversal came after the
 * payout, or more was paid than was owed: then the beneficiary owes.
 *
 * <p>What a state does not allow is {@linkplain Move.Refused refused} with a word, and changes nothing.
 */
final class RewardChain {

    final String rewardId;
    final String currency;
    private Step state;
    private long due;
    private long paid;
    private int payouts;
    private int reversals;
    private long effectiveAtMillis;
    private long knownAtMillis;
    private boolean late;

    RewardChain(
            String rewardId,
            String currency,
            Step state,
            long due,
            long paid,
            int payouts,
            int reversals,
            long effectiveAtMillis,
            long knownAtMillis,
            boolean late) {
        this.rewardId = rewardId;
        this.currency = currency;
        this.state = state;
        this.due = due;
        this.paid = paid;
        this.payouts = payouts;
        this.reversals = reversals;
        this.effectiveAtMillis = effectiveAtMillis;
        this.knownAtMillis = knownAtMillis;
        this.late = late;
    }

    /** A chain that has no entry yet. */
    static RewardChain of(String rewardId, String currency) {
        return new RewardChain(rewardId, currency, null, 0, 0, 0, 0, Long.MIN_VALUE, Long.MIN_VALUE, false);
    }

    RewardChain copy() {
        return new RewardChain(
                rewardId, currency, state, due, paid, payouts, reversals, effectiveAtMillis, knownAtMillis, late);
    }

    /** EARNED with its amount, which is greater than zero, and HELD at the same moment. */
    Move earn(long amount, Stimulus stimulus) {
        if (state != null) {
            return new Move.Refused("earned_already");
        }
        if (amount <= 0) {
            return new Move.Refused("nothing_due");
        }
        due = amount;
        return new Move.Made(List.of(
                entry(Step.EARNED, amount, "", stimulus),
                entry(Step.HELD, 0, "", stimulus.because(stimulus.causeId(), "hold"))));
    }

    /** RELEASED; where by now less or more is due than was earned, the difference follows as REVERSED. */
    Move release(long dueNow, Stimulus stimulus) {
        if (state != Step.HELD) {
            return refused();
        }
        List<LedgerEntry> entries = new ArrayList<>();
        entries.add(entry(Step.RELEASED, 0, "", stimulus));
        entries.addAll(reverse(dueNow, stimulus.because(stimulus.causeId(), "changed_while_held"))
                .entries());
        return new Move.Made(entries);
    }

    /** VOIDED with minus what is owed. */
    Move voided(Stimulus stimulus) {
        if (state != Step.HELD) {
            return refused();
        }
        long owed = owed();
        due = 0;
        return new Move.Made(List.of(entry(Step.VOIDED, -owed, "", stimulus)));
    }

    /** EXPIRED with minus what is owed: only where nothing has been paid. */
    Move expire(Stimulus stimulus) {
        if (!isOpen() || owed() <= 0 || payouts > 0) {
            return refused();
        }
        long owed = owed();
        due = 0;
        return new Move.Made(List.of(entry(Step.EXPIRED, -owed, "", stimulus)));
    }

    /**
     * PAID: the outside says that it paid so much. What it paid is what the entry says, be it less than is owed, which leaves the
     * rest owed, or more, which the beneficiary owes then.
     */
    Move pay(long amount, Stimulus stimulus) {
        if (!isOpen()) {
            return refused();
        }
        if (amount <= 0 || amount > Long.MAX_VALUE - paid) {
            return new Move.Refused(amount <= 0 ? "nothing_paid" : "amount_too_large");
        }
        String reason = amount == owed() ? stimulus.reason() : amount < owed() ? "paid_in_part" : "overpaid";
        paid += amount;
        payouts++;
        return new Move.Made(
                List.of(entry(Step.PAID, -amount, number(payouts), stimulus.because(stimulus.causeId(), reason))));
    }

    /** REVERSED by what {@code dueNow}, at least zero, differs from what was due, up or down; nothing where it does not. */
    Move reverse(long dueNow, Stimulus stimulus) {
        if (!isOpen()) {
            return refused();
        }
        if (dueNow < 0) {
            throw new IllegalArgumentException("Less than nothing cannot be due: " + dueNow);
        }
        long difference = Math.subtractExact(dueNow, due);
        if (difference == 0) {
            return Move.Made.NOTHING;
        }
        due = dueNow;
        reversals++;
        return new Move.Made(List.of(entry(Step.REVERSED, difference, number(reversals), stimulus)));
    }

    /** The state as a word; before the first entry {@code unknown}. */
    private Move refused() {
        if (state == Step.RELEASED || state == Step.REVERSED) {
            return new Move.Refused(owed() > 0 ? "released" : "nothing_owed");
        }
        return new Move.Refused(
                state == null
                        ? "unknown"
                        : switch (state) {
                            case PAID -> "paid";
                            case EXPIRED -> "expired";
                            case VOIDED -> "voided";
                            default -> "not_released";
                        });
    }

    /** Released, and not over. */
    private boolean isOpen() {
        return state == Step.RELEASED || state == Step.REVERSED || state == Step.PAID;
    }

    private static String number(int n) {
        return "#" + n;
    }

    /** Later than what it corrects was told, and than the stream had come by then. */
    private static long correctedAt(Stimulus stimulus) {
        return Math.max(stimulus.toldUntilMillis() + 1, stimulus.reachedMillis());
    }

    private LedgerEntry entry(Step step, long amount, String number, Stimulus stimulus) {
        state = step;
        effectiveAtMillis = Math.max(effectiveAtMillis, stimulus.effectiveAtMillis());
        late = effectiveAtMillis <= stimulus.toldUntilMillis();
        long known = Math.max(effectiveAtMillis, stimulus.knownAtMillis());
        knownAtMillis = Math.max(knownAtMillis, late ? Math.max(known, correctedAt(stimulus)) : known);
        return new LedgerEntry(
                rewardId,
                Ids.of(rewardId, step + number, number.isEmpty() ? "" : stimulus.causeId()),
                step,
                amount,
                currency,
                effectiveAtMillis,
                knownAtMillis,
                stimulus.causeId(),
                stimulus.reason(),
                late,
                sequence());
    }

    /** How many entries there are by now: EARNED and HELD, one of RELEASED and VOIDED, and what came behind that. */
    private long sequence() {
        return switch (state) {
            case EARNED -> 1;
            case HELD -> 2;
            case RELEASED, VOIDED -> 3;
            case PAID, REVERSED -> 3L + payouts + reversals;
            case EXPIRED -> 4L + payouts + reversals;
        };
    }

    /** Null before the first entry. */
    Step state() {
        return state;
    }

    /** Earned, plus all reversals; zero once voided or expired. */
    long due() {
        return due;
    }

    long paid() {
        return paid;
    }

    /** The sum of all entries. */
    long owed() {
        return Math.subtractExact(due, paid);
    }

    int payouts() {
        return payouts;
    }

    int reversals() {
        return reversals;
    }

    /** Of its last entry. */
    long effectiveAtMillis() {
        return effectiveAtMillis;
    }

    /** Of its last entry. */
    long knownAtMillis() {
        return knownAtMillis;
    }

    /** Whether its last entry corrects what had been told. */
    boolean lateCorrection() {
        return late;
    }

    /** Nothing is to come any more, whatever happens. */
    boolean isOver() {
        return state == Step.VOIDED || state == Step.EXPIRED;
    }
}
