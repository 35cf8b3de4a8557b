package dev.milepost.cli.chaos;

import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.oracle.DeadLetter;
import dev.milepost.testkit.population.RecordOrigin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which dead letters there must be: one for each record of garbage, by where it stands, and one for each event that the
 * written rules refuse, by its id.
 */
final class Letters {

    private Letters() {}

    static Map<String, Long> expected(Recording recording, List<DeadLetter> refused) {
        return counted(Stream.concat(
                recording.garbage().entrySet().stream()
                        .map(garbage -> name(garbage.getValue().reason(), garbage.getKey())),
                refused.stream().map(letter -> name(letter.reason(), letter.stream(), letter.eventId()))));
    }

    static Map<String, Long> found(Recording recording, List<DeadLetterRow> rows) {
        return counted(rows.stream().map(row -> {
            RecordOrigin origin = new RecordOrigin(row.getOrigin(), row.getOriginPartition(), row.getOriginPosition());
            return recording.garbage().containsKey(origin)
                    ? name(row.getReason(), origin)
                    : name(row.getReason(), row.getStream(), row.getEventId());
        }));
    }

    private static String name(String reason, RecordOrigin origin) {
        return reason + " at " + origin;
    }

    private static String name(String reason, String stream, String eventId) {
        return reason + " in " + stream + ": " + eventId;
    }

    private static Map<String, Long> counted(Stream<String> names) {
        Map<String, Long> counts = new HashMap<>();
        names.forEach(name -> counts.merge(name, 1L, Long::sum));
        return counts;
    }
}
