package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Facts;
import dev.milepost.programs.model.Measure;
import dev.milepost.runtime.fold.Timed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one subject sees: an event, or a fact that another fold found ({@code referral.*}, {@code milestone.ID} of
 * others).
 *
 * @param name as patterns name it
 * @param timeMillis event time; of a fact, that of the latest event that it rests on
 * @param id breaks ties of time: the event_id
 * @param knownMillis received_at of the event of that id; at least {@code timeMillis}
 * @param identity two versions of a fact share it; of an event, its id
 * @param isEvent false: a fact, which may come again in another version
 * @param stands false: a version that says that the fact is no more. Only facts
 * @param seenBy the {@linkplain SubjectKind#bit kinds} of rules that see it, as whose event it is one
 * @param program the only program whose rules see it, or null for all. Of {@code referral.*}: the referral's
 * @param currency ISO 4217 code of the money, or null
 * @param amountMinor minor units, or null
 * @param mrrMinor minor units, or null
 * @param valueMicros a click's value in millionths, or null
 * @param referrals referral_ids that it is of: of {@code referral.*} one; of {@code milestone.ID} those that it counts; of an
 *     account's event that of its user
 * @param fields the texts of all other fields: country, plan, segment, properties, order_id and refund_id of a purchase, user
 *     attributes, {@code referrer.F} and {@code referee.F} as they hold at the event's time
 */
public record SubjectEvent(
        String name,
        long timeMillis,
        String id,
        long knownMillis,
        String identity,
        boolean isEvent,
        boolean stands,
        int seenBy,
        String program,
        String currency,
        Long amountMinor,
        Long mrrMinor,
        Long valueMicros,
        List<String> referrals,
        Map<String, String> fields)
        implements Timed, Facts {

    /** Of a purchase, in {@link #fields}. */
    public static final String ORDER_ID = "order_id";

    /** Of a refund, a chargeback, or the cancellation of one, in {@link #fields}. */
    public static final String REFUND_ID = "refund_id";

    /** Who referred, of a {@code referral.bound}, in {@link #fields}. */
    public static final String ADVOCATE_ID = "advocate_id";

    /** Whose event it is, where the subject is somebody else, in {@link #fields}. */
    public static final String REFEREE_ID = "referee_id";

    /** A user's attributes from its time on; its texts are they. */
    public static final String USER_ATTRIBUTES = "user_attributes";

    /** Says {@link #MARKETING_CONSENT} anew. */
    public static final String CONSENT_CHANGED = "consent_changed";

    public static final String OPTED_OUT = "opted_out";

    /** The user owns {@link #REFERRAL_CODE} from its time on, in {@link #PROGRAM}. */
    public static final String CODE_CREATED = "referral_code_created";

    /** Of {@link #CODE_CREATED}, in {@link #fields}. */
    public static final String REFERRAL_CODE = "referral_code";

    /** Of {@link #CODE_CREATED}, in {@link #fields}: its program; that of no file where there is none. */
    public static final String PROGRAM = "program";

    /**
     * A person has rejected the referral, or has approved it. The latest of them counts. No event of a program file is called so:
     * none has a blank.
     */
    public static final String REFERRAL_REJECTED = "referral rejected";

    public static final String REFERRAL_APPROVED = "referral approved";

    /** Of a signup and of {@link #CONSENT_CHANGED}, in {@link #fields}: true or false. */
    public static final String MARKETING_CONSENT = "marketing_consent";

    public SubjectEvent {
        knownMillis = Math.max(knownMillis, timeMillis);
        referrals = List.copyOf(referrals);
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
        Map<String, String> kept = new HashMap<>();
        fields.forEach((field, text) -> {
            if (names.contains(field)) {
                kept.put(field, text);
            }
        });
        return like(name, timeMillis, id, knownMillis, identity, isEvent, stands, seenBy, program, referrals, kept);
    }

    /** This, as rules of those kinds and that program see it. */
    public SubjectEvent toldTo(int kinds, String ofProgram) {
        return like(name, timeMillis, id, knownMillis, identity, isEvent, stands, kinds, ofProgram, referrals, fields);
    }

    /** This under another identity and name, with more texts. */
    public SubjectEvent as(String otherIdentity, String otherName, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(fields);
        all.putAll(more);
        return like(
                otherName,
                timeMillis,
                id,
                knownMillis,
                otherIdentity,
                isEvent,
                stands,
                seenBy,
                program,
                referrals,
                all);
    }

    /** A version of this as a fact, that rests on a later event. */
    public SubjectEvent version(long laterMillis, String causeId, long laterKnownMillis, boolean itStands) {
        return like(
                name,
                laterMillis,
                causeId,
                Math.max(knownMillis, laterKnownMillis),
                identity,
                false,
                itStands,
                seenBy,
                program,
                referrals,
                fields);
    }

    /** This, as one of that referral. */
    public SubjectEvent of(String referralId) {
        return like(
                name,
                timeMillis,
                id,
                knownMillis,
                identity,
                isEvent,
                stands,
                seenBy,
                program,
                List.of(referralId),
                fields);
    }

    /** With the same money and value. */
    private SubjectEvent like(
            String otherName,
            long otherMillis,
            String otherId,
            long otherKnownMillis,
            String otherIdentity,
            boolean event,
            boolean itStands,
            int kinds,
            String ofProgram,
            List<String> ofReferrals,
            Map<String, String> texts) {
        return new SubjectEvent(
                otherName,
                otherMillis,
                otherId,
                otherKnownMillis,
                otherIdentity,
                event,
                itStands,
                kinds,
                ofProgram,
                currency,
                amountMinor,
                mrrMinor,
                valueMicros,
                ofReferrals,
                texts);
    }
}
