package dev.milepost.cli;

import dev.milepost.runtime.ingest.Ingest;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.ClockPublisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "clock",
        description =
                "Tell a job of your own what time it is, until Ctrl-C: a tick on the topic clock each ingest.clock_interval.",
        footer = {
            "",
            "Examples:",
            "  ./milepost clock --bootstrap kafka:9092",
            "  ./milepost clock --bootstrap kafka:9092 --settings settings.yaml --mark ticking",
            "",
            "demo and up tick themselves; on a cluster this does, and two of them do no harm. Without ticks time goes on with"
                    + " events alone: where nothing happens no hold ends, and what was decided last moves no reward. It goes on"
                    + " while Kafka is away, and says so after 30 s."
        })
final class ClockCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** A broker that leads the topic may be replaced in so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Context context;

    @Mixin
    private SettingOptions options;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--mark",
            paramLabel = "FILE",
            description =
                    "A file that is made anew each second while Kafka takes ticks: a health check looks how old it is.")
    private Path mark;

    ClockCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Terminal terminal = context.terminal();
        context.stop().listen(terminal);
        String address = kafka.named()
                .orElseThrow(
                        () -> new CommandFailure(
                                ExitCode.USAGE,
                                "Whose job is to be told? Name its Kafka with --bootstrap HOST:PORT; demo and up tick themselves."));
        Duration interval = options.settings(Settings.defaults()).get(IngestSettings.CLOCK_INTERVAL);
        try (StreamProducer producer = new StreamProducer(address)) {
            producer.expect(Ingest.CLOCK);
        }
        try (ClockPublisher clock = ClockPublisher.start(address, interval, Clock.systemUTC())) {
            terminal.say("A tick goes to the topic clock of " + address + " every " + interval.toMillis() + " ms.");
            boolean taken = true;
            while (!context.stop().await(LOOK)) {
                boolean before = taken;
                taken = clock.silence().compareTo(PATIENCE.plus(interval)) < 0;
                if (taken) {
                    mark();
                }
                if (taken != before) {
                    terminal.tell(taken ? "Kafka takes ticks again." : "Kafka takes no ticks: " + clock.problem());
                }
            }
        }
        return ExitCode.OK;
    }

    private void mark() throws IOException {
        if (mark != null) {
            Files.writeString(mark, "");
        }
    }
}
