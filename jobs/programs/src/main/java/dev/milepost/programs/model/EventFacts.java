package dev.milepost.programs.model;

import java.util.Map;

/**
 * The facts of an event of one user, as attribution sees it; it knows no parties. All but name and properties may be null,
 * where the event has no such field.
 *
 * @param name a click's name, or {@code signup}, {@code order}, {@code renewal}, {@code refund}, {@code chargeback},
 *     {@code refund_cancelled}
 * @param currency ISO 4217 code of the amounts
 * @param amountMinor minor units
 * @param mrrMinor minor units
 * @param valueMicros a click's value in millionths: the unscaled decimal of the stream
 * @param country the event's own; where null, the property of that name stands for it, as for the next two
 * @param plan of a signup
 * @param segment of a signup
 * @param properties anything else
 */
public record EventFacts(
        String name,
        String currency,
        Long amountMinor,
        Long mrrMinor,
        Long valueMicros,
        String country,
        String plan,
        String segment,
        Map<String, String> properties)
        implements Facts {

    /** Facts of a click. */
    public static EventFacts click(String name, Long valueMicros, String country, Map<String, String> properties) {
        return new EventFacts(name, null, null, null, valueMicros, country, null, null, properties);
    }

    /** Facts of a signup. */
    public static EventFacts signup(String country, String plan, String segment, Map<String, String> properties) {
        return new EventFacts(Names.SIGNUP, null, null, null, null, country, plan, segment, properties);
    }

    /** Facts of a purchase; the name is its kind in lower case. */
    public static EventFacts purchase(
            String name, String currency, long amountMinor, Long mrrMinor, Map<String, String> properties) {
        return new EventFacts(name, currency, amountMinor, mrrMinor, null, null, null, null, properties);
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
        String own = switch (field) {
            case Names.COUNTRY -> country;
            case Names.PLAN -> plan;
            case Names.SEGMENT -> segment;
            default -> null;
        };
        return own != null ? own : properties.get(field);
    }
}
