package dev.milepost.milestones.model.ledger;

import dev.milepost.programs.model.Effect;
import java.util.TreeMap;

/** One reward that was granted: its chain, and when what has to happen to it next. Mutable. */
final class Given {

    static final long NONE = -1;

    final RewardChain chain;
    /** In its reward's list, or its rung's. */
    final int effect;
    /** Which repetition; 0 for the first. */
    final int recurrence;
    /** Greater than 1 where an earlier one was voided, and what voided it was undone. */
    final int life;

    final String occurrence;
    final String beneficiary;
    final Effect.Side side;
    final Effect.Kind kind;
    final long earned;
    final long earnedAtMillis;
    final long holdEndsMillis;
    /** While it is held: until when each of its referrals has to be reviewed; those that are cleared are not among them. */
    final TreeMap<String, Long> reviewByMillis = new TreeMap<>();
    /** The version whose amount it gives: a retroactive one changes it. */
    int amountVersion;
    /** When its {@code release_when} happened; Long.MIN_VALUE: not yet. */
    long conditionAtMillis = Long.MIN_VALUE;
    /** Once released; Long.MAX_VALUE: never. */
    long expiresMillis = Long.MAX_VALUE;
    /** Why it is where it is. */
    String reason;
    /** Voided by what may be undone. */
    boolean revivable;
    /** How many repetitions are decided. */
    int repeated;
    /** When it is given again; Long.MAX_VALUE: never. */
    long repeatsMillis = Long.MAX_VALUE;
    /** What it was to become, and caps or the budget had no room; {@link #NONE}: nothing. It is not tried again. */
    long deniedDue = NONE;
    /** What was paid of it when its referral was rejected, and stays its due; {@link #NONE}: it is not rejected. */
    long stays = NONE;
    /** What it takes of its caps and of the budget. */
    Limits.Take take = Limits.Take.NOTHING;

    Given(
            RewardChain chain,
            int effect,
            int recurrence,
            int life,
            String occurrence,
            String beneficiary,
            Effect.Side side,
            Effect.Kind kind,
            long earned,
            long earnedAtMillis,
            long holdEndsMillis) {
        this.chain = chain;
        this.effect = effect;
        this.recurrence = recurrence;
        this.life = life;
        this.occurrence = occurrence;
        this.beneficiary = beneficiary;
        this.side = side;
        this.kind = kind;
        this.earned = earned;
        this.earnedAtMillis = earnedAtMillis;
        this.holdEndsMillis = holdEndsMillis;
    }

    Given copy() {
        Given copy = new Given(
                chain.copy(),
                effect,
                recurrence,
                life,
                occurrence,
                beneficiary,
                side,
                kind,
                earned,
                earnedAtMillis,
                holdEndsMillis);
        copy.reviewByMillis.putAll(reviewByMillis);
        copy.amountVersion = amountVersion;
        copy.conditionAtMillis = conditionAtMillis;
        copy.expiresMillis = expiresMillis;
        copy.reason = reason;
        copy.revivable = revivable;
        copy.repeated = repeated;
        copy.repeatsMillis = repeatsMillis;
        copy.deniedDue = deniedDue;
        copy.stays = stays;
        copy.take = take;
        return copy;
    }

    boolean isHeld() {
        return chain.state() == Step.HELD;
    }
}
