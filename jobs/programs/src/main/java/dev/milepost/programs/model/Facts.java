package dev.milepost.programs.model;

/** What a program file may ask of an event. Whoever holds events implements it without copying them. */
public interface Facts {

    /**
     * A click's name, or {@code signup}, {@code order}, {@code renewal}, {@code refund}, {@code chargeback},
     * {@code refund_cancelled}, {@code referral.X}, {@code milestone.ID}.
     */
    String name();

    /** ISO 4217 code of the money, or null where it carries none. */
    String currency();

    /** Minor units of {@link #currency()}, millionths of a value; null where the event has no such field. */
    Long measure(Measure measure);

    /**
     * The text under a field's name, or null: country, plan and segment are the event's own, else a property of the name;
     * {@code referrer.F} and {@code referee.F} are F of the party's attributes as they hold at the event's time.
     */
    String text(String field);
}
