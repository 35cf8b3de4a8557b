package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Facts;
import dev.milepost.programs.model.Measure;
import dev.milepost.runtime.fold.Timed;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one subject sees: an event, or a fact that another fold found ({@code referral.*}, {@code reward.released}, {@code
 * milestone.ID} of others).
 *
 * @param name as patterns name it
 * @param timeMillis event time; of a fact, that of the latest event that it rests on
 * @param id breaks ties of time: the event_id
 * @param identity two versions of a fact share it; of an event, its id
 * @param isEvent false: a fact, which may come again in another version
 * @param stands false: a version that says that the fact is no more. Only facts
 * @param seenBy the {@linkplain SubjectKind#bit kinds} of rules that see it, as whose event it is one
 * @param program the only program whose rules see it, or null for all. Of {@code referral.*}: the referral's
 * @param currency ISO 4217 code of the money, or null
 * @param amountMinor minor units, or null
 * @param mrrMinor minor units, or null
 * @param valueMicros a click's value in millionths, or null
 * @param fields the texts of all other fields: country, plan, segment, properties, order_id and refund_id of a purchase, user
 *     attributes, {@code referrer.F} and {@code referee.F} as they hold at the event's time
 */
public record SubjectEvent(
        String name,
        long timeMillis,
        String id,
        String identity,
        boolean isEvent,
        boolean stands,
        int seenBy,
        String program,
        String currency,
        Long amountMinor,
        Long mrrMinor,
        Long valueMicros,
        Map<String, String> fields)
        implements Timed, Facts {

    /** Of a purchase, in {@link #fields}. */
    public static final String ORDER_ID = "order_id";

    /** Of a refund, a chargeback, or the cancellation of one, in {@link #fields}. */
    public static final String REFUND_ID = "refund_id";

    public SubjectEvent {
        fields = Map.copyOf(fields);
    }

    @Override
    public Long measure(Measure measure) {
        return switch (measure) {
            case AMOUNT -> amountMinor;
            case MRR -> mrrMinor;
            case ARR -> mrrMinor == null ? null : (Long) Measure.annualised(mrrMinor);
            case VALUE -> valueMicros;
        };
    }

    @Override
    public String text(String field) {
        return fields.get(field);
    }

    /** Two copies of one event tell the same. */
    @Override
    public long contentHash() {
        return hashCode();
    }

    /** This, with only those of its texts. */
    SubjectEvent keeping(Set<String> names) {
        if (names.containsAll(fields.keySet())) {
            return this;
        }
        Map<String, String> kept = new HashMap<>(fields);
        kept.keySet().retainAll(names);
        return new SubjectEvent(
                name,
                timeMillis,
                id,
                identity,
                isEvent,
                stands,
                seenBy,
                program,
                currency,
                amountMinor,
                mrrMinor,
                valueMicros,
                kept);
    }
}
