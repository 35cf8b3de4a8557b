package dev.milepost.cli.chaos;

import dev.milepost.fraud.FraudSettings;
import dev.milepost.pipeline.PipelineSettings;
import dev.milepost.runtime.settings.Durations;
import dev.milepost.runtime.settings.Settings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to do.
 *
 * @param kills how many processes are killed, each kind in turn
 * @param seed of which, when, and how long each stays away; and of the traffic
 * @param time how long traffic flows; longer where the kills need it
 * @param rate events a second
 * @param outages how long ClickHouse is cut off, or the broker frozen, each once
 * @param fillDisk the disk of the checkpoints is full for a while, where this machine can have one of its own
 * @param ownVerdicts Milepost judges referrals itself, and people review its cases; else they judge, too
 * @param flipBits bits of the latest checkpoint are flipped while the cluster is down
 * @param away how long an event may be on its way, beside an outage: so long as a broker that is killed stays away
 * @param folder a folder for everything that the run leaves behind
 * @param jar the pipeline as it is submitted to a cluster
 */
public record ChaosPlan(
        int kills,
        long seed,
        Duration time,
        double rate,
        Map<Victim, Duration> outages,
        boolean ownVerdicts,
        boolean fillDisk,
        boolean flipBits,
        Duration away,
        Path folder,
        Path jar) {

    /** Of a run in which brokers are killed. */
    public static final Duration AWAY = Duration.ofSeconds(30);

    public ChaosPlan {
        outages = Map.copyOf(outages);
    }

    /**
     * How long after it happened an event may come: so long as a broker may be away, and up again, and what it was not sent
     * meanwhile. Within it decisions are made but once, and must be those of a run without kills.
     */
    Duration outOfOrderness() {
        return away.plus(outages.getOrDefault(Victim.BROKER, Duration.ZERO));
    }

    /** The streams that the job does not read. */
    Set<String> unread() {
        return PipelineSettings.unread(Settings.defaults().with(FraudSettings.OWN_VERDICTS, ownVerdicts));
    }

    /** The command that strikes the same processes, under the same traffic, again. */
    public String command() {
        StringBuilder command = new StringBuilder("./milepost chaos --kills " + kills + " --seed " + seed + " --for "
                + Durations.format(time) + " --rate "
                + BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString());
        if (!outages.isEmpty()) {
            command.append(" --outage ")
                    .append(outages.entrySet().stream()
                            .map(outage -> outage.getKey().name().toLowerCase(Locale.ROOT) + "="
                                    + Durations.format(outage.getValue()))
                            .sorted()
                            .collect(Collectors.joining(",")));
        }
        return command
                + (ownVerdicts ? " --own-verdicts" : "")
                + (fillDisk ? " --fill-disk" : "")
                + (flipBits ? " --flip-bits" : "");
    }
}
