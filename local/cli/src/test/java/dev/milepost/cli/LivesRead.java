package dev.milepost.cli;

import dev.milepost.experiments.discovery.Activity;
import dev.milepost.experiments.discovery.Grid;
import dev.milepost.experiments.discovery.UserHistory;
import dev.milepost.simulator.discovery.DiscoveryPlan;
import dev.milepost.simulator.discovery.Habit;
import dev.milepost.simulator.discovery.Life;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Simulated lives as discovery reads users: what the warehouse's query does, in plain Java. */
final class LivesRead {

    private static final long DAY = 86_400_000;

    private LivesRead() {}

    static UserHistory history(DiscoveryPlan plan, Life life, List<Habit> asked) {
        return new UserHistory(
                month(plan, life),
                (int) ((plan.endMillis() - life.signupMillis()) / DAY),
                life.shares().isEmpty() ? -1 : day(life, life.shares().get(0)),
                retained(life),
                asked.stream()
                        .map(habit -> activity(life, Collections.singleton(habit)))
                        .toList(),
                activity(
                        life,
                        Stream.of(Habit.values())
                                .filter(habit -> !asked.contains(habit))
                                .toList()));
    }

    /** Months of 30 days will do. */
    private static int month(DiscoveryPlan plan, Life life) {
        return (int) ((life.signupMillis() - plan.startMillis()) / (30 * DAY));
    }

    private static int day(Life life, long time) {
        return (int) ((time - life.signupMillis()) / DAY);
    }

    private static int retained(Life life) {
        int[] days = Stream.concat(life.deeds().stream().map(Life.Deed::timeMillis), life.shares().stream())
                .mapToInt(time -> day(life, time))
                .toArray();
        return IntStream.range(0, Grid.DAYS.size())
                .filter(window -> IntStream.of(days)
                        .anyMatch(day -> day >= Grid.DAYS.get(window) + 60 && day < Grid.DAYS.get(window) + 90))
                .map(window -> 1 << window)
                .sum();
    }

    private static Activity activity(Life life, Collection<Habit> habits) {
        int[] days = life.deeds().stream()
                .filter(deed -> habits.contains(deed.habit()))
                .mapToInt(deed -> day(life, deed.timeMillis()))
                .filter(day -> day < Grid.LONGEST_DAYS)
                .toArray();
        return Activity.of(
                IntStream.of(days).map(day -> 1 << day).reduce(0, (one, other) -> one | other),
                Grid.DAYS.stream()
                        .mapToInt(length -> (int)
                                IntStream.of(days).filter(day -> day < length).count())
                        .toArray());
    }
}
