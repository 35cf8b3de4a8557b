package dev.milepost.oracle.ledger;

import dev.milepost.oracle.Hashes;
import dev.milepost.programs.model.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One reward and the entries of its chain. */
final class Chain {

    enum State {
        EARNED,
        HELD,
        RELEASED,
        PAID,
        EXPIRED,
        VOIDED,
        REVERSED
    }

    /** An entry. */
    record Entry(String id, State step, long amount, long time, String cause, String reason) {}

    final Award award;
    final int effect;
    final int recurrence;
    final int life;
    final String occurrence;
    final String id;
    final String beneficiary;
    final Effect.Side side;
    final Effect.Kind kind;
    final String currency;
    final boolean money;
    final long earned;
    final long earnedAt;
    final long holdEnds;
    /** Until when somebody has to have reviewed a referral, of each that is not cleared. */
    final Map<String, Long> reviewBy = new HashMap<>();

    final List<Entry> entries = new ArrayList<>();
    State state;
    long due;
    long paid;
    int payouts;
    private int reversals;
    String reason = "";

    /** The version whose amount it gives. */
    int amountVersion;

    /** Voided by what may be undone. */
    boolean revivable;

    /** How often it was given again, and when it is next; Long.MAX_VALUE: never. */
    int repeated;

    long repeats = Long.MAX_VALUE;
    long expires = Long.MAX_VALUE;

    /** What there was no room for, which is not tried again; -1: nothing. */
    long denied = -1;

    /** What was paid when it came to be rejected; -1: it is not. */
    long stays = -1;

    /** What it takes of caps and budget: the most that was due, unless it was voided, and what is due now. */
    long most;

    long now;

    Chain(
            Award award,
            int effect,
            int recurrence,
            int life,
            String occurrence,
            String id,
            String beneficiary,
            Effect terms,
            String currency,
            long earned,
            long earnedAt,
            long holdEnds) {
        this.award = award;
        this.effect = effect;
        this.recurrence = recurrence;
        this.life = life;
        this.occurrence = occurrence;
        this.id = id;
        this.beneficiary = beneficiary;
        this.side = terms.to();
        this.kind = terms.kind();
        this.money = terms.unit() == null;
        this.currency = currency;
        this.earned = earned;
        this.earnedAt = earnedAt;
        this.holdEnds = holdEnds;
        this.amountVersion = award.version;
    }

    private void add(State step, String number, long amount, long time, String cause, String why) {
        String ofNumber = number.isEmpty() ? "" : cause;
        entries.add(new Entry(Hashes.id(id, step + number, ofNumber), step, amount, time, cause, why));
        state = step;
        reason = why;
    }

    void earn(long time, String cause, String why) {
        due = earned;
        add(State.EARNED, "", earned, time, cause, why);
        add(State.HELD, "", 0, time, cause, "hold");
    }

    void release(long dueNow, long time, String cause, String why) {
        add(State.RELEASED, "", 0, time, cause, why);
        reverse(dueNow, time, cause, "changed_while_held");
    }

    void voided(long time, String cause, String why) {
        add(State.VOIDED, "", -owed(), time, cause, why);
        due = paid;
        most = 0;
        now = 0;
    }

    void expire(long time) {
        add(State.EXPIRED, "", -owed(), time, id, "expired");
        due = paid;
    }

    void reverse(long dueNow, long time, String cause, String why) {
        if (dueNow != due) {
            reversals++;
            long difference = dueNow - due;
            due = dueNow;
            add(State.REVERSED, "#" + reversals, difference, time, cause, why);
        }
    }

    /** The word why not; null: done. */
    String pay(long amount, long time, String cause) {
        String closed = switch (state) {
            case EXPIRED -> "expired";
            case VOIDED -> "voided";
            case EARNED, HELD -> "not_released";
            case RELEASED, PAID, REVERSED -> null;
        };
        if (closed != null) {
            return closed;
        }
        if (amount == 0) {
            return "nothing_paid";
        }
        long left = owed() - amount;
        payouts++;
        paid += amount;
        add(
                State.PAID,
                "#" + payouts,
                -amount,
                time,
                cause,
                left == 0 ? "payout" : left > 0 ? "paid_in_part" : "overpaid");
        return null;
    }

    long owed() {
        return due - paid;
    }

    boolean isHeld() {
        return state == State.HELD;
    }

    boolean isOver() {
        return state == State.VOIDED || state == State.EXPIRED;
    }

    Entry last() {
        return entries.get(entries.size() - 1);
    }
}
