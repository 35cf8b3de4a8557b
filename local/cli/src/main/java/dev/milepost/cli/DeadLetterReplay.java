package dev.milepost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.pipeline.PipelineSettings;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.JsonRecords;
import dev.milepost.runtime.ingest.JsonText;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.ingest.Reasons;
import dev.milepost.runtime.ingest.RecordException;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sends mended records back in.
 *
 * <p>First all lines are checked by the rules that every record meets, and for ids that others have; nothing is done where
 * one fails. Then they are
 * sent or filed, and last their dead letters are noted as replayed. A crash between leaves them on the list; replaying
 * them again repeats records under the same event_id, which are duplicates, and files of the same name.
 */
final class DeadLetterReplay {

    /** So many wrong lines are told one by one. */
    private static final int MOST_PROBLEMS = 20;

    private final Context context;
    private final DeadLetterList letters;
    private final Intake intake;
    private final long horizonMillis;
    private final Path archive;
    private final PersonalData personalData;
    private final Optional<RunFile> stack;

    /**
     * For a warehouse's dead letters.
     *
     * @param archive where old records are filed; null: the stack's own place
     */
    DeadLetterReplay(Context context, DeadLetterList letters, Settings settings, Path archive) {
        this.context = context;
        this.letters = letters;
        this.intake = new Intake(settings);
        this.horizonMillis = PipelineSettings.folds(settings, 1).dedupeMillis();
        Path own = LocalStack.archive(context.home().data(), settings);
        this.archive = archive != null ? archive : own;
        this.personalData = HashKey.of(context.environment());
        this.stack = RunFile.running(context.home());
    }

    /** A line that is fit to go back in. */
    private record Mended(DeadLetter letter, Event event, boolean toTopic) {}

