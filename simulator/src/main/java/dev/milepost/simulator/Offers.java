package dev.milepost.simulator;

import java.util.List;

/**
 * What simulated people are offered: three programs, as far as the story and its truth need them. The program files say the
 * same; the two are held against each other wherever a run is compared with the truth.
 *
 * @param ask asks whoever is up and running
 * @param both pays advocate and referee for the referee's first order
 * @param ladder gives more for more customers
 * @param beatMillis what the stories of circles are timed by: holds, and what follows one thing after another
 */
record Offers(Ask ask, Both both, Ladder ladder, long beatMillis) {

    private static final List<Rung> RUNGS = List.of(
            new Rung(1, 2_500, "EUR", true),
            new Rung(5, 1_000_000, "free year", false),
            new Rung(10, 1_000_000, "Paris trip", false));

    /**
     * A project made, a teammate invited, so many tasks done.
     *
     * @param withinMillis all of it
     * @param experiment who is asked when
     */
    record Ask(String program, String milestone, int tasks, long withinMillis, Experiment experiment) {

        String label() {
            return program + "/" + milestone;
        }
    }

    /**
     * Cash for both sides.
     *
     * @param leastMinor of the order, minor units
     * @param cap how many of an advocate's referees it pays for; one that was voided is none
     * @param reviewMillis from earning it until it is void unless it is cleared
     */
    record Both(
            String program,
            String rule,
            String currency,
            long leastMinor,
            long amountMinor,
            long holdMillis,
            int cap,
            long reviewMillis) {}

    /** The nth referee with an order of at least so much reaches a rung. */
    record Ladder(
            String program, String rule, String currency, long leastMinor, List<Rung> rungs, List<Long> holdsMillis) {}

    /**
     * A rung of a ladder.
     *
     * @param amountMinor minor units, or millionths of the unit
     * @param currency ISO 4217, or the unit
     * @param forBoth whether the referee who made it complete gets the same
     */
    record Rung(int referees, long amountMinor, String currency, boolean forBoth) {}

    /** Two arms alike, of which the second waits. */
    private static Experiment timing(long horizonMillis, long holdoutMillionths, String second, long delayMillis) {
        long share = (1_000_000 - holdoutMillionths) / 2;
        return new Experiment(
                "up-and-running-timing",
                "s1",
                horizonMillis,
                "USD",
                holdoutMillionths,
                List.of(new Experiment.Arm("now", share, 0), new Experiment.Arm(second, share, delayMillis)));
    }

    /**
     * The examples {@code ask-onboarding-trio}, {@code ten-for-both} and {@code one-five-ten}.
     *
     * @param periodMillis of the simulation: in a short one, circles live faster
     */
    static Offers examples(long periodMillis) {
        return new Offers(
                new Ask(
                        "ask-onboarding-trio",
                        "up-and-running",
                        5,
                        14 * Season.DAY,
                        timing(30 * Season.DAY, 100_000, "next_day", Season.DAY)),
                new Both("ten-for-both", "first-purchase", "USD", 500, 1_000, 30 * Season.DAY, 10, 45 * Season.DAY),
                new Ladder(
                        "one-five-ten",
                        "friends",
                        "EUR",
                        2_000,
                        RUNGS,
                        List.of(14 * Season.DAY, 14 * Season.DAY, 30 * Season.DAY)),
                Math.min(Season.DAY, periodMillis / 60));
    }

    /** Those of the demo, days of which are seconds. */
    static Offers inSeconds() {
        return new Offers(
                new Ask("up-and-running", "up-and-running", 3, 60_000, timing(30_000, 300_000, "later", 3_000)),
                new Both("ten-for-both", "first-purchase", "USD", 500, 1_000, 4_000, 3, 8_000),
                new Ladder(
                        "one-three-five",
                        "friends",
                        "EUR",
                        2_000,
                        List.of(
                                RUNGS.get(0),
                                new Rung(3, 1_000_000, "free month", false),
                                new Rung(5, 1_000_000, "weekend trip", false)),
                        List.of(3_000L, 3_000L, 5_000L)),
                500);
    }
}
