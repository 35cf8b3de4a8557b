package dev.milepost.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a running stack can be reached: {@code run.json} in its data folder. Of a console on its own it is in the folder of the
 * warehouse that it has open, and names that alone.
 *
 * @param pid its process
 * @param started when, in epoch milliseconds
 * @param clickhouse JDBC URL of its warehouse
 * @param kafka bootstrap servers
 * @param warehouse folder of the embedded engine, absolute; empty where a server is used
 * @param hashKeyFile file with the key that personal fields are hashed under; empty where the stack has none of its own
 * @param archive folder of its archive, absolute; empty where it keeps none
 * @param longestWindowMillis the longest window of programs that its job takes; 0 where it does not say
 * @param unread streams that its job does not read
 */
record RunFile(
        long pid,
        long started,
        String clickhouse,
        String kafka,
        String warehouse,
        String hashKeyFile,
        String archive,
        long longestWindowMillis,
        Set<String> unread) {

    private static final String NAME = "run.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    RunFile {
        // A stack of a release before does not say.
        archive = archive == null ? "" : archive;
        unread = unread == null ? Set.of() : Set.copyOf(unread);
    }

    /** Of this process, which has a warehouse open and runs no stack. */
    static RunFile ofWarehouse(Path folder, String clickhouse) {
        return new RunFile(
                ProcessHandle.current().pid(),
                System.currentTimeMillis(),
                clickhouse,
                "",
                folder.toString(),
                "",
                "",
                0,
                Set.of());
    }

    /** The stack that runs on a data folder, if one does. */
    static Optional<RunFile> running(Path data) {
        try {
            RunFile run = JSON.readValue(Files.readString(data.resolve(NAME)), RunFile.class);
            return Optional.of(run).filter(RunFile::alive);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + data.resolve(NAME) + " cannot be read: remove it", e);
        }
    }

    /** The stack that was started last of those that run. */
    static Optional<RunFile> running(Home home) {
        Optional<RunFile> latest = Optional.empty();
        for (Path data : List.of(home.data(), home.demo())) {
            Optional<RunFile> run = running(data);
            if (run.isPresent()
                    && (latest.isEmpty() || run.get().started() > latest.get().started())) {
                latest = run;
            }
        }
        return latest;
    }

    /** Writes it, all at once. */
    void write(Path data) {
        try {
            Path part = data.resolve(NAME + ".part");
            Files.writeString(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
            Files.move(part, data.resolve(NAME), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path data) {
        try {
            Files.deleteIfExists(data.resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that began after the stack is another one with its pid: in a container that is the rule. */
    private boolean alive() {
        return ProcessHandle.of(pid)
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> start.toEpochMilli() <= started)
                        .orElse(true))
                .isPresent();
    }
}
