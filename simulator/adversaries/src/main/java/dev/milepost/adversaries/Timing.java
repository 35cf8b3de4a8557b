package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Season;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** When the referees of one advocate sign up. All times are within (from, to), the earliest first. */
final class Timing {

    private static final long MINUTE = 60_000;

    private final Dice dice;
    private final long from;
    private final long to;
    private final int utcOffsetHours;

    Timing(Dice dice, long from, long to, int utcOffsetHours) {
        this.dice = dice;
        this.from = from;
        this.to = Math.max(to, from + MINUTE);
        this.utcOffsetHours = utcOffsetHours;
    }

    /** As people come: some soon after one another, some weeks later, and rarely at night. */
    List<Long> asPeopleDo(int count) {
        List<Long> times = new ArrayList<>();
        long time = from + dice.logarithmic(20 * MINUTE, 4 * Season.DAY);
        while (times.size() < count) {
            time = Season.waking(dice, within(time), utcOffsetHours);
            times.add(within(time));
            if (dice.chance(0.12)) { // a group that reads it together
                for (int i = 1 + dice.below(3); i > 0 && times.size() < count; i--) {
                    times.add(within(time + dice.between(2 * MINUTE, 90 * MINUTE)));
                }
            }
            time += dice.logarithmic(2 * Season.HOUR, 12 * Season.DAY);
        }
        return sorted(times);
    }

    /** Nearly all within one or two half hours; the others as people come. */
    List<Long> inBursts(int count) {
        int bursts = count < 16 ? 1 : 2;
        List<Long> times = new ArrayList<>();
        for (int burst = 0; burst < bursts; burst++) {
            long time = Season.waking(dice, dice.between(from, to - Season.HOUR), utcOffsetHours);
            for (int i = count * burst / bursts; i < count * (burst + 1) / bursts; i++) {
                times.add(within(time));
                time += dice.between(MINUTE / 2, 4 * MINUTE);
            }
        }
        return sorted(times);
    }

    /** One after the other, never two within hours, for as long as there is time. */
    List<Long> inDrips(int count) {
        List<Long> times = new ArrayList<>();
        double pace = Math.min(1, (double) (to - from) / (count * 2.5 * Season.DAY));
        long time = from;
        while (times.size() < count) {
            time += (long) (pace * dice.logarithmic(5 * Season.HOUR, 9 * Season.DAY));
            times.add(within(time));
        }
        return sorted(times);
    }

    /** One each so often, give or take a share of it. */
    List<Long> byClockwork(int count, long gap, double jitter) {
        List<Long> times = new ArrayList<>();
        long every = Math.min(gap, (to - from) / (count + 1));
        long time = from + dice.between(0, Math.max(1, to - from - every * count));
        while (times.size() < count) {
            times.add(within(time));
            time += (long) (every * (1 + jitter * (2 * dice.unit() - 1)));
        }
        return sorted(times);
    }

    /** Most at once after a moment, then fewer and fewer. */
    List<Long> afterAPost(int count, long fading) {
        List<Long> times = new ArrayList<>();
        long post = Season.waking(dice, dice.between(from, Math.max(from + 1, to - 4 * fading)), utcOffsetHours);
        while (times.size() < count) {
            times.add(within(post + (long) (-fading * StrictMath.log(1 - dice.unit()))));
        }
        return sorted(times);
    }

    private long within(long time) {
        return time > from && time < to ? time : dice.between(from + 1, to);
    }

    private static List<Long> sorted(List<Long> times) {
        Collections.sort(times);
        return times;
    }
}
