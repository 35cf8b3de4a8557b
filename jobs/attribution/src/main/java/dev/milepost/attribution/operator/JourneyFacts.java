package dev.milepost.attribution.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.attribution.model.AttributionFact.Bought;
import dev.milepost.attribution.model.AttributionFact.Referred;
import dev.milepost.attribution.model.NamedClick;
import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.VisitorFact.Named;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.JourneyFact;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Tells the stream {@code journey} what is known of a user. Each identity has one writer: accounts tell signups and attributes,
 * visitors clicks, attribution purchases that count and the steps of a referral.
 */
final class JourneyFacts {

    private JourneyFacts() {}

    /** Turns what was known into what is: of one user and identity the later takes the earlier's place. */
    static void replace(List<JourneyFact> before, List<JourneyFact> after, Emission<?> out) {
        Map<List<String>, JourneyFact> left = new LinkedHashMap<>();
        before.forEach(fact -> left.put(key(fact), fact));
        for (JourneyFact fact : after) {
            if (!fact.equals(left.remove(key(fact)))) {
                out.collect(Sides.JOURNEY, Change.put(fact));
            }
        }
        left.values().forEach(fact -> out.collect(Sides.JOURNEY, Change.remove(fact)));
    }

    private static List<String> key(JourneyFact fact) {
        return List.of(fact.getUserId(), fact.getIdentity());
    }

    /** A signup or a user's attributes; null for any other event. */
    static JourneyFact of(Event event) {
        SpecificRecord payload = event.payload();
        if (payload instanceof Signup signup) {
            JourneyFact fact = event(
                    event.key(),
                    "signup",
                    "signup",
                    event.eventId(),
                    event.eventTimeMillis(),
                    event.receivedAtMillis());
            fact.setCountry(signup.getCountry());
            fact.setPlan(signup.getPlan());
            fact.setSegment(signup.getSegment());
            fact.setAccountId(signup.getAccountId());
            fact.setMarketingConsent(signup.getMarketingConsent());
            fact.setProperties(signup.getProperties());
            return fact;
        } else if (payload instanceof UserAttributes attributes) {
            JourneyFact fact = event(
                    event.key(),
                    "user_attributes",
                    "user_attributes",
                    event.eventId(),
                    event.eventTimeMillis(),
                    event.receivedAtMillis());
            fact.setProperties(attributes.getAttributes());
            return fact;
        }
        return null;
    }

    /** A click that somebody owns. */
    static List<JourneyFact> of(String anonymousId, Named named) {
        if (named == null || named.ownerId() == null) {
            return List.of();
        }
        NamedClick click = named.click();
        JourneyFact fact = event(
                named.ownerId(),
                click.name(),
                "click/" + anonymousId,
                click.eventId(),
                click.timeMillis(),
                click.receivedAtMillis());
        fact.setKnownTime(Instant.ofEpochMilli(named.knownMillis()));
        fact.setValueMicros(click.facts().valueMicros());
        fact.setCountry(click.facts().country());
        fact.setProperties(click.facts().properties());
        fact.setReferralCode(click.referralCode());
        return List.of(fact);
    }

    static List<JourneyFact> of(Bought bought) {
        if (bought == null) {
            return List.of();
        }
        Purchase purchase = bought.purchase();
        JourneyFact fact = event(
                purchase.userId(),
                purchase.kind().name().toLowerCase(Locale.ROOT),
                "purchase",
                purchase.eventId(),
                purchase.timeMillis(),
                purchase.receivedAtMillis());
        fact.setKnownTime(Instant.ofEpochMilli(bought.knownMillis()));
        fact.setOrderId(purchase.orderId());
        fact.setRefundId(purchase.refundId().isEmpty() ? null : purchase.refundId());
        fact.setCurrency(purchase.currency());
        fact.setAmountMinor(purchase.amountMinor());
        ObjectNode rest = RefusedRecords.parsed(purchase.rest());
        if (rest.hasNonNull("mrr_minor")) {
            fact.setMrrMinor(rest.get("mrr_minor").longValue());
        }
        fact.setProperties(texts(rest.get("properties")));
        return List.of(fact);
    }

    private static Map<String, String> texts(JsonNode properties) {
        Map<String, String> texts = new HashMap<>();
        if (properties != null) {
            properties
                    .properties()
                    .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        }
        return texts;
    }

    static List<JourneyFact> of(String userId, Referred referred) {
        if (referred == null) {
            return List.of();
        }
        JourneyFact fact = fact(
                userId,
                referred.name(),
                referred.name() + "/" + referred.referralId(),
                referred.causeEventId(),
                referred.timeMillis(),
                referred.receivedAtMillis());
        fact.setKnownTime(Instant.ofEpochMilli(referred.knownMillis()));
        fact.setReferralId(referred.referralId());
        fact.setStands(referred.binding() != null);
        if (referred.binding() != null) {
            fact.setAdvocateId(referred.binding().advocate());
            fact.setProgramId(referred.binding().program());
            fact.setReferralCode(referred.binding().code());
            fact.setTouchTime(Instant.ofEpochMilli(referred.binding().touchMillis()));
        }
        return List.of(fact);
    }

    /** An id may be used again for another event, long after. */
    private static JourneyFact event(
            String userId, String name, String kind, String eventId, long timeMillis, long receivedAtMillis) {
        return fact(userId, name, kind + "/" + eventId + "@" + timeMillis, eventId, timeMillis, receivedAtMillis);
    }

    private static JourneyFact fact(
            String userId, String name, String identity, String eventId, long timeMillis, long receivedAtMillis) {
        JourneyFact fact = new JourneyFact();
        fact.setUserId(userId);
        fact.setName(name);
        fact.setIdentity(identity);
        fact.setKnownTime(Instant.ofEpochMilli(timeMillis));
        fact.setEventTime(Instant.ofEpochMilli(timeMillis));
        fact.setEventId(eventId);
        fact.setReceivedAt(Instant.ofEpochMilli(receivedAtMillis));
        fact.setStands(true);
        fact.setProperties(Map.of());
        return fact;
    }
}
