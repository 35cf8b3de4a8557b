package dev.milepost.fraud.backtest;

import dev.milepost.fraud.model.signal.Signal;

/**
 * How well one kind of fraud, or all of it, is told from all honest referrals.
 *
 * @param referrals of that kind
 * @param auc area under the ROC curve
 * @param averagePrecision average precision
 * @param precisionAt100 share of it among the first 100
 * @param recall share of it that is found where at most 0.5 % of the honest are flagged
 * @param flagged how many are over their program's threshold
 * @param causes how many have a known cause
 * @param top of these, how many have it as the first reason
 * @param amongFive of these, how many have it among the reasons
 * @param best the signal that alone tells them apart best
 * @param bestAuc how well
 * @param rulesRecall the recall by the signals of identity alone
 */
public record Found(
        long referrals,
        double auc,
        double averagePrecision,
        double precisionAt100,
        double recall,
        long flagged,
        long causes,
        long top,
        long amongFive,
        Signal best,
        double bestAuc,
        double rulesRecall) {

    /** NaN where no cause is known. */
    public double topShare() {
        return (double) top / causes;
    }

    /** NaN where no cause is known. */
    public double amongFiveShare() {
        return (double) amongFive / causes;
    }
}
