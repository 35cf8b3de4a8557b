package dev.milepost.programs.dryrun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a dry run found of one program, worded: a file {@code PROGRAM@VERSION.json}, which the next dry run of that version replaces.
 *
 * @param program its id
 * @param version that was run
 * @param madeAt when, ISO 8601, UTC
 * @param notes what the figures rest on: which events, from when to when, and what was left out
 * @param sections its figures
 */
public record SavedDryRun(String program, int version, String madeAt, List<String> notes, List<Section> sections) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".json";

    /**
     * A table of figures.
     *
     * @param rows a text for each column; none: there is nothing of it
     */
    public record Section(String title, List<Column> columns, List<List<String>> rows) {}

    /**
     * A column.
     *
     * @param number whether its texts stand to the right
     */
    public record Column(String heading, boolean number) {}

    /**
     * Files of a folder that could be read, and those that could not.
     *
     * @param runs of one program, the newest first
     * @param unreadable names of files that are of that program, as they say, but hold something else
     */
    public record Found(List<SavedDryRun> runs, List<String> unreadable) {}

    /** Writes it into a folder, which is made if need be; whole or not at all. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path written = Files.createTempFile(folder, program, ".tmp");
        Files.writeString(written, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
        Files.move(written, folder.resolve(program + "@" + version + ENDING), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Those of a program; none where there is no folder. */
    public static Found read(Path folder, String program) throws IOException {
        List<SavedDryRun> runs = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            if (name.startsWith(program + "@") && name.endsWith(ENDING)) {
                try {
                    runs.add(JSON.readValue(Files.readString(file), SavedDryRun.class));
                } catch (JsonProcessingException e) {
                    unreadable.add(name);
                }
            }
        }
        runs.sort(Comparator.comparing(SavedDryRun::madeAt).reversed());
        return new Found(List.copyOf(runs), List.copyOf(unreadable));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
