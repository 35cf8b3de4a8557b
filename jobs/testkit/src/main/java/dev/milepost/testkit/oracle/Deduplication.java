package dev.milepost.testkit.oracle;

import dev.milepost.schemas.ContentHash;
import dev.milepost.testkit.population.TimedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which records stand and which are conflicts, of those that the time rules let pass.
 *
 * <p>Records of one stream, key and event_id are the same event where they have the same content; all but the one received
 * first are duplicates. An event is refused where another of its identity with other content is smaller in (event_time,
 * hash of the content) and at most 24 hours and a minute before it.
 *
 * @param accepted of each event that stands, the copy received first
 * @param refused of each event that is refused, the copy received first
 * @param duplicates how many further copies there are of either
 */
record Deduplication(List<TimedRecord> accepted, List<TimedRecord> refused, long duplicates) {

    private static final Duration HORIZON = Duration.ofHours(24).plusMinutes(1);

    private record Identity(String stream, String key, String eventId) {}

    private record Content(Instant eventTime, long hash) implements Comparable<Content> {

        private static final Comparator<Content> ORDER =
                Comparator.comparing(Content::eventTime).thenComparing(Content::hash);

        boolean refuses(Content other) {
            return compareTo(other) < 0 && !other.eventTime.isAfter(eventTime.plus(HORIZON));
        }

        @Override
        public int compareTo(Content other) {
            return ORDER.compare(this, other);
        }
    }

    static Deduplication of(Collection<TimedRecord> records) {
        ContentHash hash = new ContentHash();
        Map<Identity, Map<Content, TimedRecord>> events = new LinkedHashMap<>();
        for (TimedRecord record : records) {
            events.computeIfAbsent(
                            new Identity(record.stream(), record.key(), record.eventId()), any -> new HashMap<>())
                    .merge(
                            new Content(record.eventTime(), hash.of(record.record())),
                            record,
                            (one, other) -> other.receivedAt().isBefore(one.receivedAt()) ? other : one);
        }
        List<TimedRecord> accepted = new ArrayList<>();
        List<TimedRecord> refused = new ArrayList<>();
        for (Map<Content, TimedRecord> ofOne : events.values()) {
            ofOne.forEach((content, record) -> {
                boolean conflicts = ofOne.keySet().stream().anyMatch(other -> other.refuses(content));
                (conflicts ? refused : accepted).add(record);
            });
        }
        return new Deduplication(accepted, refused, records.size() - accepted.size() - (long) refused.size());
    }
}
