/**
 * A world in which some events move people, and others only look so: seeded, with the truth beside it.
 *
 * <p>Everybody has an activity, which nobody sees. It makes them do more of everything, share more, and leave later. Each thing they
 * do is of some {@link dev.milepost.simulator.discovery.Habit}, by chance and a little by liking. <em>Planted</em> habits, done so
 * many times within so many days of the signup, change what comes after: who gets there shares more, or stays longer. <em>Decoys</em>
 * are done as often as these, by the same people, and change nothing; that they are done a lot still goes with sharing and staying,
 * as activity does.
 *
 * <p>Person k depends on the seed, the period and k alone. Everything follows from the plan: no wall clock, no unordered
 * collection, random numbers of {@link dev.milepost.simulator.Dice} only. The package knows the simulator and the contracts of
 * events, and nothing of who looks for milestones.
 */
package dev.milepost.simulator.discovery;
