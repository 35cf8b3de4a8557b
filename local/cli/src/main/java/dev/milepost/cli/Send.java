package dev.milepost.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.pipeline.PipelineSettings;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.RawRecord;
import dev.milepost.runtime.source.RawRecords;
import dev.milepost.runtime.source.SourceException;
import dev.milepost.runtime.source.StreamFile;
import dev.milepost.runtime.source.StreamFiles;
import dev.milepost.schemas.row.DeadLetterRow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes files of events. */
final class Send {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 5;

    private final Context context;
    private final Terminal terminal;
    private final Intake intake;
    private final Settings settings;
    private final long latenessMillis;
    private PersonalData personalData;
    private long sent;
    private long rejected;
    private long broken;
    private long old;
    private long suppressed;
    private long bytesRead;

    Send(Context context, Settings settings) {
        this.context = context;
        this.terminal = context.terminal();
        this.intake = new Intake(context.home().erasing(settings));
        this.settings = settings;
        this.latenessMillis = settings.get(IngestSettings.LATENESS).toMillis();
    }

    /**
     * Publishes all usable records of the files. Of a file that breaks off, those before the break; then the next.
     *
     * @return the exit code: {@link ExitCode#REFUSED_INPUT} where a record was rejected, or a file broke off
     */
    int run(List<Path> paths, KafkaOptions kafka) throws Exception {
        List<StreamFile> files = StreamFiles.of(paths);
        Optional<RunFile> stack = kafka.stack(context.home());
        Unread.refuse(files, stack.map(RunFile::unread).orElseGet(() -> PipelineSettings.unread(settings)));
        String address = kafka.address(stack);
        personalData = HashKey.of(context.environment(), stack);
        long total = files.stream().mapToLong(StreamFile::bytes).sum();
        try (StreamProducer producer = producer(address, files);
                Meter meter = Meter.ofBytes(terminal, "Sending", total)) {
            for (StreamFile file : files) {
                send(file, producer, meter);
            }
            producer.flush();
        }
        terminal.say("Sent " + Text.count(sent, "event") + "; rejected " + Text.count(rejected, "line") + "."
                + (broken == 0 ? "" : " " + Text.count(broken, "file") + " could not be read to the end: see above."));
        if (old > 0) {
            terminal.say(Text.count(old, "event") + " happened longer ago than the lateness allows: a live stack files"
                    + " them as dead letters, reason late. For history, use ./milepost backfill.");
        }
        return rejected == 0 && broken == 0 ? ExitCode.OK : ExitCode.REFUSED_INPUT;
    }

    private static StreamProducer producer(String kafka, List<StreamFile> files) {
        StreamProducer producer = new StreamProducer(kafka);
        try {
            files.stream().map(file -> file.contract().stream()).distinct().forEach(producer::expect);
        } catch (CommandFailure e) {
            producer.close();
            throw e;
        }
        return producer;
    }

    private void send(StreamFile file, StreamProducer producer, Meter meter) throws IOException {
        Path rejects = file.path().resolveSibling(file.name() + ".rejected");
        Files.deleteIfExists(rejects);
        long before = rejected;
        long sentBefore = sent;
        long suppressedBefore = suppressed;
        try (RawRecords records = file.open(bytes -> bytesRead += bytes);
                Rejects out = new Rejects(rejects)) {
            for (RawRecord record = records.next(); record != null; record = records.next()) {
                Ingested ingested = record.ingest(intake, personalData);
                if (ingested.event() != null) {
                    publish(ingested.event(), producer);
                } else if (ingested.suppressed() != null) {
                    suppressed++;
                } else {
                    out.add(file, ingested.deadLetter());
                    if (++rejected - before <= SHOWN) {
                        terminal.tell(
                                file.path() + ", line " + ingested.deadLetter().getOriginPosition() + ": "
                                        + ingested.deadLetter().getReason() + ": "
                                        + ingested.deadLetter().getDetail());
                    }
                }
                meter.to(bytesRead);
            }
        } catch (SourceException e) {
            broken++;
            terminal.tell(e.getMessage() + ". " + Text.count(sent - sentBefore, "event")
                    + " from before that place went out; it does no harm to send them again with the rest.");
        }
        if (suppressed > suppressedBefore) {
            terminal.tell(Text.count(suppressed - suppressedBefore, "line") + " of " + file.path()
                    + " left out: of users who were erased.");
        }
        if (rejected > before) {
            terminal.tell(Text.count(rejected - before, "line") + " of " + file.path() + " rejected: see " + rejects);
        }
    }

    private void publish(Event event, StreamProducer producer) {
        producer.send(event.stream(), event.key(), event.payload());
        sent++;
        if (System.currentTimeMillis() - event.eventTimeMillis() > latenessMillis) {
            old++;
        }
    }

    /** {@code FILE.rejected}: one JSON object per rejected record; made with the first one. */
    private static final class Rejects implements AutoCloseable {

        private final Path path;
        private BufferedWriter writer;

        Rejects(Path path) {
            this.path = path;
        }

        void add(StreamFile file, DeadLetterRow deadLetter) throws IOException {
            if (writer == null) {
                writer = Files.newBufferedWriter(path);
            }
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("file", file.path().toString());
            line.put("line", deadLetter.getOriginPosition());
            line.put("reason", deadLetter.getReason());
            line.put("detail", deadLetter.getDetail());
            line.put("event_id", deadLetter.getEventId());
            writer.write(JSON.writeValueAsString(line));
            writer.newLine();
        }

        @Override
        public void close() throws IOException {
            if (writer != null) {
                writer.close();
            }
        }
    }
}
