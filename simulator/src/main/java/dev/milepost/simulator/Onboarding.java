package dev.milepost.simulator;

import dev.milepost.schemas.event.Click;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * When one person is up and running: a project made, a teammate invited, the nth task done, all within a while. The nth task is
 * done once; of the others the latest counts. The order in which events come makes no difference.
 */
final class Onboarding {

    static final String INVITED = "teammate_invited";

    private final String userId;
    private final Offers.Ask ask;
    private final List<Long> projects = new ArrayList<>();
    private final List<Long> invitations = new ArrayList<>();
    private final List<Long> tasks = new ArrayList<>();

    Onboarding(Person person, Offers.Ask ask) {
        this.userId = person.userId();
        this.ask = ask;
    }

    /** An event that is accepted; whether it is one of those. */
    boolean add(SimulatedEvent event) {
        if (!(event.payload() instanceof Click click) || !userId.equals(click.getUserId())) {
            return false;
        }
        switch (click.getName()) {
            case "project_created" -> projects.add(event.eventTimeMillis());
            case INVITED -> invitations.add(event.eventTimeMillis());
            case "task_completed" -> tasks.add(event.eventTimeMillis());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Adds those that are accepted; others are none. */
    Onboarding addAll(List<SimulatedEvent> events) {
        events.stream()
                .filter(event -> !event.duplicate() && !event.isTooLate())
                .forEach(this::add);
        return this;
    }

    /** Event time; empty where it is not reached. */
    OptionalLong reachedMillis() {
        if (tasks.size() < ask.tasks()) {
            return OptionalLong.empty();
        }
        Collections.sort(tasks);
        long done = tasks.get(ask.tasks() - 1);
        return LongStream.concat(
                        LongStream.of(done),
                        Stream.of(projects, invitations)
                                .flatMap(List::stream)
                                .mapToLong(Long::longValue)
                                .filter(time -> time > done))
                .filter(time ->
                        done > time - ask.withinMillis() && isRecent(projects, time) && isRecent(invitations, time))
                .min();
    }

    private boolean isRecent(List<Long> times, long now) {
        return times.stream().anyMatch(time -> time <= now && time > now - ask.withinMillis());
    }
}
