package dev.milepost.milestones.model.ask;

/**
 * What was told of an ask.
 *
 * @param decision at the milestone
 * @param askedAtMillis when it goes out, or would have; of what does not, and of the holdout, the milestone's time
 * @param late whether it was marked so
 * @param asked whether it ever went out, or the user was told as held out: it counts from then on
 * @param turns how often the outside was told of it: that the user is asked, or that they are not after all
 */
record ToldAsk(
        AskMilestone milestone,
        String category,
        Decision decision,
        String reason,
        String arm,
        long askedAtMillis,
        Going going,
        boolean late,
        boolean asked,
        int turns) {

    /** How far an ask is that was decided. */
    enum Going {
        /** It does not go out: of the holdout, or stopped at its milestone. */
        NOT,
        /** It waits to be due. */
        WAITING,
        OUT,
        /** A guard stopped it when it was due. */
        STOPPED
    }

    AskKey key() {
        return milestone.key();
    }

    /** For cooldown and quotas of others: what waits has its place. */
    boolean counts() {
        return asked || going == Going.WAITING;
    }

    /** For those of what is reached at a time: what waited then had its place, whatever stopped it later. */
    boolean counts(long timeMillis) {
        return counts()
                || (going == Going.STOPPED && milestone.timeMillis() <= timeMillis && timeMillis < askedAtMillis);
    }

    /** By another telling of its milestone. */
    ToldAsk by(AskMilestone other) {
        return new ToldAsk(other, category, decision, reason, arm, askedAtMillis, going, late, asked, turns);
    }

    ToldAsk withdrawn(String why, int turn) {
        return new ToldAsk(
                milestone,
                category,
                Decision.WITHDRAWN,
                why,
                arm,
                askedAtMillis,
                Going.NOT,
                true,
                asked,
                Math.max(turns, turn));
    }

    /** It is due, and goes out or not. */
    ToldAsk due(boolean goes, boolean isLate, int turn) {
        return new ToldAsk(
                milestone,
                category,
                decision,
                reason,
                arm,
                askedAtMillis,
                goes ? Going.OUT : Going.STOPPED,
                late || isLate,
                asked || goes,
                Math.max(turns, turn));
    }

    /** The user when it is due, where one waits. */
    AskDue.At at() {
        return new AskDue.At(key(), askedAtMillis);
    }

    /** The last time that it is about. */
    long lastMillis() {
        return Math.max(milestone.timeMillis(), askedAtMillis);
    }
}
