package dev.milepost.cli;

import dev.milepost.pipeline.PipelineSettings;
import dev.milepost.runtime.archive.ArchiveSettings;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where records go back in that a warehouse's dead letters stand for: to the topics and the archive of whoever writes to that
 * warehouse, and of nobody else.
 *
 * @param warehouse how a command names it: {@code --warehouse DIR} or {@code --clickhouse-url URL}
 * @param stack the stack that writes to it, where one runs here
 * @param kafka where its topics are; empty where nobody knows
 * @param archive where its old records are filed; empty where nobody knows, or there is none
 * @param unread streams that it does not read
 */
record WayBack(
        String warehouse, Optional<RunFile> stack, Optional<String> kafka, Optional<Path> archive, Set<String> unread) {

    /**
     * What a person says.
     *
     * @param bootstrap a Kafka instead of the stack's
     * @param archive a folder instead of the stack's; may be null
     * @param settings those of who writes to the warehouse, as far as the person knows
     */
    record Given(Optional<String> bootstrap, Path archive, Settings settings) {}

    /**
     * The way back of a warehouse.
     *
     * @param folder under which it was named; null where it was not
     */
    static WayBack of(Home home, SqlTarget target, Path folder, Given given) throws IOException {
        List<Path> places = new ArrayList<>(List.of(home.data(), home.demo()));
        Optional<Path> named = Optional.ofNullable(folder)
                .or(() -> home.last().filter(last -> !last.startsWith("jdbc:")).map(Path::of));
        if (named.isPresent()) {
            places.add(Folders.real(named.get()).getParent());
        }
        Optional<RunFile> stack = writing(target, places);
        boolean isFolder = target instanceof SqlTarget.Folder
                || stack.filter(run -> !run.warehouse().isEmpty()).isPresent();
        String name = isFolder && stack.isPresent() ? stack.get().warehouse() : target.name();
        return new WayBack(
                (isFolder ? "--warehouse " : "--clickhouse-url ") + name,
                stack,
                given.bootstrap().or(() -> stack.map(RunFile::kafka)),
                given.archive() != null ? Optional.of(given.archive()) : archive(stack, name, places, given.settings()),
                stack.map(RunFile::unread).orElseGet(() -> PipelineSettings.unread(given.settings())));
    }

    private static Optional<RunFile> writing(SqlTarget target, List<Path> places) {
        if (!(target instanceof SqlTarget.Server server)) {
            return Optional.empty(); // nobody has the folder open
        }
        return places.stream()
                .map(RunFile::running)
                .flatMap(Optional::stream)
                .filter(run -> ClickHouseUrl.parse(run.clickhouse())
                        .endpoint()
                        .equals(server.url().endpoint()))
                .max(Comparator.comparingLong(RunFile::started));
    }

    /** That of the stack that runs; else of the settings; else of the stack that wrote there last. */
    private static Optional<Path> archive(
            Optional<RunFile> stack, String warehouse, List<Path> places, Settings settings) throws IOException {
        if (stack.isPresent()) {
            return Optional.of(stack.get().archive())
                    .filter(folder -> !folder.isEmpty())
                    .map(Path::of);
        }
        if (!settings.get(ArchiveSettings.FOLDER).isEmpty()) {
            return Optional.of(Path.of(settings.get(ArchiveSettings.FOLDER)));
        }
        for (Path data : places) {
            Optional<String> own = StackState.warehouse(data);
            if (own.isPresent() && Folders.areOneWarehouse(own.get(), warehouse)) {
                return Optional.ofNullable(LocalStack.archive(data, settings));
            }
        }
        return Optional.empty();
    }

    /** The topics' Kafka. */
    String kafkaFor(long records, Path file) {
        return kafka.orElseThrow(() -> new CommandFailure(
                ExitCode.NOTHING_THERE,
                Text.count(records, "record") + " of " + file + " must go through a topic, and no stack that writes to"
                        + " this warehouse (" + warehouse + ") runs here. Nothing was done: start it, or name the Kafka"
                        + " of the job that does with --bootstrap HOST:PORT."));
    }

    Path archiveFor(long records, Path file) {
        return archive.orElseThrow(() -> new CommandFailure(
                ExitCode.REFUSED_INPUT,
                Text.count(records, "record") + " of " + file + " must be filed in the archive of who writes to this"
                        + " warehouse (" + warehouse + "), and "
                        + (stack.isPresent() ? "the stack keeps none (archive.on)" : "nobody here knows it")
                        + ". Nothing was done: name it, or the folder of a backfill, with --archive DIR."));
    }
}
