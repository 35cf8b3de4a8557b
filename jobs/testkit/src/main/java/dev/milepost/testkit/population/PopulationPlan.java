package dev.milepost.testkit.population;

/**
 * How large a population is.
 *
 * @param scenes how often each scene is played among people of its own: what the rules promise then holds for sure
 * @param chaos how often each is played once more among people who meet in other scenes too
 * @param background clicks and orders of no scene
 */
public record PopulationPlan(int scenes, int chaos, int background) {

    public PopulationPlan {
        if (scenes < 0 || chaos < 0 || background < 0) {
            throw new IllegalArgumentException("Counts are not negative");
        }
    }

    /** Every case at least 20 times, in some 6,000 events. */
    public static PopulationPlan standard() {
        return new PopulationPlan(22, 4, 300);
    }

    /** Every case a few times: for a look, not for coverage. */
    public static PopulationPlan small() {
        return new PopulationPlan(2, 2, 50);
    }
}
