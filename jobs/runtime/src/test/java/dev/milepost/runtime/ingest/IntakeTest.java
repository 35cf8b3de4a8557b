package dev.milepost.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.ContentHash;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.row.DeadLetterRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IntakeTest {

    private static final StreamContract PURCHASES = Streams.named("purchases");
    private static final StreamContract SIGNUPS = Streams.named("signups");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Origin ORIGIN = new Origin("purchases", 2, 17);
    private static final Origin LINE = Origin.ofFile("purchases.jsonl", 3);
    private static final PersonalData KEYED = PersonalData.withKey("correct horse battery staple");

    private final Intake intake = new Intake(Settings.defaults());
    private final Wire wire = new Wire();

    private static Purchase purchase() {
        return new Purchase(
                "e1", NOON, "u1", "o1", PurchaseKind.ORDER, 1999L, "USD", null, null, null, null, null, Map.of());
    }

    private Ingested received(Duration later) {
        return intake.ofWire(
                PURCHASES, wire.encode(purchase()), NOON.plus(later).toEpochMilli(), ORIGIN);
    }

    @Test
    void makesAnEventOfAValidRecord() {
        Event event = received(Duration.ofSeconds(1)).event();
        assertThat(event)
                .isEqualTo(new Event(
                        "purchases",
                        "u1",
                        "e1",
                        NOON.toEpochMilli(),
                        NOON.toEpochMilli() + 1_000,
                        new ContentHash().of(purchase()),
                        ORIGIN,
                        purchase()));
    }

    @Test
    void acceptsAtTheBoundsOfTimeAndRefusesBeyond() {
        assertThat(received(Duration.ofHours(24)).event()).isNotNull();
        assertThat(received(Duration.ofMinutes(-1)).event()).isNotNull();

        DeadLetterRow late = received(Duration.ofHours(24).plusMillis(1)).deadLetter();
        assertThat(late.getReason()).isEqualTo("late");
        assertThat(late.getDeadLetterId()).isEqualTo("late:purchases[2]@17");
        assertThat(late.getDetail())
                .isEqualTo("event_time 2026-01-01T12:00:00Z was received 1d 1ms after it, at"
                        + " 2026-01-02T12:00:00.001Z; allowed are 1d");
        assertThat(late.getEventId()).isEqualTo("e1");
        assertThat(late.getEventTime()).isEqualTo(NOON);
        assertThat(late.getPayload()).isEqualTo(JsonText.of(purchase()));

        DeadLetterRow future = received(Duration.ofMinutes(-1).minusMillis(1)).deadLetter();
        assertThat(future.getReason()).isEqualTo("future");
        assertThat(future.getDetail()).contains("received 1m 1ms before it");
    }

    @Test
    void aShareLiesBetweenNothingAndAll() {
        StreamContract verdicts = Streams.named(Streams.FRAUD_VERDICTS);
        for (String share : List.of("0", "0.000001", "1")) {
            assertThat(intake.ofJson(verdicts, verdict(share), KEYED, LINE).event())
                    .as(share)
                    .isNotNull();
        }
        for (String none : List.of("-0.000001", "1.000001", "17")) {
            DeadLetterRow refused =
                    intake.ofJson(verdicts, verdict(none), KEYED, LINE).deadLetter();
            assertThat(refused.getReason()).isEqualTo("invalid");
            assertThat(refused.getDetail())
                    .contains("field score")
                    .contains("0 to 1")
                    .contains(none);
        }
    }

    private static String verdict(String score) {
        return "{\"event_id\":\"e1\",\"event_time\":\"2026-01-01T12:00:00Z\",\"verdict_id\":\"v1\",\"referral_id\":\"r1\","
                + "\"program_id\":\"p\",\"advocate_id\":\"a\",\"referee_id\":\"b\",\"codes\":[\"RING\"],\"score\":"
                + score + "}";
    }

    @Test
    void followsTheSettingsOfTime() {
        Intake strict = new Intake(Settings.defaults()
                .with(IngestSettings.LATENESS, Duration.ofMinutes(5))
                .with(IngestSettings.FUTURE, Duration.ZERO));
        byte[] bytes = wire.encode(purchase());
        assertThat(strict.ofWire(PURCHASES, bytes, NOON.plusSeconds(301).toEpochMilli(), ORIGIN)
                        .deadLetter()
                        .getReason())
                .isEqualTo("late");
        assertThat(strict.ofWire(PURCHASES, bytes, NOON.toEpochMilli() - 1, ORIGIN)
                        .deadLetter()
                        .getReason())
                .isEqualTo("future");
    }

    @Test
    void tellsApartWhyBytesAreNoRecord() {
        long now = NOON.toEpochMilli();
        byte[] garbage = {1, 2, 3};
        DeadLetterRow undecodable =
                intake.ofWire(PURCHASES, garbage, now, ORIGIN).deadLetter();
        assertThat(undecodable.getReason()).isEqualTo("undecodable");
        assertThat(Base64.getDecoder().decode(undecodable.getPayload())).isEqualTo(garbage);
        assertThat(undecodable.getReceivedAt()).isEqualTo(NOON);
        assertThat(undecodable.getEventTime()).isNull();

        byte[] unknown = wire.encode(purchase());
        unknown[5] ^= 1;
        assertThat(intake.ofWire(PURCHASES, unknown, now, ORIGIN).deadLetter().getReason())
                .isEqualTo("unknown_schema");

        byte[] whole = wire.encode(purchase());
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 3);
        assertThat(intake.ofWire(PURCHASES, cut, now, ORIGIN).deadLetter().getReason())
                .isEqualTo("undecodable");
        assertThat(intake.ofWire(SIGNUPS, whole, now, ORIGIN).deadLetter().getDetail())
                .contains("Purchase");
        assertThat(intake.ofWire(PURCHASES, null, now, ORIGIN).deadLetter().getReason())
                .isEqualTo("undecodable");
        assertThat(intake.withoutReceipt(PURCHASES, whole, ORIGIN).deadLetter().getDetail())
                .contains("LogAppendTime");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'event_id':'e1'      | 'event_id':''           | field event_id: expected a text that is not empty",
                "'user_id':'u1'       | 'user_id':' '           | field user_id: expected a text that is not empty",
                "'order_id':'o1'      | 'order_id':'LONG'       | field order_id: expected at most 512 characters, found 513 characters",
                "'order_id':'o1'      | 'order_id':'o1','refund_id':'LONG' | field refund_id: expected at most 512 characters",
                "'amount_minor':1999  | 'amount_minor':-1       | field amount_minor: expected 0 or more, found the number -1",
                "'currency':'USD'     | 'currency':'usd'        | field currency: expected a currency code of ISO 4217, such as USD, found 'usd'",
                "'currency':'USD'     | 'currency':'XXX'        | field currency: expected a currency code",
                "'currency':'USD'     | 'currency':''           | field currency: expected a currency code",
                "'kind':'ORDER'       | 'kind':'UNKNOWN'        | field kind: expected a value that this release knows, found UNKNOWN",
                "2026-01-01T12:00:00Z | 1969-12-31T23:59:59Z    | field event_time: expected a time between 1970 and 2199",
                "2026-01-01T12:00:00Z | 2200-01-01T00:00:00Z    | field event_time: expected a time between 1970 and 2199",
                "'kind':'ORDER'       | 'kind':'ORDER','received_at':'soon' | field received_at: expected a time",
                "'kind':'ORDER'       | 'kind':'ORDER','received_at':-1     | field received_at: expected a time between 1970",
            })
    void refusesInvalidValues(String right, String wrong, String detail) {
        DeadLetterRow dead =
                intake.ofJson(PURCHASES, line(right, wrong), KEYED, LINE).deadLetter();
        assertThat(dead).isNotNull();
        assertThat(dead.getReason()).isEqualTo("invalid");
        assertThat(dead.getDetail()).contains(detail);
        assertThat(dead.getDeadLetterId()).isEqualTo("invalid:purchases.jsonl:3");
        assertThat(dead.getOriginPartition()).isEqualTo(-1);
        assertThat(dead.getOriginPosition()).isEqualTo(3);
        assertThat(dead.getPayload()).startsWith("{");
    }

    @Test
    void takesTheReceiptOfAFileFromItsFieldElseFromTheEvent() {
        Event plain = intake.ofJson(PURCHASES, line("", ""), KEYED, LINE).event();
        assertThat(plain.receivedAtMillis()).isEqualTo(plain.eventTimeMillis());
        String received = line("'kind'", "'received_at':'2026-01-01T12:00:09Z','kind'");
        assertThat(intake.ofJson(PURCHASES, received, KEYED, LINE).event().receivedAtMillis())
                .isEqualTo(plain.eventTimeMillis() + 9_000);
        String late = line("'kind'", "'received_at':'2026-01-02T12:00:09Z','kind'");
        assertThat(intake.ofJson(PURCHASES, late, KEYED, LINE).deadLetter().getReason())
                .isEqualTo("late");
    }

    @Test
    void aRecordIsTheSameFromAFileAndFromATopic() {
        Event file = intake.ofJson(PURCHASES, line("", ""), KEYED, LINE).event();
        Event topic = received(Duration.ZERO).event();
        assertThat(file.contentHash()).isEqualTo(topic.contentHash());
        assertThat(file.payload()).isEqualTo(topic.payload());
    }

    @Test
    void noDeadLetterHoldsPersonalData() {
        String[] lines = {
            "{\"event_id\":\"s\",\"email\":\"jane@x.org\"}",
            "{\"event_id\":\"s\",\"e_mail\":\"jane@x.org\"}",
            "{\"event_id\":\"s\",\"email\":\"jane@x.org\",",
            "{\"event_id\":\"s\",\"ip\":\"203.0.113.7",
            "jane@x.org",
            "{\"event_id\":\"s\",\"event_time\":1767225600000,\"user_id\":\"u\",\"email\":\"jane@x.org\",\"email_hash\":\"h\"}",
            "{\"event_id\":\"s\",\"properties\":{\"invitee_email\":\"jane@x.org\"}}"
        };
        for (String line : lines) {
            for (PersonalData personalData : new PersonalData[] {KEYED, PersonalData.withoutKey()}) {
                DeadLetterRow dead =
                        intake.ofJson(SIGNUPS, line, personalData, LINE).deadLetter();
                assertThat(dead).as(line).isNotNull();
                assertThat(dead.toString() + decoded(dead.getPayload()))
                        .doesNotContain("jane")
                        .doesNotContain("203.0.113");
            }
        }
    }

    /** What is wrong may be anybody's address in the wrong place; ids are not looked into. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event_id':'s','event_time':'jane@x.org'}",
                "{'event_id':'s','event_time':'203.0.113.7'}",
                "{'event_id':'s','email_minhash':['jane@x.org']}",
                "{'event_id':'s','anonymous_id':{'mail':'jane@x.org'}}",
                "{'event_id':'s','anonymous_id':['2001:db8::203:113']}",
                "{'event_id':'s','jane@x.org':1}",
                "{'event_id':'s','properties':{'jane@x.org':{}}}",
                "{'event_id':'s','properties':{'contact':[{'mail':'jane@x.org'}]}}",
                "{'event_id':'s','properties':{'IP':'203.0.113.7','seen':'203.0.113.8','a':[]}}",
                "{'event_id':'s','marketing_consent':'+49 170 0203113','plan':'by jane@x.org'}",
                "{'event_id':'s','event_time':1767225600000,'user_id':'u','email_hash':'jane@x.org'}",
                "{'event_id':'s','event_time':1767225600000,'user_id':'u','ip_hash':'203.0.113.7'}",
                "{'event_id':'s','event_time':1767225600000,'user_id':'u','email_domain':'jane@x.org'}",
                "{'event_id':'s','event_time':1,'user_id':'u','properties':{'note':'ask jane@x.org','Email':'jane'}}",
                "{'event_id':'s','mail':'jane\\u0040x.org',",
                "{'event_id':'s','seen':'203.0.113.7',",
                "{'event_id':'s','seen':'2001:db8::203:113',",
                "{event_id:s,device_id:jane}",
                "s,4111 1111 1111 1111,jane",
                "s;+49 170 0203113;jane"
            })
    void noDeadLetterHoldsAnAddressInTheWrongPlace(String line) {
        DeadLetterRow dead =
                intake.ofJson(SIGNUPS, line.replace('\'', '"'), KEYED, LINE).deadLetter();
        assertThat(dead).isNotNull();
        assertThat(dead.toString() + decoded(dead.getPayload()))
                .doesNotContainIgnoringCase("jane")
                .doesNotContain("203.0.113", "203:113", "0203113", "4111");
    }

    @Test
    void bytesOfATopicThatAreNoRecordAreKeptUnlessTheyMayHoldPersonalData() {
        byte[] json = "{\"email\":\"jane@x.org\"}".getBytes(StandardCharsets.UTF_8);
        for (DeadLetterRow dead : List.of(
                intake.ofWire(SIGNUPS, json, 1, ORIGIN).deadLetter(),
                intake.withoutReceipt(SIGNUPS, json, ORIGIN).deadLetter())) {
            assertThat(dead.getPayload()).isEqualTo("(withheld)");
        }
    }

    @Test
    void wordsOfTheirOwnAreTakenWithoutAddresses() {
        String line = line(
                "'kind'",
                "'properties':{'contact':'Jane <jane.doe+x@mail.example>','from':'203.0.113.7','ip':'somewhere','v':'v1.2.3.4',"
                        + "'jane@x.org':'yes','package':'react@18.2.0','at':'12:30:15'},'kind'");
        Event event = intake.ofJson(PURCHASES, line, KEYED, LINE).event();
        assertThat(((Purchase) event.payload()).getProperties())
                .isEqualTo(Map.of(
                        "contact", "Jane <(withheld)>",
                        "from", "(withheld)",
                        "ip", "(withheld)",
                        "v", "v1.2.3.4",
                        "(withheld)", "yes",
                        "package", "react@18.2.0",
                        "at", "12:30:15"));
        assertThat(event.contentHash()).isEqualTo(new ContentHash().of(event.payload()));
        String click = "{'event_id':'c','event_time':'2026-01-01T12:00:00Z','anonymous_id':'v','name':'page_view',"
                + "'url':'https://shop.example/r?to=jane%40x.org&code=A'}";
        Event page = intake.ofJson(Streams.named("clickstream"), click.replace('\'', '"'), KEYED, LINE)
                .event();
        assertThat(((Click) page.payload()).getUrl()).isEqualTo("https://shop.example/r?to=(withheld)&code=A");
    }

    @Test
    void longPayloadsAreCut() {
        String line = line("'o1'", "'" + "x".repeat(100_000) + "'");
        DeadLetterRow dead = intake.ofJson(PURCHASES, line, KEYED, LINE).deadLetter();
        assertThat(dead.getPayload()).hasSizeLessThan(66_000).endsWith("characters)");
    }

    private static String decoded(String payload) {
        try {
            return new String(Base64.getDecoder().decode(payload), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String line(String right, String wrong) {
        return ("{'event_id':'e1','event_time':'2026-01-01T12:00:00Z','user_id':'u1','order_id':'o1','kind':'ORDER',"
                        + "'amount_minor':1999,'currency':'USD'}")
                .replace(right, wrong.replace("LONG", "x".repeat(513)))
                .replace('\'', '"');
    }
}
