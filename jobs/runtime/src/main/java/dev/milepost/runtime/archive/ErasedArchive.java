package dev.milepost.runtime.archive;

import dev.milepost.runtime.erasure.Eraser;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.JsonRecords;
import dev.milepost.runtime.ingest.JsonText;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.ingest.RawValue;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.RawRecord;
import dev.milepost.runtime.source.RawRecords;
import dev.milepost.runtime.source.StreamFile;
import dev.milepost.runtime.source.StreamFiles;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.WireException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Rewrites an archive without its erased users: each file that names one, under its own name, by a rename, so that a crash leaves
 * every file as it was or as it is to be, and another run does the rest. A file's name still says which offsets it covers, also
 * where no record of them is left. Nobody may be writing to the archive meanwhile.
 *
 * <p>Files that a person put there, of JSON lines or Avro, are rewritten too; a line that nothing is erased of stays as it is.
 */
public final class ErasedArchive {

    private static final String LINK = ".erasing-";

    private final Path folder;
    private final Eraser eraser;
    private final Intake intake;
    private final PersonalData personalData;
    private final Wire wire = new Wire();
    private long files;
    private long gone;
    private long renamed;

    /**
     * What was done.
     *
     * @param files how many were rewritten
     * @param gone records of which nothing is left
     * @param renamed records that are left under pseudonyms, or with pseudonyms in them
     */
    public record Rewritten(long files, long gone, long renamed) {}

    private ErasedArchive(Path folder, Settings settings, PersonalData personalData) {
        this.folder = folder;
        this.eraser = Eraser.of(settings.get(IngestSettings.ERASED));
        this.intake = new Intake(settings.with(IngestSettings.ERASED, ""));
        this.personalData = personalData;
    }

    /**
     * Rewrites what there is to rewrite.
     *
     * @param folder need not be there
     * @param settings with the list of erased users
     * @param personalData as a backfill has it: hashes raw personal fields of lines
     * @throws IOException where a file cannot be read or written: it is as it was
     */
    public static Rewritten rewrite(Path folder, Settings settings, PersonalData personalData) throws IOException {
        ErasedArchive archive = new ErasedArchive(folder, settings, personalData);
        if (Files.isDirectory(folder) && !archive.eraser.isIdle()) {
            archive.rewrite();
        }
        return new Rewritten(archive.files, archive.gone, archive.renamed);
    }

    private void rewrite() throws IOException {
        new ArchiveFolder(folder).removeUnneeded();
        for (StreamFile file : StreamFiles.in(folder).files()) {
            if (!file.contract().stream().equals(Streams.CLOCK)) {
                rewrite(file, file.path());
            }
        }
        for (Path sealed : hidden(ArchiveFolder.SEALED)) {
            rewriteSealed(sealed);
        }
    }

