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
import java.util.Set;

/**
 * The table {@code dead_letters} of a log, as far as the log alone decides it: for every letter its reason, stream, id and
 * times, and of a purchase that attribution refused the record itself. Where a record was read depends on who delivered it,
 * so both sides are compared without origin and detail, and under ids that this class gives.
 */
public final class ExpectedLetters {

    /** The letter of a day's clicks, which has no receipt: it tells the time of the first of them. */
    private static final String OF_A_DAY = "click_limit";

    /** Refused by attribution, which must tell them as they came. */
    private static final Set<String> OF_PURCHASES =
            Set.of("duplicate_order", "order_expired", "order_unknown", "currency_mismatch");

    /**
     * Of decisions about rewards and cases: payouts of what nobody was given, what is said of no referral, or of one that there is
     * not, and reviews that a case does not take.
     */
    private static final Set<String> OF_DECISIONS =
            Set.of("payout_refused", "review_unresolved", "referral_unknown", "review_refused");

    private ExpectedLetters() {}

    /** Whether only who answers for decisions, too, can know that it must be. */
    public static boolean isOfDecisions(DeadLetterRow letter) {
        return OF_DECISIONS.contains(letter.getReason());
    }

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
                                            record.eventTime(),
                                            "")
                                    : letter(of.reason(), record)));
        }
        return numbered(letters);
    }

    /** The letters that a table shows, in the same form. */
    public static List<DeadLetterRow> shown(Collection<DeadLetterRow> rows) {
        List<DeadLetterRow> letters = new ArrayList<>();
        for (DeadLetterRow row : rows) {
            letters.add(letter(
                    row.getReason(),
                    row.getStream(),
                    row.getEventId(),
                    row.getEventTime(),
                    row.getReceivedAt(),
                    OF_PURCHASES.contains(row.getReason()) ? RecordText.ofJson(row.getPayload()) : ""));
        }
        return numbered(letters);
    }

    private static DeadLetterRow letter(String reason, TimedRecord record) {
        return letter(
                reason,
                record.stream(),
                record.eventId(),
                record.eventTime(),
                record.receivedAt(),
                OF_PURCHASES.contains(reason) ? RecordText.of(record.record()) : "");
    }

    private static DeadLetterRow letter(
            String reason, String stream, String eventId, Instant eventTime, Instant receivedAt, String payload) {
        String id = String.join(" ", reason, stream, eventId, "at " + eventTime, "received " + receivedAt);
        return new DeadLetterRow(id, reason, "", stream, "", -1, 0L, eventId, eventTime, receivedAt, payload);
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
