/**
 * A live experiment as the warehouse has it, read for people: {@link dev.milepost.experiments.live.LiveReport} is what
 * {@code experiment status} prints and the console shows, written once; {@link dev.milepost.experiments.live.DailyReadings} is how
 * it came to be so, day by day.
 */
package dev.milepost.experiments.live;
