package dev.milepost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.pipeline.PipelineSettings;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.JsonRecords;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.ingest.Reasons;
import dev.milepost.runtime.ingest.RecordException;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a file of mended records. All of them are fit to go back in, or it is refused with what is wrong in which line. */
final class MendedFile {

    /** So many wrong lines are told one by one. */
    private static final int MOST_PROBLEMS = 20;

    private final Path file;
    private final Intake intake;
    private final PersonalData personalData;
    private final long horizonMillis;
    private final TreeMap<Integer, String> problems = new TreeMap<>();

    /**
     * Nothing is read yet.
     *
     * @param settings by which records are judged
     */
    MendedFile(Path file, Settings settings, PersonalData personalData) {
        this.file = file;
        this.intake = new Intake(settings);
        this.personalData = personalData;
        this.horizonMillis = PipelineSettings.folds(settings, 1).dedupeMillis();
    }

    /** A line that names its dead letter. */
    private record Line(int number, String id, ObjectNode json) {}

    /**
     * Its records, judged by the rules that every record meets, by their dead letters, and by who has their ids.
     *
     * @throws CommandFailure where one is not fit
     */
    List<Mended> records(DeadLetterList letters) throws IOException, ClickHouseFailure {
        List<Line> lines = lines();
        if (lines.isEmpty() && problems.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    file + " has no line: nothing was replayed. It is to hold the mended lines of dead-letters list"
                            + " --lines.");
        }
        Map<String, DeadLetter> known =
                letters.find(lines.stream().map(Line::id).toList());
        List<Mended> judged = new ArrayList<>();
        for (Line line : lines) {
            try {
                judged.add(judge(line, known.get(line.id())));
            } catch (RecordException e) {
                problems.put(line.number(), e.getMessage());
            }
        }
        Takers takers = Takers.of(letters.client(), horizonMillis, judged);
        for (Mended one : judged) {
            try {
                takers.take(one);
            } catch (RecordException e) {
                problems.put(one.line(), e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw refused();
        }
        return judged;
    }

    private List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (byte[] bytes : split(read())) {
            number++;
            try {
                String text = text(bytes);
                if (text.isBlank()) {
                    continue;
                }
                ObjectNode json = JsonRecords.parse(text);
                JsonNode id = json.remove(DeadLetter.ID);
                if (id == null || !id.isTextual()) {
                    throw invalid("field " + DeadLetter.ID + ": which dead letter is it?");
                }
                lines.add(new Line(number, id.textValue(), json));
            } catch (RecordException e) {
                problems.put(number, e.getMessage());
            }
        }
        return lines;
    }

    /** Also of a pipe, such as a shell makes of another command's output. */
    private byte[] read() throws IOException {
        if (Files.isDirectory(file)) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    file + " is a folder: give a file of lines, as dead-letters list --lines writes them.");
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.REFUSED_INPUT, "There is no file " + file + ": check the path.", e);
        } catch (AccessDeniedException e) {
            throw new CommandFailure(ExitCode.REFUSED_INPUT, file + " may not be read: check its permissions.", e);
        }
    }

    private static List<byte[]> split(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        return lines;
    }

    private static String text(byte[] bytes) throws RecordException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RecordException(Reasons.UNDECODABLE, "not UTF-8");
        }
    }

    private Mended judge(Line line, DeadLetter letter) throws RecordException {
        ObjectNode json = line.json();
        if (letter == null) {
            throw invalid("there is no dead letter " + line.id() + ", or it was replayed already");
        }
        if (letter.isOfProgram()) {
            throw invalid("dead letter " + letter.id() + " is of a version of a program, which only ./milepost program"
                    + " apply puts in: mend its file (dead-letters show has its text), and apply that with a valid_from"
                    + " ahead");
        }
        if (!letter.hasRecord()) {
            throw invalid("dead letter " + letter.id() + " has no record of a stream that could be mended");
        }
        if (json.has(DeadLetter.BYTES)) {
            throw invalid("these are bytes that nobody could read: put the record's fields in place of base64");
        }
        JsonRecords.takeReceivedAt(json);
        Origin origin = Origin.ofFile(file.getFileName().toString(), line.number());
        // As if it were received now: whether it may go to its topic. Else as it was received first.
        Event event = ingest(letter, json, Instant.now(), origin).event();
        if (event != null) {
            return new Mended(line.number(), letter, event, true);
        }
        Ingested first = ingest(letter, json, first(letter), origin);
        if (first.suppressed() != null) {
            throw new RecordException(Reasons.INVALID, "it is of a user who was erased");
        }
        if (first.event() == null) {
            throw new RecordException(
                    first.deadLetter().getReason(),
                    first.deadLetter().getReason() + ": " + first.deadLetter().getDetail());
        }
        return new Mended(line.number(), letter, first.event(), false);
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

    private CommandFailure refused() {
        StringBuilder told = new StringBuilder();
        problems.entrySet().stream()
                .limit(MOST_PROBLEMS)
                .forEach(problem -> told.append("\n  ")
                        .append(file)
                        .append(", line ")
                        .append(problem.getKey())
                        .append(": ")
                        .append(problem.getValue()));
        if (problems.size() > MOST_PROBLEMS) {
            told.append("\n  … and ").append(problems.size() - MOST_PROBLEMS).append(" more");
        }
        return new CommandFailure(
                ExitCode.REFUSED_INPUT,
                "These lines would be dead letters again, or change nothing, or are none of dead-letters list --lines:"
                        + told + "\nNothing was replayed. Mend them, or take them out.");
    }

    private static RecordException invalid(String problem) {
        return new RecordException(Reasons.INVALID, problem);
    }
}
