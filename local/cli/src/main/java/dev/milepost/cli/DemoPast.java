package dev.milepost.cli;

import dev.milepost.simulator.SimulatedEvent;
import dev.milepost.simulator.Simulation;
import dev.milepost.simulator.SimulationPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Half a year of a shop, up to midnight (UTC), so that a demo has cohorts whose months have elapsed. */
final class DemoPast implements LocalStack.Past {

    private static final int USERS = 500;
    private static final int DAYS = 180;

    /** How far back it goes: what is received now is so late. */
    static final Duration REACH = Duration.ofDays(DAYS + 2);

    private final long seed;
    private final Terminal terminal;

    DemoPast(long seed, Terminal terminal) {
        this.seed = seed;
        this.terminal = terminal;
    }

    @Override
    public void send(String bootstrapServers) {
        Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(DAYS));
        try (StreamProducer producer = new StreamProducer(bootstrapServers)) {
            for (SimulatedEvent event : Simulation.events(new SimulationPlan(USERS, DAYS, seed, start))) {
                if (!Demo.FROM_OUTSIDE.contains(event.stream())) {
                    producer.send(event.stream(), event.key(), event.payload());
                }
            }
            producer.flush();
            terminal.tell("Its past, " + Text.count(USERS, "user") + " in " + Text.count(DAYS, "day")
                    + ", is in Kafka: " + Text.count(producer.acknowledged(), "event") + ".");
        }
    }
}
