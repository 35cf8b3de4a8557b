package dev.milepost.fraud.model.review;

import java.time.Duration;
import java.util.Comparator;

/**
 * In what order cases are reviewed: what was escalated first; then by score × money, which grows by itself once more for each
 * day that the case waits. Where nothing is at risk a hundred minor units are taken, so that age moves those too.
 */
public final class QueueOrder {

    private static final double AGEING_MILLIS = Duration.ofDays(1).toMillis();
    private static final long LEAST_MINOR = 100;

    private QueueOrder() {}

    /** The order at a time: the first is to be reviewed first. No two cases are equal. */
    public static Comparator<CaseView> at(long nowMillis) {
        return Comparator.comparing(CaseView::escalated)
                .thenComparingDouble(each -> priority(each, nowMillis))
                .reversed()
                .thenComparingLong(CaseView::openedMillis)
                .thenComparing(CaseView::caseId);
    }

    /** score × money × (1 + days waited), the money in minor units. */
    public static double priority(CaseView view, long nowMillis) {
        double risk = view.scoreMillionths() / 1e6 * Math.max(LEAST_MINOR, view.moneyMinor());
        return risk * (1 + Math.max(0, nowMillis - view.openedMillis()) / AGEING_MILLIS);
    }
}
