package dev.milepost.cli;

import dev.milepost.pipeline.Generations;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.erasure.Eraser;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The erasure of a user of the stack on the home's data folder. Where it does not run, it runs meanwhile, in this process: there is
 * one way only in which it goes over to a rebuild.
 */
final class StackErasing {

    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Context context;
    private final Terminal terminal;
    private final Erasing.Terms terms;
    private final Settings upSettings;
    private final Erasing erasing;
    private final Path data;

    /**
     * One that begins.
     *
     * @param upSettings those of the stack, where it does not run
     */
    StackErasing(Context context, Erasing.Request request, Erasing.Terms terms, Settings upSettings) {
        this.context = context;
        this.terminal = context.terminal();
        this.terms = terms;
        this.upSettings = upSettings;
        this.erasing = new Erasing(context, request, terms);
        this.data = context.home().data().toAbsolutePath().normalize();
    }

    /** Carries it out; gives the exit code. */
    int run() throws Exception {
        String warehouse = StackState.warehouse(data)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOTHING_THERE,
                        "There is no stack in " + data
                                + ". Of a warehouse that no stack writes to, say what it is computed"
                                + " from: --events DIR."));
        StackRebuild stack = new StackRebuild(data, warehouse);
        if (stack.isRunning()) {
            return erase(stack);
        }
        // It would begin with these programs.
        try (Warehouse resting = resting(stack)) {
            erasing.requirePrograms(resting.client());
        }
        terminal.tell("The stack is at rest: it runs until this is done.");
        try (RunningStack running = RunningStack.start(order(stack), context)) {
            return running.during(() -> erase(stack));
        }
    }

    private Warehouse resting(StackRebuild stack) throws IOException {
        return stack.server(context.environment())
                .map(Warehouse::serverAsItIs)
                .orElseGet(() -> Warehouse.resting(Path.of(stack.warehouse())));
    }

    private LocalStack.Order order(StackRebuild stack) {
        PipelineRun.Warehouse server = stack.server(context.environment()).orElse(null);
        return new LocalStack.Order(
                data,
                false,
                terms.programs(),
                terms.channels(),
                upSettings,
                server,
                server == null ? Path.of(stack.warehouse()) : null,
                null,
                null);
    }

    private int erase(StackRebuild stack) throws Exception {
        RunFile run = stack.running().orElseThrow();
        if (run.archive().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "The stack keeps no archive, so there is nothing to compute everything from without the user.");
        }
        Path archive = Path.of(run.archive());
        awaitHandover();
        ErasedTopics before = new ErasedTopics(run.kafka(), Eraser.NONE);
        Erasing.Found found;
        try (Warehouse warehouse = SqlTarget.Server.of(run).open();
                WorkFolder work = context.home().work("erase")) {
            erasing.requirePrograms(warehouse.client());
            Path snapshot = ArchiveSnapshot.of(archive, work.path().resolve("archive"));
            Map<String, Long> archived = Handover.ends(snapshot);
            found = erasing.find(
                    taker -> {
                        erasing.eachArchived(snapshot, taker);
                        before.eachAfter(archived, taker);
                    },
                    warehouse.client());
        }
        Erasing.tellStream(run.kafka(), found.user());
        PipelineRun.Warehouse server = stack.server(context.environment()).orElse(null);
        erasing.rebuild(
                archive,
                found,
                server,
                server == null ? Path.of(stack.warehouse()) : null,
                StoppedJobOptions.Stopped.NO);
        awaitHandover();
        Eraser eraser = Eraser.of(terms.settings().get(IngestSettings.ERASED));
        return sweep(stack, found, new ErasedTopics(run.kafka(), eraser), archive);
    }

    /** Until the stack has gone over to a rebuild, and all of the job before is gone. */
    private void awaitHandover() throws IOException, InterruptedException {
        while (Handover.waiting(data).isPresent()) {
            if (RunFile.running(data).isEmpty()) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "The stack on " + data
                                + " has stopped before it went over. Start it again, and run this again.");
            }
            Thread.sleep(TICK.toMillis());
        }
    }

    /** What is left once the stack writes nothing of them any more: topics, and files that wait to be removed. */
    private int sweep(StackRebuild stack, Erasing.Found found, ErasedTopics topics, Path archive) throws Exception {
        IdSearch ids = new IdSearch(found.ids());
        try (Warehouse warehouse =
                SqlTarget.Server.of(stack.running().orElseThrow()).open()) {
            topics.delete(ids, archive);
            try {
                Set<Path> files = files(ids, archive);
                long until = System.nanoTime() + PATIENCE.toNanos();
                while (!files.isEmpty() && System.nanoTime() < until) {
                    Thread.sleep(AGAIN.toMillis());
                    emptyAgain(new Generations(warehouse.client()));
                    files.retainAll(ids.those(files));
                    if (files.isEmpty()) {
                        // What is to be removed stands under another name for a while.
                        files = files(ids, archive);
                    }
                }
            } finally {
                topics.calm();
            }
            return erasing.conclude(found, places(ids, archive, warehouse));
        }
    }

    /** Parts that a query was reading when their table was emptied are removed by the next time that it is. */
    private static void emptyAgain(Generations generations) throws ClickHouseFailure {
        boolean isFree = generations.latest() == generations.latest(generations.shown());
        if (isFree) {
            generations.emptyHidden();
        }
    }

    private Set<Path> files(IdSearch ids, Path archive) throws IOException {
        Set<Path> files = ids.files(data);
        if (!archive.startsWith(data)) {
            files.addAll(ids.files(archive));
        }
        return files;
    }

    private Set<String> places(IdSearch ids, Path archive, Warehouse warehouse) throws Exception {
        Set<String> places = new TreeSet<>();
        files(ids, archive).forEach(file -> places.add(file.toString()));
        if (places.isEmpty()) {
            places.addAll(ids.tables(warehouse.client()));
        }
        return places;
    }
}
