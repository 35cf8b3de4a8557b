package dev.milepost.cli.chaos;

import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.oracle.DeadLetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Which dead letters there must be: one for each record that is not to be read, known by where it stands, and one for each
 * that the written rules refuse, known by its reason and its id.
 */
final class Letters {

    private static final Set<String> UNREADABLE = Set.of("undecodable", "unknown_schema");

    private Letters() {}

    static Map<String, Long> expected(Recording recording, List<DeadLetter> refused) {
        return counted(Stream.concat(
                recording.unreadable().stream(),
                refused.stream().map(letter -> letter.reason() + " " + letter.stream() + " " + letter.eventId())));
    }

    static Map<String, Long> found(List<SpecificRecord> rows) {
        return counted(rows.stream().map(DeadLetterRow.class::cast).map(Letters::name));
    }

    /** The name of a record that cannot be read. */
    static String at(String topic, int partition, long offset) {
        return "unreadable " + topic + "-" + partition + " " + offset;
    }

    private static String name(DeadLetterRow row) {
        return UNREADABLE.contains(row.getReason())
                ? at(row.getOrigin(), row.getOriginPartition(), row.getOriginPosition())
                : row.getReason() + " " + row.getStream() + " " + row.getEventId();
    }

    private static Map<String, Long> counted(Stream<String> names) {
        Map<String, Long> counts = new HashMap<>();
        names.forEach(name -> counts.merge(name, 1L, Long::sum));
        return counts;
    }
}
