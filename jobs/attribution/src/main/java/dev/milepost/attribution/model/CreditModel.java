package dev.milepost.attribution.model;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** The rule-based credit models. Each gives the touches of a conversion, in time order, weights that sum to 1. */
public enum CreditModel {
    /** All to the first touch. */
    FIRST {
        @Override
        Shares shares(List<Touch> touches, long halfLifeMillis) {
            return Shares.allTo(0, touches.size());
        }
    },
    /** All to the last touch. */
    LAST {
        @Override
        Shares shares(List<Touch> touches, long halfLifeMillis) {
            return Shares.allTo(touches.size() - 1, touches.size());
        }
    },
    /** All to the last touch that is not direct; to the last where all are. */
    LAST_NON_DIRECT {
        @Override
        Shares shares(List<Touch> touches, long halfLifeMillis) {
            int last = touches.size() - 1;
            for (int i = last; i >= 0; i--) {
                if (!touches.get(i).direct()) {
                    return Shares.allTo(i, touches.size());
                }
            }
            return Shares.allTo(last, touches.size());
        }
    },
    /** The same to each. */
    LINEAR {
        @Override
        Shares shares(List<Touch> touches, long halfLifeMillis) {
            long[] parts = new long[touches.size()];
            Arrays.fill(parts, 1);
            return Shares.ofParts(parts);
        }
    },
    /** One: 1; two: ½ each; more: .4 to the first and to the last, .2 shared by those between. */
    POSITION {
        @Override
        Shares shares(List<Touch> touches, long halfLifeMillis) {
            int n = touches.size();
            long[] parts = new long[n];
            Arrays.fill(parts, 1);
            if (n > 2) {
                parts[0] = 2L * (n - 2);
                parts[n - 1] = 2L * (n - 2);
            }
            return Shares.ofParts(parts);
        }
    },
    /** 2^(−age ÷ half-life), normalised. */
    TIME_DECAY {
        @Override
        Shares shares(List<Touch> touches, long halfLifeMillis) {
            long newest = touches.get(touches.size() - 1).timeMillis();
            BigInteger[] parts = new BigInteger[touches.size()];
            for (int i = 0; i < parts.length; i++) {
                // Ages from the newest touch on: the common factor drops out, and old paths do not fade to nothing.
                parts[i] = Decay.remaining(newest - touches.get(i).timeMillis(), halfLifeMillis);
            }
            return Shares.ofParts(parts);
        }
    };

    /**
     * What a model needs to know of a touch.
     *
     * @param timeMillis event time
     * @param direct its channel is direct
     */
    public record Touch(long timeMillis, boolean direct) {}

    /** The shares of {@code touches}, which are not empty and in time order. */
    abstract Shares shares(List<Touch> touches, long halfLifeMillis);
}
