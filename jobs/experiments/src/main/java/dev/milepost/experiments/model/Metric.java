package dev.milepost.experiments.model;

import java.math.BigInteger;
import java.util.Locale;

/** What experiments are judged by, in the order in which it is shown. */
public enum Metric {
    OWN_NET_REVENUE(0, true, true) {
        @Override
        BigInteger of(Tally tally) {
            return tally.ownNetMinor();
        }
    },
    REFERRED_SIGNUPS(1, true, false) {
        @Override
        BigInteger of(Tally tally) {
            return BigInteger.valueOf(tally.signups());
        }
    },
    REFERRED_BUYERS(2, true, false) {
        @Override
        BigInteger of(Tally tally) {
            return BigInteger.valueOf(tally.buyers());
        }
    },
    REFERRED_NET_REVENUE(3, true, true) {
        @Override
        BigInteger of(Tally tally) {
            return tally.referredNetMinor();
        }
    },
    /** A guardrail. */
    OWN_RETENTION(4, false, false) {
        @Override
        BigInteger of(Tally tally) {
            return tally.orders() > 0 ? BigInteger.ONE : BigInteger.ZERO;
        }
    },
    /** A guardrail. */
    OPT_OUT(5, false, false) {
        @Override
        BigInteger of(Tally tally) {
            return tally.optOuts() > 0 ? BigInteger.ONE : BigInteger.ZERO;
        }
    };

    /** How it is written. */
    final int code;

    private final boolean primary;
    private final boolean money;

    Metric(int code, boolean primary, boolean money) {
        this.code = code;
        this.primary = primary;
        this.money = money;
    }

    /** A unit's outcome. */
    abstract BigInteger of(Tally tally);

    /** Whether experiments are decided by it; the others are to show that nothing else broke. */
    public boolean isPrimary() {
        return primary;
    }

    /** Whether it is in minor units of a currency. */
    public boolean isMoney() {
        return money;
    }

    /** As it is in the warehouse. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
