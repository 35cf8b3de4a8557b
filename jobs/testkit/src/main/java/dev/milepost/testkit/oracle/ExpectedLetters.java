package dev.milepost.testkit.oracle;

import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.TableKeys;
import dev.milepost.testkit.population.TimedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table {@code dead_letters} of a log, as far as the log alone decides it: for every letter its reason, stream, id and
 * times. Where a record was read depends on who delivered it, so both sides are compared without origin, payload and
 * detail, and under ids that this class gives.
 */
public final class ExpectedLetters {

    /** The letter of a day's clicks, which has no receipt: it tells the time of the first of them. */
    private static final String OF_A_DAY = "click_limit";

    private ExpectedLetters() {}

    /**
     * The letters; the order of {@code log} does not matter. A record that is in it twice is in it twice.
     *
     * @param answer the oracle's of the same log: attribution refuses events that ingest accepted
     */
    public static List<DeadLetterRow> of(List<TimedRecord> log, Answer answer) {
        AcceptedLog accepted = AcceptedLog.of(log);
        List<DeadLetterRow> letters = new ArrayList<>();
        accepted.unusable().forEach(each -> letters.add(letter(each.reason(), each.record())));
        List<DeadLetter> byAttribution = new ArrayList<>(answer.deadLetters());
        accepted.deadLetters().forEach(byAttribution::remove);
        for (DeadLetter of : byAttribution) {
            accepted.events().stream()
                    .filter(record -> record.stream().equals(of.stream())
                            && record.key().equals(of.key())
                            && record.eventId().equals(of.eventId())
                            && record.eventTime().equals(of.eventTime()))
                    .findFirst()
                    .ifPresent(record -> letters.add(
                            of.reason().equals(OF_A_DAY)
                                    ? letter(
                                            of.reason(),
                                            of.stream(),
                                            of.eventId(),
                                            record.eventTime(),
                                            record.eventTime())
                                    : letter(of.reason(), record)));
        }
        return numbered(letters);
    }

    /** The letters that a table shows, in the same form. */
    public static List<DeadLetterRow> shown(Collection<DeadLetterRow> rows) {
        List<DeadLetterRow> letters = new ArrayList<>();
        for (DeadLetterRow row : rows) {
            letters.add(letter(
                    row.getReason(), row.getStream(), row.getEventId(), row.getEventTime(), row.getReceivedAt()));
        }
        return numbered(letters);
    }

    private static DeadLetterRow letter(String reason, TimedRecord record) {
        return letter(reason, record.stream(), record.eventId(), record.eventTime(), record.receivedAt());
    }

    private static DeadLetterRow letter(
            String reason, String stream, String eventId, Instant eventTime, Instant receivedAt) {
        String id = String.join(" ", reason, stream, eventId, "at " + eventTime, "received " + receivedAt);
        return new DeadLetterRow(id, reason, "", stream, "", -1, 0L, eventId, eventTime, receivedAt, "");
    }

    /** Letters that are alike get numbers, so that each is a row of its own. */
    private static List<DeadLetterRow> numbered(List<DeadLetterRow> letters) {
        Map<String, Integer> alike = new HashMap<>();
        for (DeadLetterRow letter : letters) {
            int number = alike.merge(letter.getDeadLetterId(), 1, Integer::sum);
            letter.setDeadLetterId(letter.getDeadLetterId() + " #" + number);
        }
        return letters.stream().sorted(TableKeys.ORDER).toList();
    }
}
