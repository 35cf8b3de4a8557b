package dev.milepost.pipeline;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.fraud.FraudSettings;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.ingest.JsonText;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.EventSpool;
import dev.milepost.runtime.source.FileEventSource;
import dev.milepost.runtime.source.Progress;
import dev.milepost.runtime.source.SpoolBuilder;
import dev.milepost.runtime.source.StreamFiles;
import dev.milepost.testkit.population.TimedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/** A backfill as tests run it: files into a spool, the spool into a warehouse. */
final class BoundedRun {

    private final Path folder;
    private final Settings settings;
    private final EventSpool spool;
    private final PipelineRun run;

    BoundedRun(Path events, Path folder, ProgramCatalog programs, TestWarehouse warehouse) throws Exception {
        this.folder = folder;
        Settings given = Settings.defaults()
                .with(LaunchSettings.CHECKPOINT_INTERVAL, Duration.ofMillis(250))
                .with(FraudSettings.OWN_VERDICTS, false);
        this.spool = SpoolBuilder.build(
                StreamFiles.in(events), folder.resolve("spool"), given, PersonalData.withoutKey(), null, Progress.NONE);
        this.settings = spool.bounded(given);
        long generation = new Generations(warehouse.client()).take("a test");
        this.run = new PipelineRun(
                new FileEventSource(spool, settings),
                warehouse.warehouse(),
                programs,
                ChannelRules.shipped(),
                settings,
                generation,
                FlinkPaths.address(folder.resolve("blocks")),
                null);
    }

    EventSpool spool() {
        return spool;
    }

    /** Runs to the end. */
    void finish(int parallelism) throws Exception {
        JobClient job = start(parallelism, null);
        job.getJobExecutionResult().get();
    }

    /** Starts, from a retained checkpoint where {@code from} names one. */
    JobClient start(int parallelism, Path from) throws Exception {
        Configuration configuration = run.configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.address(folder.resolve("checkpoints")));
        if (from != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, FlinkPaths.address(from));
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        run.assemble(env);
        return env.executeAsync(PipelineRun.NAME);
    }

    /** Fails where a job has ended, and by what it has failed. */
    static void requireRunning(JobClient job) throws Exception {
        CompletableFuture<JobExecutionResult> result = job.getJobExecutionResult();
        if (result.isDone()) {
            String why = result.handle((ended, failure) ->
                            failure == null ? "it came to its end" : ExceptionUtils.stringifyException(failure))
                    .get();
            throw new AssertionError("The job has ended: " + why);
        }
    }

    /** Cancels the job and waits until it has ended; its cluster ends with it, so the outcome is asked for first. */
    static void cancel(JobClient job) throws Exception {
        CompletableFuture<JobExecutionResult> outcome = job.getJobExecutionResult();
        job.cancel().get();
        try {
            outcome.get();
        } catch (ExecutionException cancelled) {
            if (ExceptionUtils.findThrowable(cancelled, JobCancellationException.class)
                    .isPresent()) {
                return;
            }
            throw cancelled;
        }
        throw new AssertionError("The job was over before it was cancelled");
    }

    /** The latest complete checkpoint that was retained. */
    Path latestCheckpoint() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("checkpoints"))) {
            return files.filter(file -> file.getFileName().toString().equals("_metadata"))
                    .map(Path::getParent)
                    .max(java.util.Comparator.comparingLong(
                            path -> Long.parseLong(path.getFileName().toString().substring("chk-".length()))))
                    .orElseThrow(() -> new AssertionError("No checkpoint was retained"));
        }
    }

    /** Writes records as the JSON-lines files of their streams. */
    static void write(List<TimedRecord> records, Path events) throws IOException {
        Files.createDirectories(events);
        Map<String, List<TimedRecord>> streams = records.stream().collect(Collectors.groupingBy(TimedRecord::stream));
        for (Map.Entry<String, List<TimedRecord>> stream : streams.entrySet()) {
            List<String> lines =
                    stream.getValue().stream().map(BoundedRun::line).toList();
            Files.write(events.resolve(stream.getKey() + ".jsonl"), lines);
        }
    }

    private static String line(TimedRecord record) {
        String json = JsonText.of(record.record());
        return json.substring(0, json.length() - 1) + ",\"received_at\":\"" + record.receivedAt() + "\"}";
    }
}