    private List<Path> hidden(String start) throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.filter(path -> path.getFileName().toString().startsWith(start))
                    .toList();
        }
    }

    /** What waits for its checkpoint has a name of another form. */
    private void rewriteSealed(Path sealed) throws IOException {
        String name = sealed.getFileName().toString();
        ArchiveName held = ArchiveFolder.sealed(name).orElse(null);
        if (held == null) {
            return;
        }
        Path link = folder.resolve(LINK + UUID.randomUUID() + "-" + held);
        Files.copy(sealed, link);
        try {
            rewrite(new StreamFile(link, Streams.named(held.stream()), Files.size(link)), sealed);
        } finally {
            Files.deleteIfExists(link);
        }
    }

    private void rewrite(StreamFile file, Path target) throws IOException {
        Path part = new ArchiveFolder(folder).open();
        long before = gone + renamed;
        boolean whole = false;
        try {
            if (file.name().endsWith(".avro")) {
                rewriteContainer(file, part);
            } else {
                rewriteLines(file, part);
            }
            whole = true;
        } finally {
            if (!whole || gone + renamed == before) {
                Files.deleteIfExists(part);
            }
        }
        if (gone + renamed > before) {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            files++;
        }
    }

    private void rewriteContainer(StreamFile file, Path part) throws IOException {
        try (RawRecords records = file.open(bytes -> {})) {
            RawRecord record = records.next();
            boolean refused = record != null && record.raw() != null;
            OpenFile out = OpenFile.start(part, file.contract(), refused, wire);
            boolean whole = false;
            try {
                for (; record != null; record = records.next()) {
                    Ingested left = refused ? refused(record) : accepted(record);
                    if (left != null) {
                        out.add(left);
                    }
                }
                out.finish();
                whole = true;
            } finally {
                if (!whole) {
                    out.discard();
                }
            }
        }
    }

    private Ingested accepted(RawRecord record) {
        SpecificRecord left = left(record.contract(), record.record(), record.receivedAtMillis());
        if (left == null) {
            return null;
        }
        StreamContract contract = record.contract();
        long eventTime = contract.eventTimeMillis(left);
        return Ingested.accepted(new Event(
                contract.stream(),
                contract.key(left),
                contract.eventId(left),
                eventTime,
                record.receivedAtMillis() == null ? eventTime : record.receivedAtMillis(),
                0,
                record.origin(),
                left));
    }

    private SpecificRecord left(StreamContract contract, SpecificRecord record, Long receivedAtMillis) {
        long receivedAt = receivedAtMillis == null ? contract.eventTimeMillis(record) : receivedAtMillis;
        SpecificRecord left = eraser.of(contract, record, receivedAt);
        gone += left == null ? 1 : 0;
        renamed += left == null || left == record ? 0 : 1;
        return left;
    }

    /** Its bytes are read as they will be judged again: as a record, else for names of users. */
    private Ingested refused(RawRecord record) {
        byte[] value = record.raw().value();
        byte[] left = value == null ? null : left(record, value);
        if (value != null && left == null) {
            return null;
        }
        return new Ingested(
                null,
                null,
                new RawValue(left, record.raw().receivedAtMillis()),
                new Ingested.Suppressed(record.contract().stream(), record.origin()));
    }

    private byte[] left(RawRecord record, byte[] value) {
        SpecificRecord decoded;
        try {
            decoded = wire.decode(record.contract(), value);
        } catch (WireException e) {
            boolean named = eraser.isNamedIn(value);
            gone += named ? 1 : 0;
            return named ? null : value;
        }
        SpecificRecord left = left(record.contract(), decoded, record.raw().receivedAtMillis());
        if (left == null) {
            return null;
        }
        return left == decoded ? value : wire.encode(left);
    }

    private void rewriteLines(StreamFile file, Path part) throws IOException {
        try (RawRecords records = file.open(bytes -> {});
                BufferedWriter out = lines(part, file.name().endsWith(".gz"))) {
            for (RawRecord record = records.next(); record != null; record = records.next()) {
                String left = line(record);
                if (left != null) {
                    out.write(left);
                    out.newLine();
                }
            }
        }
    }

    private static BufferedWriter lines(Path part, boolean packed) throws IOException {
        OutputStream out = Files.newOutputStream(part);
        return new BufferedWriter(
                new OutputStreamWriter(packed ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8));
    }

    private String line(RawRecord record) {
        if (record.json() == null) {
            boolean named = eraser.isNamedIn(record.raw().value());
            gone += named ? 1 : 0;
            return named ? null : new String(record.raw().value(), StandardCharsets.UTF_8);
        }
        Event event = record.ingest(intake, personalData).event();
        if (event == null) {
            boolean named = eraser.isNamedIn(record.json());
            gone += named ? 1 : 0;
            return named ? null : record.json();
        }
        SpecificRecord left = left(record.contract(), event.payload(), event.receivedAtMillis());
        return left == null || left == event.payload() ? (left == null ? null : record.json()) : line(event, left);
    }

    private static String line(Event event, SpecificRecord left) {
        String json = JsonText.of(left);
        return json.substring(0, json.length() - 1) + ",\"" + JsonRecords.RECEIVED_AT + "\":\""
                + Instant.ofEpochMilli(event.receivedAtMillis()) + "\"}";
    }
}
