package dev.milepost.simulator;

/** How fast life goes: as it does, or a whole customer's life within about a minute. Order is kept in either. */
public interface Pace {

    /** How long something takes that takes {@code millis} in life; never less for more, and at least 1 ms. */
    long lag(long millis);

    /** The time at which a person who wanted to act at {@code time} does. */
    long waking(Dice dice, long time, int utcOffsetHours);

    /** A lag of between {@code from} and {@code to} milliseconds in life. */
    default long lag(Dice dice, long from, long to) {
        return lag(dice.logarithmic(from, to));
    }

    /** Life as it is. */
    static Pace real() {
        return new Pace() {
            @Override
            public long lag(long millis) {
                return Math.max(1, millis);
            }

            @Override
            public long waking(Dice dice, long time, int utcOffsetHours) {
                return Season.waking(dice, time, utcOffsetHours);
            }
        };
    }

    /** A minute takes 0.8 s, an hour 3.5 s, a day 5.7 s, a month 8.2 s; day and night are the same. */
    static Pace fast() {
        return new Pace() {
            @Override
            public long lag(long millis) {
                return 1 + (long) (720 * StrictMath.log1p(millis / 30_000.0));
            }

            @Override
            public long waking(Dice dice, long time, int utcOffsetHours) {
                return time;
            }
        };
    }
}
