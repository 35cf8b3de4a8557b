package dev.milepost.fraud.model.signal;

import java.util.Collection;

/** Whether an amount is just above what a reward asks for: in [T, 1.05 T], exactly. */
public final class NearThreshold {

    private static final long TWENTIETH = 20;

    private NearThreshold() {}

    /**
     * Says so.
     *
     * @param amountMinor of the order, from 0, in the currency of the thresholds
     * @param thresholdsMinor of the program's rewards, above 0
     */
    public static boolean holds(long amountMinor, Collection<Long> thresholdsMinor) {
        for (long threshold : thresholdsMinor) {
            if (amountMinor >= threshold && amountMinor - threshold <= threshold / TWENTIETH) {
                return true;
            }
        }
        return false;
    }
}
