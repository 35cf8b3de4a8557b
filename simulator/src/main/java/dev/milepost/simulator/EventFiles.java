package dev.milepost.simulator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stream files being made: one sorter per stream, in the folder {@code spool} until they are written. */
public final class EventFiles implements AutoCloseable {

    private static final int CLICK_BUFFER_BYTES = 64 << 20;
    private static final int OTHER_BUFFER_BYTES = 16 << 20;

    private final Map<String, LineSorter> sorters = new LinkedHashMap<>();
    private final Map<String, JsonLines> lines = new LinkedHashMap<>();

    /**
     * @param spool a folder that exists; nothing is left in it
     * @param streams names of streams; there is a file of each, if an empty one
     */
    public EventFiles(Path spool, List<String> streams) throws IOException {
        for (String stream : streams) {
            int buffer = stream.equals(Story.CLICKSTREAM) ? CLICK_BUFFER_BYTES : OTHER_BUFFER_BYTES;
            LineSorter sorter = new LineSorter(spool, stream, buffer);
            sorters.put(stream, sorter);
            lines.put(stream, new JsonLines(sorter.line()));
        }
    }

    /** Adds an event of one of the streams. */
    public void add(SimulatedEvent event) throws IOException {
        lines.get(event.stream()).write(event);
        sorters.get(event.stream()).end(event.receivedAtMillis());
    }

    /** Writes {@code <stream>.jsonl} of each stream into a folder, lines in the order in which they are received. */
    public void writeTo(Path out) throws IOException {
        for (Map.Entry<String, LineSorter> sorter : sorters.entrySet()) {
            Path file = out.resolve(sorter.getKey() + ".jsonl");
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 18)) {
                sorter.getValue().writeTo(stream);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (LineSorter sorter : sorters.values()) {
            sorter.close();
        }
    }
}
