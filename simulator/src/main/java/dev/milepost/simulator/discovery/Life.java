package dev.milepost.simulator.discovery;

import java.util.List;

/**
 * What somebody does from their signup on.
 *
 * @param number from 0
 * @param signupMillis when they sign up
 * @param activity what drives them, which nobody sees; 1 is usual
 * @param deeds what they do, by day; within a day in no order
 * @param shares when they share, ascending by day
 */
public record Life(int number, long signupMillis, double activity, List<Deed> deeds, List<Long> shares) {

    /** One thing done. */
    public record Deed(Habit habit, long timeMillis) {}
}
