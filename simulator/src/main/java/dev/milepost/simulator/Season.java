package dev.milepost.simulator;

/** When things happen: growth over the period, quiet weekends, quiet nights. */
public final class Season {

    public static final long HOUR = 3_600_000L;
    public static final long DAY = 24 * HOUR;

    /** People who join at the end of the period, per one who joins at its start, less one. */
    private static final double GROWTH = 1.0;

    /** How busy each local hour is, the busiest being 100. */
    private static final int[] HOURS = {
        14, 8, 5, 4, 4, 7, 16, 34, 58, 78, 90, 94, 86, 88, 94, 96, 92, 84, 80, 88, 100, 82, 54, 28
    };

    /** How busy each day of the week is, Monday first, the busiest being 100. */
    private static final int[] DAYS = {94, 100, 98, 96, 84, 58, 64};

    private static final int TRIES = 24;

    private Season() {}

    /** A time to join, in [start + 1 h, end), or its middle where the period is shorter than that. */
    public static long joining(Dice dice, long start, long end, int utcOffsetHours) {
        long from = start + Math.min(HOUR, (end - start) / 2);
        long drawn = from;
        for (int i = 0; i < TRIES; i++) {
            drawn = from + (long) (growing(dice.unit()) * (end - from));
            if (dice.unit() * 100 < busyness(drawn, utcOffsetHours)) {
                break;
            }
        }
        return drawn;
    }

    /** A time at or soon after {@code time} at which a person would be about. */
    public static long waking(Dice dice, long time, int utcOffsetHours) {
        long drawn = time;
        for (int i = 0; i < TRIES && dice.unit() * 100 >= busyness(drawn, utcOffsetHours); i++) {
            drawn += dice.between(HOUR / 2, 5 * HOUR);
        }
        return drawn;
    }

    /** Of a density that grows linearly: the inverse of F(x) = (x + g x²/2) / (1 + g/2). */
    private static double growing(double uniform) {
        return (Math.sqrt(1 + 2 * GROWTH * uniform * (1 + GROWTH / 2)) - 1) / GROWTH;
    }

    private static double busyness(long time, int utcOffsetHours) {
        long local = time + utcOffsetHours * HOUR;
        int hour = (int) Math.floorMod(Math.floorDiv(local, HOUR), 24L);
        int day = (int) Math.floorMod(Math.floorDiv(local, DAY) + 3, 7L); // 1970-01-01 was a Thursday
        return HOURS[hour] * DAYS[day] / 100.0;
    }
}
