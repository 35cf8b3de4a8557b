package dev.milepost.experiments.discovery;

import java.util.List;

/**
 * What there is to know of a user since signup. Days are of 24 hours; day 0 begins with the signup.
 *
 * @param cohort the month of signup, any numbering from 0
 * @param knownDays how many whole days since signup are known
 * @param firstShareDay the day of the first share; −1 where there is none
 * @param retained bit i: the user did anything in days 60 to 90 after the end of window i of {@link Grid#DAYS}
 * @param events what they did of each event that is asked about, in the order in which {@link Discovery} was given these
 * @param other what else they did
 */
public record UserHistory(
        int cohort, int knownDays, int firstShareDay, int retained, List<Activity> events, Activity other) {}
