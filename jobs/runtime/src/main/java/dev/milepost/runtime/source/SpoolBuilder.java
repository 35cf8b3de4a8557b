package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.row.DeadLetterRow;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Reads stream files, in any order, into one spool in the order of their receipt. Memory is bounded by
 * {@link IngestSettings#SORT_MEMORY}; the disk takes about the input's size, unzipped, twice while it sorts.
 */
public final class SpoolBuilder {

    private static final int BUFFER = 1 << 16;
    private static final int REPORT_EVERY = 4096;

    private final Settings settings;
    private final PersonalData personalData;
    private final Progress progress;
    private final Long untilMillis;
    private final Intake intake;
    private final UnaryOperator<Event> taken;
    private final Map<String, Long> events = new TreeMap<>();
    private final Map<String, Long> dead = new TreeMap<>();
    private long afterUntil;
    private long suppressed;
    private long firstEventMillis = Long.MAX_VALUE;
    private long lastEventMillis = Long.MIN_VALUE;
    private long records;
    private long bytesRead;

    private SpoolBuilder(
            Settings settings,
            PersonalData personalData,
            Instant until,
            UnaryOperator<Event> taken,
            Progress progress) {
        this.settings = settings;
        this.personalData = personalData;
        this.progress = progress;
        this.untilMillis = until == null ? null : until.toEpochMilli();
        this.intake = new Intake(settings);
        this.taken = taken;
    }

    /**
     * Builds the spool.
     *
     * @param files what to read
     * @param folder where the spool and, while it is sorted, its parts are kept; made where it is not there
     * @param personalData hashes raw personal fields
     * @param until records after it are counted and left out, whatever they are; null: none are. A record's time is its
     *     event time, or, where that cannot be read, its receipt; one without either is read
     * @throws SourceException where files cannot be read to their end (it tells of all of them), or the spool cannot be
     *     written; nothing is left behind then
     */
    public static EventSpool build(
            StreamFiles files,
            Path folder,
            Settings settings,
            PersonalData personalData,
            Instant until,
            Progress progress) {
        return build(files, folder, settings, personalData, until, UnaryOperator.identity(), progress);
    }

    /**
     * The same of other events than were recorded.
     *
     * @param taken as what an event is taken: of the same stream, key, id and times
     */
    public static EventSpool build(
            StreamFiles files,
            Path folder,
            Settings settings,
            PersonalData personalData,
            Instant until,
            UnaryOperator<Event> taken,
            Progress progress) {
        return new SpoolBuilder(settings, personalData, until, taken, progress).build(files, folder);
    }

    private EventSpool build(StreamFiles files, Path folder) {
        Path spool = folder.resolve("events.spool");
        boolean whole = false;
        try {
            Files.createDirectories(folder);
            try (EventSort sort = new EventSort(folder, settings.get(IngestSettings.SORT_MEMORY))) {
                List<SourceException> broken = new ArrayList<>();
                for (StreamFile file : files.files()) {
                    try {
                        read(file, broken.isEmpty() ? sort : null, files.bytes());
                    } catch (SourceException e) {
                        broken.add(e);
                    }
                }
                SourceException.throwIfAny(broken, "cannot be read to the end");
                progress.report("reading", files.bytes(), files.bytes());
                write(sort, spool);
            }
            whole = true;
        } catch (IOException e) {
            throw new SourceException("The sorted events cannot be written in " + folder + ": " + e, e);
        } finally {
            if (!whole) {
                deleteQuietly(spool);
            }
        }
        long horizon = untilMillis != null ? untilMillis : lastEventMillis;
        long first = firstEventMillis == Long.MAX_VALUE ? Long.MIN_VALUE : firstEventMillis;
        return new EventSpool(
                spool, Map.copyOf(events), Map.copyOf(dead), afterUntil, suppressed, first, horizon, files.ignored());
    }

    /**
     * Reads a file to its end.
     *
     * @param sort takes what is read; null: only whether it can be read matters any more
     */
    private void read(StreamFile file, EventSort sort, long totalBytes) throws IOException {
        try (RawRecords raw = file.open(bytes -> bytesRead += bytes)) {
            for (RawRecord record = raw.next(); record != null; record = raw.next()) {
                if (sort != null) {
                    add(record.ingest(intake, personalData), sort);
                }
                if (++records % REPORT_EVERY == 0) {
                    progress.report("reading", Math.min(bytesRead, totalBytes), totalBytes);
                }
            }
        }
    }

    private void add(Ingested ingested, EventSort sort) throws IOException {
        if (ingested.suppressed() != null) {
            suppressed++;
            return;
        }
        if (isAfterUntil(ingested)) {
            afterUntil++;
            return;
        }
        Event event = ingested.event();
        if (event == null) {
            dead.merge(ingested.deadLetter().getReason(), 1L, Long::sum);
        } else {
            events.merge(event.stream(), 1L, Long::sum);
            firstEventMillis = Math.min(firstEventMillis, event.eventTimeMillis());
            lastEventMillis = Math.max(lastEventMillis, event.eventTimeMillis());
        }
        sort.add(event == null ? ingested : Ingested.accepted(taken.apply(event)));
    }

    private boolean isAfterUntil(Ingested ingested) {
        if (untilMillis == null) {
            return false;
        }
        if (ingested.event() != null) {
            return ingested.event().eventTimeMillis() > untilMillis;
        }
        DeadLetterRow letter = ingested.deadLetter();
        // Its receipt is that of 1970 where it is not known either.
        Instant time = letter.getEventTime() != null ? letter.getEventTime() : letter.getReceivedAt();
        return time.toEpochMilli() > untilMillis;
    }

    private void write(EventSort sort, Path spool) throws IOException {
        long total = records - afterUntil - suppressed;
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(spool), BUFFER))) {
            SpoolFormat.Writer writer = new SpoolFormat.Writer(out);
            long[] written = {0};
            sort.drain(frame -> {
                writer.write(frame);
                if (++written[0] % REPORT_EVERY == 0) {
                    progress.report("sorting", written[0], total);
                }
            });
            writer.end();
        }
        progress.report("sorting", total, total);
    }

    private static void deleteQuietly(Path spool) {
        try {
            Files.deleteIfExists(spool);
        } catch (IOException e) {
            // The exception that is under way says more.
        }
    }
}
