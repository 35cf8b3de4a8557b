package dev.milepost.runtime.ingest;

import dev.milepost.runtime.settings.Setting;
import java.time.Duration;
import java.util.List;

/** The settings of reading records: time rules, limits, and the end of a bounded run. */
public final class IngestSettings {

    /** {@link #HORIZON_MILLIS} of a live run: timers fire as long as time goes on. */
    public static final long NO_HORIZON = Long.MAX_VALUE;

    public static final Setting<Duration> OUT_OF_ORDERNESS = Setting.duration(
            "ingest.out_of_orderness",
            Duration.ofSeconds(5),
            "How far apart in time two neighbouring records of one split may be. Watermarks stay this far behind; "
                    + "later records are still accepted, and revise.");

    public static final Setting<Duration> LATENESS = Setting.duration(
                    "ingest.lateness",
                    Duration.ofHours(24),
                    "A record that was received longer than this after its event time is a dead letter, reason late.")
            .atLeast(Duration.ofMinutes(1));

    public static final Setting<Duration> FUTURE = Setting.duration(
            "ingest.future",
            Duration.ofMinutes(1),
            "A record whose event time is more than this ahead of its receipt is a dead letter, reason future.");

    public static final Setting<Duration> IDLENESS = Setting.duration(
                    "ingest.idleness",
                    Duration.ofSeconds(3),
                    "Live only: a partition that is silent for this long, with nothing left to read, no longer holds the "
                            + "watermark back.")
            .atLeast(Duration.ofMillis(100));

    public static final Setting<Duration> READ_AHEAD = Setting.duration(
            "ingest.read_ahead",
            Duration.ZERO,
            "Live only: of a backlog, how much later than another partition's next record one's last may have been received "
                    + "before it waits. 0 reads in the order of receipt, a batch at a time; a day reads all as they come.");

    public static final Setting<Duration> CLOCK_INTERVAL = Setting.duration(
                    "ingest.clock_interval",
                    Duration.ofSeconds(1),
                    "Live only: how often a tick is written to the stream clock, which carries time while nothing happens.")
            .atLeast(Duration.ofMillis(50));

    public static final Setting<Boolean> PASS_OVER_LOST = Setting.flag(
            "ingest.pass_over_lost",
            false,
            "Live only: go on at Kafka's first record where it no longer holds the next one, as after a stop longer than a "
                    + "topic's retention. What lies between is then in no table, dead letter or archive; off, the job ends "
                    + "and says so.");

    public static final Setting<Integer> MAX_ID_LENGTH = Setting.integer(
                    "ingest.max_id_length",
                    512,
                    "characters",
                    "An id, code, name or hash longer than this makes its record a dead letter, reason invalid.")
            .atLeast(16)
            .atMost(65_536);

    public static final Setting<Long> SORT_MEMORY = Setting.whole(
                    "ingest.sort_memory",
                    128L << 20,
                    "bytes",
                    "Backfill: how much of the input is held in memory while it is brought into the order of receipt.")
            .atLeast(1L << 20);

    public static final Setting<Framing> FRAMING = Setting.choice(
            "ingest.framing",
            Framing.SINGLE_OBJECT,
            "How a topic's record names its schema: single_object (C3 01 and a fingerprint, as send writes it), or "
                    + "confluent (a zero and an id of the registry at registry.url), which reads both.");

    public static final Setting<String> ERASED = Setting.text(
            "ingest.erased",
            "",
            "The file of erased users, as erase writes it, which every task must see: what names them is suppressed. Read when "
                    + "a task starts; where there is none, nobody is erased. The command line gives that of .milepost.");

    /**
     * Set by a bounded run, not by a person: so it is not in {@link #ALL}. Flink sends the watermark
     * {@link Long#MAX_VALUE} at the end of bounded input, which would end every hold and repeat every repetition for ever:
     * so what has timers lets none fire after the horizon, and what tells time tells no later one.
     */
    public static final Setting<Long> HORIZON_MILLIS = Setting.whole(
            "ingest.horizon_millis",
            NO_HORIZON,
            "epoch milliseconds",
            "Where a bounded run ends: event-time timers later than this never fire. A backfill sets it from --until or "
                    + "from its last valid event; live there is none.");

    public static final List<Setting<?>> ALL = List.of(
            OUT_OF_ORDERNESS,
            LATENESS,
            FUTURE,
            IDLENESS,
            READ_AHEAD,
            CLOCK_INTERVAL,
            PASS_OVER_LOST,
            MAX_ID_LENGTH,
            SORT_MEMORY,
            FRAMING,
            ERASED);

    private IngestSettings() {}
}
