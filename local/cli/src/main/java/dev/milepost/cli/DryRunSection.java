package dev.milepost.cli;

import dev.milepost.runtime.text.Amounts;
import java.math.BigInteger;
import java.util.List;

/**
 * A table of figures of one program.
 *
 * @param title what it is called
 * @param keys what a row is of; with a currency among them, amounts are its minor units, or millionths of a unit
 * @param measures what is counted of each
 * @param sql asks the views: columns are the keys, then the measures. Its places are {@code program}, {@code zone} (of months),
 *     and the text $END, the end of time
 */
record DryRunSection(String title, List<String> keys, List<Measure> measures, String sql) {

    private static final String CURRENCY = "currency";

    /** A column of figures. */
    enum Measure {
        REFERRALS("referrals", true),
        ADVOCATES("advocates", true),
        SUBJECTS("how many", true),
        TIMES("times", true),
        PEOPLE("people", true),
        ASKS("asks", true),
        REWARDS("rewards", true),
        AMOUNT("amount", false),
        OWED("owed", false),
        HELD("of it held", false),
        PAYABLE("of it payable", false),
        EARNED("earned", false),
        RELEASED("released", false),
        PAID("paid", false),
        EXPIRED("expired", false),
        VOIDED("voided", false),
        REVERSED("reversed", false),
        CHANGE("owed more", false);

        final String title;

        /** It counts things; else it is an amount. */
        final boolean counts;

        Measure(String title, boolean counts) {
            this.title = title;
            this.counts = counts;
        }
    }

    static final DryRunSection REFERRALS =
            // Of a code that nobody is known to own the advocate is empty.
            new DryRunSection("Referrals", List.of("stage"), List.of(Measure.REFERRALS, Measure.ADVOCATES), """
            SELECT if(status = 'refused', concat('refused: ', refusal), status) AS stage,
                uniqExact(referral_id), uniqExactIf(advocate_id, advocate_id != '')
            FROM milepost.bindings WHERE program_id = {program:String} GROUP BY stage
            UNION ALL
            SELECT 'qualified', uniqExact(referral_id), uniqExact(advocate_id)
            FROM milepost.journey WHERE program_id = {program:String} AND name = 'referral.qualified'
            HAVING count() > 0""");

    /** The occurrence of a ladder's milestone is {@code rung/kth}. */
    static final DryRunSection MILESTONES = new DryRunSection(
            "Milestones reached", List.of("milestone", "by"), List.of(Measure.SUBJECTS, Measure.TIMES), """
            SELECT concat(milestone_id,
                    if(position(occurrence, '/') > 0, concat(', rung ', splitByChar('/', occurrence)[1]), '')) AS milestone,
                subject_kind, uniqExact(subject_id), count()
            FROM milepost.milestones WHERE program_id = {program:String} GROUP BY milestone, subject_kind""");

    static final DryRunSection ASKS = new DryRunSection(
            "Asks", List.of("ask", "decision", "arm, or why not"), List.of(Measure.PEOPLE, Measure.ASKS), """
            SELECT milestone_id, decision, if(decision IN ('asked', 'held_out'), arm, reason) AS detail,
                uniqExact(user_id), count()
            FROM milepost.asks WHERE program_id = {program:String} GROUP BY milestone_id, decision, detail""");

    static final DryRunSection REWARDS = new DryRunSection(
            "Rewards",
            List.of("reward", "to", "state", CURRENCY),
            List.of(Measure.PEOPLE, Measure.REWARDS, Measure.AMOUNT, Measure.OWED),
            """
            SELECT rule_id, side, state, currency,
                uniqExact(beneficiary_id), count(), sum(toInt128(amount_minor)), sum(toInt128(owed_minor))
            FROM milepost.rewards WHERE program_id = {program:String} AND state != 'SKIPPED'
            GROUP BY rule_id, side, state, currency""");

    static final DryRunSection NOT_GRANTED = new DryRunSection(
            "Not granted",
            List.of("reward", "to", "stopped by", CURRENCY),
            List.of(Measure.PEOPLE, Measure.REWARDS, Measure.AMOUNT),
            """
            SELECT rule_id, side, reason, currency, uniqExact(beneficiary_id), count(), sum(toInt128(amount_minor))
            FROM milepost.rewards WHERE program_id = {program:String} AND state = 'SKIPPED'
            GROUP BY rule_id, side, reason, currency""");

    /** Released is what had been earned by the rewards that are released; what changed meanwhile is reversed with it. */
    static final DryRunSection COST = new DryRunSection(
            "Cost by month",
            List.of("month", CURRENCY),
            List.of(
                    Measure.EARNED,
                    Measure.RELEASED,
                    Measure.PAID,
                    Measure.EXPIRED,
                    Measure.VOIDED,
                    Measure.REVERSED,
                    Measure.CHANGE),
            """
            SELECT formatDateTime(effective_at, '%Y-%m', {zone:String}) AS month, currency,
                sumIf(toInt128(amount_minor), step = 'EARNED'), sumIf(toInt128(rewards.earned), step = 'RELEASED'),
                -sumIf(toInt128(amount_minor), step = 'PAID'), -sumIf(toInt128(amount_minor), step = 'EXPIRED'),
                -sumIf(toInt128(amount_minor), step = 'VOIDED'), -sumIf(toInt128(amount_minor), step = 'REVERSED'), sum(toInt128(amount_minor))
            FROM milepost.ledger
            INNER JOIN
            (
                SELECT reward_id, amount_minor AS earned FROM milepost.rewards WHERE program_id = {program:String}
            ) AS rewards ON rewards.reward_id = ledger.reward_id
            WHERE program_id = {program:String} GROUP BY month, currency""");

    /** As all that the run has told says; an entry may be known later than the end of time. */
    static final DryRunSection LIABILITY = new DryRunSection(
            "Owed at the end", List.of(CURRENCY), List.of(Measure.OWED, Measure.HELD, Measure.PAYABLE), """
            SELECT currency, sum(owed), sum(held), sum(owed) - sum(held) FROM
            (
                SELECT currency, amount_minor AS owed, toInt128(0) AS held
                FROM milepost.liability(as_of = '$END', known_at = '2199-12-31 23:59:59')
                WHERE program_id = {program:String}
                UNION ALL
                SELECT currency, toInt128(0), toInt128(owed_minor) FROM milepost.rewards
                WHERE program_id = {program:String} AND state = 'HELD'
            )
            GROUP BY currency""");

    static final List<DryRunSection> ALL = List.of(REFERRALS, MILESTONES, ASKS, REWARDS, NOT_GRANTED, COST, LIABILITY);

    /** The currency, or unit, of that key's amounts; null where the section has none. */
    String currency(List<String> key) {
        int at = keys.indexOf(CURRENCY);
        return at < 0 ? null : key.get(at);
    }

    /** A figure as people read it: an amount in its currency's own places, or a number. */
    String text(Measure measure, List<String> key, BigInteger value) {
        return measure.counts ? Text.number(value.longValueExact()) : Amounts.number(value, currency(key));
    }

    /** A figure as programs read it. */
    String plain(Measure measure, List<String> key, BigInteger value) {
        return measure.counts ? value.toString() : Amounts.number(value, currency(key));
    }
}
