package dev.milepost.simulator;

import java.util.ArrayList;
import java.util.List;

/** A reward that must come, and what must become of it: its entries in the order in which they take effect. */
final class Chain {

    final String program;
    final String rule;
    final String rewardId;
    final String side;
    final long amountMinor;
    final String currency;

    private final List<ExpectedEntry> entries = new ArrayList<>();
    private long paidMillis = Long.MAX_VALUE;

    /**
     * Earns it, and holds it.
     *
     * @param subject the referee, or the advocate of a ladder
     * @param occurrence 0, or the rung
     */
    Chain(
            String program,
            String rule,
            String subject,
            String beneficiary,
            String side,
            String occurrence,
            long amountMinor,
            String currency,
            long earnedMillis) {
        this.program = program;
        this.rule = rule;
        this.rewardId = RewardIds.of(program, rule, subject, beneficiary, side, occurrence);
        this.side = side;
        this.amountMinor = amountMinor;
        this.currency = currency;
        entry("EARNED", amountMinor, earnedMillis);
        entry("HELD", 0, earnedMillis);
    }

    Chain released(long time) {
        return entry("RELEASED", 0, time);
    }

    /** By an event that somebody has to send. */
    Chain paid(long time) {
        paidMillis = time;
        return entry("PAID", -amountMinor, time);
    }

    Chain voided(long time) {
        return entry("VOIDED", -amountMinor, time);
    }

    /** All of it is owed by the beneficiary. */
    Chain reversed(long time) {
        return entry("REVERSED", -amountMinor, time);
    }

    /** And is not any more. */
    Chain givenBack(long time) {
        return entry("REVERSED", amountMinor, time);
    }

    List<ExpectedEntry> entries() {
        return entries;
    }

    boolean isPaid() {
        return paidMillis != Long.MAX_VALUE;
    }

    long paidMillis() {
        return paidMillis;
    }

    private Chain entry(String step, long amount, long time) {
        entries.add(new ExpectedEntry(program, rule, rewardId, side, step, amount, currency, time));
        return this;
    }
}
