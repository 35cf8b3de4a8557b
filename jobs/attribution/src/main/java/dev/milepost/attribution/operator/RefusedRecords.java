package dev.milepost.attribution.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.VisitorEvent.Click;
import dev.milepost.attribution.model.VisitorEvent.Role;
import dev.milepost.runtime.ingest.JsonRecords;
import dev.milepost.runtime.ingest.JsonText;
import dev.milepost.runtime.ingest.RecordException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a fold refused, as the JSON object that {@link JsonRecords} reads.
 *
 * <p>A purchase is the record that came, whole: attribution carries the fields that it does not use as text for as long as
 * a letter of it may be told. A click is not: that would be state for each click that counts.
 */
final class RefusedRecords {

    private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

    private static final int VALUE_SCALE = 6;

    private static final String EVENT_ID = "event_id";
    private static final String EVENT_TIME = "event_time";
    private static final String USER_ID = "user_id";
    private static final String ORDER_ID = "order_id";
    private static final String KIND = "kind";
    private static final String AMOUNT = "amount_minor";
    private static final String CURRENCY = "currency";

    /** Those that a purchase of attribution holds as they came; its refund_id, which may be its event_id instead, is not. */
    private static final Set<String> HELD = Set.of(EVENT_ID, EVENT_TIME, USER_ID, ORDER_ID, KIND, AMOUNT, CURRENCY);

    private RefusedRecords() {}

    /** The other fields of a purchase; empty where they say nothing. */
    static String rest(dev.milepost.schemas.event.Purchase purchase) {
        ObjectNode rest = JsonText.said(purchase, HELD);
        return rest.isEmpty() ? "" : rest.toString();
    }

    static String json(Purchase purchase) {
        ObjectNode json = NODES.objectNode()
                .put(EVENT_ID, purchase.eventId())
                .put(EVENT_TIME, Instant.ofEpochMilli(purchase.timeMillis()).toString())
                .put(USER_ID, purchase.userId())
                .put(ORDER_ID, purchase.orderId())
                .put(KIND, purchase.kind().name())
                .put(AMOUNT, purchase.amountMinor())
                .put(CURRENCY, purchase.currency());
        json.setAll(parsed(purchase.rest()));
        return json.toString();
    }

    /** The fields that {@link #rest} told. */
    static ObjectNode parsed(String rest) {
        try {
            return rest.isEmpty() ? NODES.objectNode() : JsonRecords.parse(rest);
        } catch (RecordException e) {
            throw new IllegalStateException("The fields of a purchase that was accepted are no JSON", e);
        }
    }

    /**
     * What attribution keeps of a click: channel and campaign are what it was classified as, so declared they classify as
     * the same. The addresses and the hashes are not kept.
     */
    static String json(Click click) {
        ObjectNode json = NODES.objectNode()
                .put(EVENT_ID, click.eventId())
                .put(EVENT_TIME, Instant.ofEpochMilli(click.timeMillis()).toString())
                .put("anonymous_id", click.anonymousId());
        put(json, USER_ID, click.userId());
        put(json, "session_id", click.sessionId());
        json.put("name", click.name());
        put(json, "channel", click.channel());
        put(json, "campaign", click.campaign());
        put(json, "referral_code", click.referralCode());
        if (click.role() == Role.BOT) {
            json.put("is_bot", true);
        }
        put(json, "country", click.facts().country());
        if (click.facts().valueMicros() != null) {
            json.put("value", BigDecimal.valueOf(click.facts().valueMicros(), VALUE_SCALE));
        }
        Map<String, String> properties = new TreeMap<>(click.facts().properties());
        String property = ClickReader.detailProperty(click.role());
        if (property != null && !click.detail().isEmpty()) {
            properties.put(property, click.detail());
        }
        if (!properties.isEmpty()) {
            ObjectNode written = json.putObject("properties");
            properties.forEach(written::put);
        }
        return json.toString();
    }

    private static void put(ObjectNode json, String name, String text) {
        if (text != null && !text.isEmpty()) {
            json.put(name, text);
        }
    }
}
