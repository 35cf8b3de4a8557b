package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.ingest.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends mended records back in.
 *
 * <p>First all lines are checked ({@link MendedFile}); nothing is done where one fails. Then they are sent or filed, and last
 * their dead letters are noted as replayed. A crash between leaves them on the list; replaying them again repeats records under
 * the same event_id, which are duplicates, and files of the same name.
 */
final class DeadLetterReplay {

    private final Terminal terminal;
    private final DeadLetterList letters;
    private final WayBack way;

    /** For a warehouse's dead letters. */
    DeadLetterReplay(Terminal terminal, DeadLetterList letters, WayBack way) {
        this.terminal = terminal;
        this.letters = letters;
        this.way = way;
    }

    void run(Path file, MendedFile mendedFile) throws IOException, ClickHouseFailure {
        List<Mended> mended = mendedFile.records(letters);
        List<Mended> toTopic = mended.stream().filter(Mended::toTopic).toList();
        List<Mended> toArchive = mended.stream().filter(one -> !one.toTopic()).toList();
        // Both are there, or nothing is done.
        String kafka = toTopic.isEmpty() ? null : way.kafkaFor(toTopic.size(), file);
        Path archive = toArchive.isEmpty() ? null : way.archiveFor(toArchive.size(), file);
        if (kafka != null) {
            send(toTopic, kafka);
        }
        if (archive != null) {
            file(toArchive, archive);
        }
        letters.replayed(mended.stream()
                .map(one -> new DeadLetterList.Replayed(
                        one.letter(),
                        one.toTopic() ? "topic" : "archive",
                        one.event().eventId()))
                .toList());
        tell(toTopic.size(), toArchive.size(), archive);
    }

    private static void send(List<Mended> records, String kafka) {
        try (StreamProducer producer = new StreamProducer(kafka)) {
            records.stream().map(one -> one.event().stream()).distinct().forEach(producer::expect);
            records.forEach(one -> producer.send(
                    one.event().stream(), one.event().key(), one.event().payload()));
            producer.flush();
        }
    }

    private void tell(int toTopic, int toArchive, Path archive) {
        terminal.say("Replayed " + Text.count((long) toTopic + toArchive, "dead letter") + ": "
                + Text.count(toTopic, "record") + " to its topic, " + Text.count(toArchive, "record")
                + " to the archive.");
        if (toArchive > 0) {
            terminal.say("Those in the archive (" + archive + ") are older than the lateness allows a live stack: they"
                    + " count from the next rebuild on, ./milepost backfill --events " + archive + " "
                    + way.warehouse() + ".");
        }
    }

    /** One file of each stream, named by what is in it, complete at once. */
    private static void file(List<Mended> old, Path archive) throws IOException {
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