    void run(Path file) throws Exception {
        List<Mended> mended = check(file);
        List<Mended> toTopic = mended.stream().filter(Mended::toTopic).toList();
        List<Mended> toArchive = mended.stream().filter(one -> !one.toTopic()).toList();
        if (!toTopic.isEmpty() && stack.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOTHING_THERE,
                    Text.count(toTopic.size(), "record") + " of " + file + " must go through a topic, and no stack is"
                            + " running. Nothing was done: start it with ./milepost up.");
        }
        if (!toArchive.isEmpty() && archive == null) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    Text.count(toArchive.size(), "record") + " of " + file
                            + " must be filed in the archive, which is off"
                            + " (archive.on). Nothing was done: name one with --archive DIR.");
        }
        if (!toTopic.isEmpty()) {
            try (StreamProducer producer = new StreamProducer(stack.get().kafka())) {
                toTopic.forEach(one -> producer.send(
                        one.event().stream(), one.event().key(), one.event().payload()));
                producer.flush();
            }
        }
        file(toArchive);
        letters.replayed(mended.stream()
                .map(one -> new DeadLetterList.Replayed(
                        one.letter(),
                        one.toTopic() ? "topic" : "archive",
                        one.event().eventId()))
                .toList());
        tell(toTopic.size(), toArchive.size());
    }

    private void tell(int toTopic, int toArchive) {
        Terminal terminal = context.terminal();
        terminal.say("Replayed " + Text.count((long) toTopic + toArchive, "dead letter") + ": "
                + Text.count(toTopic, "record") + " to its topic, " + Text.count(toArchive, "record")
                + " to the archive.");
        if (toArchive > 0) {
            terminal.say("Those in the archive (" + archive + ") are older than the lateness allows a live stack: they"
                    + " count from the next rebuild on, ./milepost backfill --events " + archive + ".");
        }
    }

    private List<Mended> check(Path file) throws IOException {
        List<Mended> mended = new ArrayList<>();
        Takers takers = new Takers(letters, horizonMillis);
        StringBuilder problems = new StringBuilder();
        int number = 0;
        int wrong = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                Mended one = mended(line, Origin.ofFile(file.getFileName().toString(), number));
                takers.take(one.letter(), one.event());
                mended.add(one);
            } catch (RecordException e) {
                if (++wrong > MOST_PROBLEMS) {
                    continue;
                }
                problems.append("\n  ")
                        .append(file)
                        .append(", line ")
                        .append(number)
                        .append(": ")
                        .append(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "These lines would be dead letters again, or are none of dead-letters list --lines:" + problems
                            + (wrong > MOST_PROBLEMS ? "\n  … and " + (wrong - MOST_PROBLEMS) + " more" : "")
                            + "\nNothing was replayed. Mend them, or take"
                            + " them out.");
        }
        return mended;
    }

    private Mended mended(String line, Origin origin) throws IOException, RecordException {
        ObjectNode json = JsonRecords.parse(line);
        JsonNode id = json.remove(DeadLetter.ID);
        if (id == null || !id.isTextual()) {
            throw new RecordException("invalid", "field " + DeadLetter.ID + ": which dead letter is it?");
        }
        if (json.has(DeadLetter.BYTES)) {
            throw new RecordException(
                    "invalid", "these are bytes that nobody could read: put the record's fields in place of base64");
        }
        DeadLetter letter = letters.find(id.textValue())
                .orElseThrow(() -> new RecordException(
                        "invalid", "there is no dead letter " + id.textValue() + ", or it was replayed already"));
        if (!letter.hasRecord()) {
            throw new RecordException(
                    "invalid", "dead letter " + letter.id() + " has no record of a stream that could be mended");
        }
        JsonRecords.takeReceivedAt(json);
        // As if it were received now: whether it may go to its topic. Else as it was received first.
        Instant now = Instant.now();
        Event event = ingest(letter, json, now, origin).event();
        boolean toTopic = event != null;
        if (!toTopic) {
            Ingested first = ingest(letter, json, first(letter), origin);
            if (first.event() == null) {
                throw new RecordException(
                        first.deadLetter().getReason(),
                        first.deadLetter().getReason() + ": "
                                + first.deadLetter().getDetail());
            }
            event = first.event();
        }
        if (letter.hasTaken(event)) {
            throw new RecordException(
                    Reasons.CONFLICTING_DUPLICATE,
                    "field event_id: " + event.eventId() + " is an event already, of which this is a dead letter ("
                            + letter.reason() + "): give the mended record an event_id of its own");
        }
        return new Mended(letter, event, toTopic);
    }

    private Ingested ingest(DeadLetter letter, ObjectNode json, Instant receivedAt, Origin origin) {
        ObjectNode whole = json.deepCopy();
        if (receivedAt != null) {
            whole.put(JsonRecords.RECEIVED_AT, receivedAt.toEpochMilli());
        }
        return intake.ofJson(Streams.named(letter.stream()), whole.toString(), personalData, origin);
    }

    /** When it was received first; null where nobody knows: then it counts as received when it happened. */
    private static Instant first(DeadLetter letter) {
        return letter.receivedAt().toEpochMilli() == 0 ? null : letter.receivedAt();
    }

    /** One file of each stream, named by what is in it, complete at once. */
    private void file(List<Mended> old) throws IOException {
        Map<String, List<Mended>> byStream = new TreeMap<>();
        old.forEach(one -> byStream.computeIfAbsent(one.event().stream(), any -> new ArrayList<>())
                .add(one));
        for (Map.Entry<String, List<Mended>> stream : byStream.entrySet()) {
            StringBuilder lines = new StringBuilder();
            List<String> ids = new ArrayList<>();
            for (Mended one : stream.getValue()) {
                String json = JsonText.of(one.event().payload());
                lines.append(json, 0, json.length() - 1)
                        .append(",\"received_at\":")
                        .append(one.event().receivedAtMillis())
                        .append("}\n");
                ids.add(one.letter().id());
            }
            Files.createDirectories(archive);
            Path part = Files.writeString(archive.resolve("." + stream.getKey() + ".part"), lines);
            Files.move(
                    part,
                    archive.resolve(stream.getKey() + "-replayed-" + name(ids) + ".jsonl"),
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String name(List<String> ids) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ids.stream().sorted().forEach(id -> digest.update((id + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
