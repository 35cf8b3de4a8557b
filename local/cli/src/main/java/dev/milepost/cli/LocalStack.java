package dev.milepost.cli;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.console.review.KafkaReviewStream;
import dev.milepost.engine.EmbeddedKafka;
import dev.milepost.pipeline.FirstPrograms;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.pipeline.PipelineSettings;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.archive.ArchiveSettings;
import dev.milepost.runtime.archive.ErasedArchive;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.erasure.Eraser;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.ClockPublisher;
import dev.milepost.runtime.source.EventTopics;
import dev.milepost.runtime.source.KafkaEventSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole of Milepost in this process, on one data folder: warehouse, Kafka, the clock, the job.
 *
 * <p>{@link #close} ends it in order: the job with a last checkpoint, whose rows are committed, then what it stood on. A
 * later start on the same folder goes on from there; one after a crash, from the last checkpoint.
 */
final class LocalStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
    static final String GROUP = "milepost";

    private final Order order;
    private final Terminal terminal;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private Warehouse warehouse;
    private EmbeddedKafka kafka;
    private LocalFlink flink;
    private StackState state;

    /** Set while the job catches up on a rebuild's state. */
    private Succession successor;

    /**
     * What to start.
     *
     * @param data the data folder
     * @param fresh begin with an empty folder
     * @param server null: the embedded engine
     * @param folder the embedded engine's; null: {@code warehouse} in the data folder
     * @param hashKey a key to hash raw personal fields under, kept in the data folder for {@code send}; null: none
     * @param past what is in Kafka before the job and the clock start; null: nothing more than what there is
     */
    record Order(
            Path data,
            boolean fresh,
            ProgramCatalog programs,
            ChannelRules channels,
            Settings settings,
            PipelineRun.Warehouse server,
            Path folder,
            String hashKey,
            Past past) {}

    /** Events of before: later, when the clock has said what time it is, they would be too late. */
    interface Past {

        /** Sends them; they are in Kafka when it returns. */
        void send(String bootstrapServers);
    }

    private LocalStack(Order order, Terminal terminal) {
        this.order = order;
        this.terminal = terminal;
    }

    /** Starts everything, and returns once the job is submitted; what had been started is ended where a part fails. */
    static LocalStack start(Order order, Home home, Terminal terminal) throws Exception {
        LocalStack stack = new LocalStack(order, terminal);
        try {
            stack.start(home);
            return stack;
        } catch (Exception e) {
            try {
                stack.closeParts();
            } catch (Exception second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private void start(Home home) throws Exception {
        Path data = Folders.requireOne(order.data().toAbsolutePath().normalize());
        open.push(DataLock.take(data));
        if (order.fresh()) {
            empty(data);
        }
        Settings settings = order.settings();
        warehouse = order.server() != null
                ? Warehouse.server(order.server())
                : Warehouse.embedded(
                        order.folder() == null ? data.resolve("warehouse") : order.folder(),
                        settings.get(LocalSettings.CLICKHOUSE_PORT));
        open.push(warehouse);
        kafka = EmbeddedKafka.start(data.resolve("kafka"), settings.get(LocalSettings.KAFKA_PORT));
        open.push(kafka);
        kafka.createTopics(EventTopics.of(settings.get(LocalSettings.PARTITIONS)));
        if (order.past() != null) {
            order.past().send(kafka.bootstrapServers());
        }
        open.push(ClockPublisher.start(
                kafka.bootstrapServers(), settings.get(IngestSettings.CLOCK_INTERVAL), Clock.systemUTC()));
        flink = job(data);
        open.push(flink);
        announce(data);
        home.remember(warehouse.name());
    }

    private LocalFlink job(Path data) throws Exception {
        Optional<Handover> waiting = Handover.waiting(data);
        if (waiting.isPresent() && Folders.areOneWarehouse(waiting.get().warehouse(), warehouse.name())) {
            if (waiting.get().erases()) {
                rewriteArchive(data);
            }
            Succession succession = new Succession(
                    data, warehouse, waiting.get(), Eraser.of(order.settings().get(IngestSettings.ERASED)));
            state = StackState.of(data, waiting.get());
            LocalFlink job = job(data, StackState.checkpoints(data, waiting.get()), succession.source(kafka, order));
            successor = succession;
            return job;
        }
        Path checkpoints = StackState.checkpoints(data);
        Path archive = archiveFolder(data, order.settings());
        state = StackState.of(
                data, checkpoints, warehouse, () -> OnlyArchived.of(archive, kafka.bootstrapServers()), terminal);
        return job(
                data,
                checkpoints,
                KafkaEventSource.fromEarliest(kafka.bootstrapServers(), GROUP, order.settings())
                        .without(PipelineSettings.unread(order.settings())));
    }

    /** While no job writes to it: what it has of erased users the job before has written. */
    private void rewriteArchive(Path data) throws IOException {
        ErasedArchive.Rewritten rewritten = ErasedArchive.rewrite(
                archiveFolder(data, order.settings()), order.settings(), HashKey.of(order.hashKey()));
        terminal.tell("The archive is without erased users: " + Text.count(rewritten.files(), "file") + " rewritten, "
                + Text.count(rewritten.gone(), "record") + " gone, "
                + Text.count(rewritten.renamed(), "record") + " under pseudonyms.");
    }

    private LocalFlink job(Path data, Path checkpoints, KafkaEventSource source) throws Exception {
        Path temporary = data.resolve("flink");
        Home.delete(temporary);
        FirstPrograms programs = state.restore() == null
                ? FirstPrograms.of(source, order.programs(), order.settings())
                : FirstPrograms.known(order.programs());
        PipelineRun run = new PipelineRun(
                source,
                warehouse.target().in(state.store()),
                programs.catalog(),
                order.channels(),
                order.settings(),
                state.generation(),
                FlinkPaths.address(Files.createDirectories(data.resolve("spool"))),
                new PipelineRun.Live(kafka.bootstrapServers(), archive(data, order.settings()), programs.first()));
        return LocalFlink.start(
                run,
                order.settings().get(LocalSettings.PARALLELISM),
                new LocalFlink.Places(
                        Files.createDirectories(checkpoints),
                        Files.createDirectories(temporary),
                        state.restore(),
                        changes(data),
                        false));
    }

    /** Only of a stack that the next one does not go on from, and of a job that goes on from no other's state. */
    private Path changes(Path data) throws IOException {
        return order.fresh() && state.restore() == null ? Files.createDirectories(data.resolve("changes")) : null;
    }

    /** Goes over to a rebuild that waits: the job ends, and one on the rebuild's state begins. */
    private void goOver(Path data, Handover handover) throws Exception {
        Optional<String> damage = SealedFiles.damage(Path.of(handover.savepoint()));
        if (damage.isPresent()) {
            Handover.delete(data);
            terminal.tell("A rebuild is ready, but " + damage.get() + ". The stack stays as it is: rebuild again.");
            return;
        }
        terminal.tell("A rebuild is ready: going over to it. What is shown stays until then.");
        flink.stop(StackState.checkpoints(data));
        open.remove(flink);
        flink.close();
        flink = job(data);
        open.push(flink);
    }

    /** Where the stack on a data folder archives; null where it does not. */
    static Path archive(Path data, Settings settings) {
        return settings.get(ArchiveSettings.ON) ? archiveFolder(data, settings) : null;
    }

    /** Where it does, or would. */
    private static Path archiveFolder(Path data, Settings settings) {
        String folder = settings.get(ArchiveSettings.FOLDER);
        return folder.isEmpty() ? data.resolve("archive") : Path.of(folder);
    }

    private void announce(Path data) throws IOException {
        Path archive = archive(data, order.settings());
        String keyFile = "";
        if (order.hashKey() != null) {
            Path file = data.resolve("hash.key");
            OwnersFile.write(file, order.hashKey());
            keyFile = file.toString();
        }
        new RunFile(
                        ProcessHandle.current().pid(),
                        System.currentTimeMillis(),
                        warehouse.target().url().toString(),
                        kafka.bootstrapServers(),
                        warehouse.isEmbedded() ? warehouse.name() : "",
                        keyFile,
                        archive == null
                                ? ""
                                : archive.toAbsolutePath().normalize().toString(),
                        order.settings().get(AttributionSettings.LONGEST_WINDOW).toMillis(),
                        PipelineSettings.unread(order.settings()))
                .write(data);
    }

    private static void empty(Path data) throws IOException {
        for (Path child : Home.children(data)) {
            if (!child.getFileName().toString().equals(DataLock.NAME)) {
                Home.delete(child);
            }
        }
    }

    ClickHouseClient client() {
        return warehouse.client();
    }

    /** Its console, in a folder of accounts; the caller closes it, before the stack. */
    LocalConsole console(Path folder, Map<String, String> environment) throws IOException {
        return LocalConsole.start(
                warehouse.another(),
                new KafkaReviewStream(kafka.bootstrapServers()),
                new LocalConsole.Order(folder, order.settings(), environment),
                terminal);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    long generation() {
        return state.generation();
    }

    /** Whether the job goes on from a checkpoint. */
    boolean isContinued() {
        return state.restore() != null;
    }

    /** Where to reach what runs. */
    List<String> addresses() {
        return List.of(
                "ClickHouse  " + warehouse.target().url(),
                "Kafka       " + kafka.bootstrapServers(),
                "Data        " + order.data());
    }

    /**
     * Waits, at most so long.
     *
     * @throws CommandFailure where the job has failed, or ended though nobody told it to
     */
    void watch(Duration most) throws Exception {
        if (flink.await(most)) {
            throw new CommandFailure(ExitCode.FAILURE, "The job ended, though a live job never does.");
        }
        Path data = order.data().toAbsolutePath().normalize();
        Optional<Handover> waiting = successor == null ? Handover.waiting(data) : Optional.empty();
        if (waiting.isPresent()) {
            goOver(data, waiting.get());
        }
        if (successor != null && successor.isDone()) {
            terminal.tell("The rebuild has caught up, and is what is shown from now on.");
            successor = null;
        }
    }

    /** Ends the job with a last checkpoint, then everything else. */
    @Override
    public void close() throws Exception {
        try {
            if (flink != null && !flink.isOver()) {
                Path data = order.data().toAbsolutePath().normalize();
                flink.stop(successor == null ? StackState.checkpoints(data) : successor.checkpoints());
            }
        } catch (Exception e) {
            LOG.warn("The job did not end with a checkpoint of its own", e);
            terminal.tell("The job did not end with a last checkpoint (" + Failures.describe(e)
                    + "); the next start goes on from the one before, and nothing is lost.");
        } finally {
            closeParts();
        }
    }

    private void closeParts() throws Exception {
        Exception first = null;
        if (!open.isEmpty()) {
            // Before the lock is freed: what comes after may be another stack's.
            RunFile.delete(order.data());
        }
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("A part of the stack did not close", e);
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
