package dev.milepost.cli.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What to do.
 *
 * @param kills how many processes are killed, each kind in turn
 * @param seed of which, when, and how long each stays away; and of the traffic
 * @param time how long traffic flows; longer where the kills need it
 * @param rate events a second
 * @param outages how long ClickHouse is cut off, or the broker frozen, each once
 * @param folder a folder for everything that the run leaves behind
 * @param jar the pipeline as it is submitted to a cluster
 */
public record ChaosPlan(
        int kills, long seed, Duration time, double rate, Map<Victim, Duration> outages, Path folder, Path jar) {

    public ChaosPlan {
        outages = Map.copyOf(outages);
    }
}
