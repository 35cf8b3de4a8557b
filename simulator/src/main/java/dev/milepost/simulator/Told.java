package dev.milepost.simulator;

import java.util.List;

/**
 * A story that was told, and its events as they arrive.
 *
 * @param unit null where no ask has an effect, or the person is not asked
 */
record Told(Story story, Scenario scenario, List<SimulatedEvent> events, AskedUnit unit) {}
