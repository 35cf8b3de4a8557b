package dev.milepost.testkit.oracle;

import dev.milepost.schemas.event.JourneyEvent;
import dev.milepost.schemas.row.BindingRow;
import dev.milepost.schemas.row.ConversionRow;
import dev.milepost.schemas.row.CreditRow;
import dev.milepost.schemas.row.IdentityRow;
import dev.milepost.schemas.row.TouchRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a log amounts to. Rows are in the order of their table's key and carry no revision.
 *
 * @param referralsKnown by referral_id of what is bound since when it is known who referred, in event time
 * @param accepted events that passed the time rules, without duplicates
 * @param duplicates copies of accepted events; records in = accepted + duplicates + dead letters of the time rules and
 *     conflicting duplicates (those of orders and refunds are of accepted events)
 */
public record Answer(
        List<IdentityRow> identities,
        List<TouchRow> touches,
        List<BindingRow> bindings,
        List<JourneyEvent> journey,
        List<ConversionRow> conversions,
        List<CreditRow> credits,
        List<DeadLetter> deadLetters,
        Map<String, Instant> referralsKnown,
        long accepted,
        long duplicates) {

    /** All rows, causes before effects: identities, touches, bindings, journey, conversions, credits. */
    public List<SpecificRecord> rows() {
        return Stream.<List<? extends SpecificRecord>>of(identities, touches, bindings, journey, conversions, credits)
                .<SpecificRecord>flatMap(List::stream)
                .toList();
    }

    public Map<String, Long> deadLettersByReason() {
        return deadLetters.stream()
                .collect(Collectors.groupingBy(DeadLetter::reason, TreeMap::new, Collectors.counting()));
    }
}
