package dev.milepost.fraud.backtest;

/**
 * A bound referral: what is true of it, and what was said.
 *
 * @param riskOver the score over which its program has somebody look at it
 * @param opinion of the verdict that held then; {@code null}: there was none yet
 */
public record Judged(TrueReferral truth, double riskOver, Opinion opinion) {

    /** What it is ranked by. */
    double score() {
        return opinion == null ? Double.NEGATIVE_INFINITY : opinion.score();
    }

    /** Whether somebody would look at it. */
    public boolean isFlagged() {
        return opinion != null && opinion.score() > riskOver;
    }
}
