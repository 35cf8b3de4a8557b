/**
 * Seeded event logs of a small, dense world in which the rules of attribution collide.
 *
 * <p>A {@link dev.milepost.testkit.population.Population} is made of scenes: each plays one rule at its edges (a touch
 * one millisecond outside a window, a code created after it was clicked), often enough for chance to add the rest. All
 * ids carry a prefix of the seed, so that several populations run in one job without meeting.
 */
package dev.milepost.testkit.population;
