package dev.milepost.testkit.scenario;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import dev.milepost.testkit.scenario.Words.Unreadable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Makes an event of the streams of what a line says. Each user has one browser and one e-mail address. */
final class EventLines {

    private static final int VALUE_DIGITS = 6;

    private final String program;

    EventLines(String program) {
        this.program = program;
    }

    SpecificRecord read(String verb, String id, Instant at, Words words) throws Unreadable {
        return switch (verb) {
            case "signup" -> signup(id, at, words);
            case "code" -> code(id, at, words);
            case "link" -> link(id, at, words);
            case "invite" -> invite(id, at, words);
            case "did" -> did(id, at, words);
            case "attributes" ->
                UserAttributes.newBuilder()
                        .setEventId(id)
                        .setEventTime(at)
                        .setUserId(words.next("a user"))
                        .setAttributes(words.rest())
                        .build();
            case "order", "renewal", "refund", "chargeback", "refund_cancelled" -> purchase(verb, id, at, words);
            default ->
                throw new Unreadable(verb
                        + " is nothing that happens: use signup, code, invite, link, did, attributes, order, renewal,"
                        + " refund, chargeback, refund_cancelled, verdict, review or payout");
        };
    }

    private static String browser(String user) {
        return "browser-of-" + user;
    }

    private static String emailHash(String user) {
        return "email-of-" + user;
    }

    private static Signup signup(String id, Instant at, Words words) throws Unreadable {
        String user = words.next("who signs up");
        return Signup.newBuilder()
                .setEventId(id)
                .setEventTime(at)
                .setUserId(user)
                .setAnonymousId(browser(user))
                .setEmailHash(emailHash(user))
                .setReferralCode(words.take("code"))
                .setAccountId(words.take("account"))
                .setPlan(words.take("plan"))
                .setSegment(words.take("segment"))
                .setCountry(words.take("country"))
                .setMarketingConsent(consents(words.take("consent")))
                .setProperties(words.rest())
                .build();
    }

    private static boolean consents(String word) throws Unreadable {
        if (word == null || word.equals("no")) {
            return false;
        }
        if (word.equals("yes")) {
            return true;
        }
        throw new Unreadable("consent=" + word + " is unknown: write yes or no");
    }

    private static Click.Builder click(String id, Instant at, String user, String name) {
        return Click.newBuilder()
                .setEventId(id)
                .setEventTime(at)
                .setAnonymousId(browser(user))
                .setName(name);
    }

    private Click code(String id, Instant at, Words words) throws Unreadable {
        String user = words.next("whose code it is");
        String other = words.take("program");
        return click(id, at, user, "referral_code_created")
                .setUserId(user)
                .setReferralCode(words.next("the code"))
                .setProperties(Map.of("program", other == null ? program : other))
                .build();
    }

    private static Click link(String id, Instant at, Words words) throws Unreadable {
        return click(id, at, words.next("who clicks"), "referral_link_clicked")
                .setReferralCode(words.next("the code"))
                .build();
    }

    private static Click invite(String id, Instant at, Words words) throws Unreadable {
        String user = words.next("who invites");
        return click(id, at, user, "invite_sent")
                .setUserId(user)
                .setReferralCode(words.next("the code"))
                .setProperties(Map.of("invitee_email_hash", emailHash(words.next("who is invited"))))
                .build();
    }

    private static Click did(String id, Instant at, Words words) throws Unreadable {
        String user = words.next("who does it");
        String value = words.take("value");
        Click.Builder click = click(id, at, user, words.next("an event's name"))
                .setUserId(user)
                .setCountry(words.take("country"))
                .setProperties(words.rest());
        if (value != null) {
            click.setValue(exact(value, VALUE_DIGITS));
        }
        return click.build();
    }

    private static BigDecimal exact(String text, int digits) throws Unreadable {
        try {
            return Words.number(text).setScale(digits);
        } catch (ArithmeticException e) {
            throw new Unreadable(text + " has more than " + digits + " decimal places: round it");
        }
    }

    private static Purchase purchase(String verb, String id, Instant at, Words words) throws Unreadable {
        String user = words.next("who buys");
        String orderId = words.next("an order_id");
        Quantity amount = words.quantity();
        boolean sale = verb.equals("order") || verb.equals("renewal");
        String refundId = sale ? null : words.next("a refund_id");
        String mrr = words.take("mrr");
        try {
            return Purchase.newBuilder()
                    .setEventId(id)
                    .setEventTime(at)
                    .setUserId(user)
                    .setOrderId(orderId)
                    .setKind(PurchaseKind.valueOf(verb.toUpperCase(Locale.ROOT)))
                    .setAmountMinor(amount.minor())
                    .setCurrency(amount.unit())
                    .setRefundId(refundId)
                    .setMrrMinor(
                            mrr == null
                                    ? null
                                    : Quantity.of(Words.number(mrr), amount.unit())
                                            .minor())
                    .setProperties(new HashMap<>(words.rest()))
                    .build();
        } catch (ArithmeticException e) {
            throw new Unreadable("mrr=" + mrr + " is finer than " + amount.unit() + " has it: round it");
        }
    }
}
