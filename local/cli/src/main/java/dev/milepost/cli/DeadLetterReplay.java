package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Sends mended records back in.
 *
 * <p>First all lines are checked ({@link MendedFile}); nothing is done where one fails. Then they are sent or filed, and last
 * their dead letters are noted as replayed. A crash between leaves them on the list; replaying them again repeats records under
 * the same event_id, which are duplicates, and files of the same name. Mended otherwise they are others: of two under one
 * event_id, one is a dead letter of the next rebuild.
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
        if (mended.stream().anyMatch(one -> way.unread().contains(one.event().stream()))) {
            throw Unread.refusal(file.toString());
        }
        List<Mended> toTopic = mended.stream().filter(Mended::toTopic).toList();
        List<Mended> toArchive = mended.stream().filter(one -> !one.toTopic()).toList();
        // Both are there, or nothing is done.
        String kafka = toTopic.isEmpty() ? null : way.kafkaFor(toTopic.size(), file);
        Path archive = toArchive.isEmpty() ? null : way.archiveFor(toArchive.size(), file);
        if (kafka != null) {
            send(toTopic, kafka);
        }
        if (archive != null) {
            FiledRecords.file(toArchive, archive);
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
}
