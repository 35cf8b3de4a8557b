package dev.milepost.testkit.population;

/** One situation in which a rule of attribution is at its edge. */
@FunctionalInterface
interface Scene {

    /** Adds the scene's events to {@code world}, with people from {@code cast}. */
    void play(World world, Cast cast);
}
