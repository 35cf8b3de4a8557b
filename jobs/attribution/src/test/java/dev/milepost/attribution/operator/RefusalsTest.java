package dev.milepost.attribution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.attribution.model.AttributionFact;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.JsonRecords;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.RecordException;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.DeadLetterRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final ClickReader CLICKS = new ClickReader(ChannelRules.shipped());
    private static final AccountReader ACCOUNTS = new AccountReader(Rules.fixed(ProgramCatalog.empty()));
    private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();

    @Test
    void conflictsAreToldApartByTheirContentAndNotByWhereTheyWereRead() {
        DeadLetterRow letter = conflict(signup("u", "e", 1, 7));

        assertThat(letter.getDeadLetterId())
                .isEqualTo("conflicting_duplicate:signups/u/e#0000000000000001")
                .isEqualTo(conflict(signup("u", "e", 1, 8)).getDeadLetterId())
                .isNotEqualTo(conflict(signup("u", "e", 2, 7)).getDeadLetterId());
        assertThat(letter.getOrigin()).isEqualTo("signups");
        assertThat(letter.getOriginPartition()).isEqualTo(3);
        assertThat(letter.getOriginPosition()).isEqualTo(7);
    }

    @Test
    void aConflictIsTheRecordThatCame() throws Exception {
        AccountEvent signup = signup("u", "e", 1, 7);

        assertThat(read("signups", conflict(signup))).isEqualTo(signup.event().payload());
    }

    @Test
    void anEventBehindTheBaseIsALetterForEachRecord() {
        DeadLetterRow letter = Refusals.of(signup("u", "e", 1, 7), Outcome.Kind.BEHIND_BASE, "accounts", "u");

        assertThat(letter.getDeadLetterId()).isEqualTo("behind_base:signups[3]@7");
        assertThat(letter.getStream()).isEqualTo("signups");
    }

    @Test
    void factsBehindTheBaseOfInnerFoldsAreLettersOfTheirOwn() {
        UserFact.Signup fact = new UserFact.Signup("u", "e", NOON, "", List.of(), NOON);
        List<String> ids = List.of(
                behind(fact, "evidence", "u"),
                behind(fact, "attribution", "u"),
                behind(fact, "evidence", "v"),
                behind(new UserFact.Signup("u", "f", NOON, "", List.of(), NOON + 2), "evidence", "u"),
                behind(new UserFact.Signup("u", "e", NOON + 1, "", List.of(), NOON + 2), "evidence", "u"),
                behind(new VisitorEvent.Link("a", "u", "e", NOON), "visitors", "a"));

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids.get(0))
                .isEqualTo("behind_base:attribution-evidence/u/" + fact.identity() + "@" + NOON)
                .isEqualTo(behind(fact, "evidence", "u"));
    }

    @Test
    void aRefusedPurchaseIsTheRecordThatCame() throws Exception {
        Purchase whole = Purchase.newBuilder()
                .setEventId("e")
                .setEventTime(Instant.ofEpochMilli(NOON))
                .setUserId("u")
                .setOrderId("o")
                .setKind(PurchaseKind.REFUND)
                .setAmountMinor(Long.MAX_VALUE)
                .setCurrency("USD")
                .setRefundId(" ")
                .setMrrMinor(0L)
                .setPaymentHash("p")
                .setDeviceHash("d")
                .setIpHash("i")
                .setProperties(Map.of("note", "half \"and\" half"))
                .build();
        Purchase bare = Purchase.newBuilder(whole)
                .setRefundId(null)
                .setMrrMinor(null)
                .setPaymentHash(null)
                .setDeviceHash(null)
                .setIpHash(null)
                .setProperties(Map.of())
                .build();

        for (Purchase purchase : List.of(whole, bare)) {
            DeadLetterRow letter = Refusals.of(new AttributionFact.Refused(
                    ACCOUNTS.purchase(event("purchases", "u", purchase)), "order_unknown", "no order"));
            assertThat(read("purchases", letter)).isEqualTo(purchase);
            assertThat(letter.getStream()).isEqualTo("purchases");
            assertThat(letter.getOrigin()).isEqualTo("purchases");
            assertThat(letter.getOriginPartition()).isEqualTo(3);
            assertThat(letter.getOriginPosition()).isEqualTo(8);
        }
        assertThat(ACCOUNTS.purchase(event("purchases", "u", bare)).rest()).isEmpty();
    }

    @Test
    void aRefusedClickClassifiesAndCountsAsItDid() throws Exception {
        for (String name : List.of("page_view", "referral_code_created", "invite_sent")) {
            Click click = Click.newBuilder()
                    .setEventId("e")
                    .setEventTime(Instant.ofEpochMilli(NOON))
                    .setAnonymousId("a")
                    .setUserId("u")
                    .setSessionId("s")
                    .setName(name)
                    .setUrl("https://shop.example/?utm_medium=email&utm_campaign=May")
                    .setReferralCode("c")
                    .setIsBot(name.equals("page_view"))
                    .setCountry("DE")
                    .setValue(new BigDecimal("-1.500000"))
                    .setProperties(Map.of("program", "p", "invitee_email_hash", "h"))
                    .build();
            VisitorEvent.Click read = CLICKS.click(event("clickstream", "a", click));
            DeadLetterRow letter = Refusals.of(read, Outcome.Kind.CONFLICT_REFUSED, "visitors", "a");
            assertThat(read.campaign()).isEqualTo("May");
            assertThat(CLICKS.click(event("clickstream", "a", read("clickstream", letter))))
                    .isEqualTo(read);
        }
    }

    private static Event event(String stream, String key, SpecificRecord record) {
        return new Event(stream, key, "e", NOON, NOON, 7, new Origin(stream, 3, 8), record);
    }

    private static SpecificRecord read(String stream, DeadLetterRow letter) throws RecordException {
        return JsonRecords.read(Streams.named(stream), JsonRecords.parse(letter.getPayload()));
    }

    private static String behind(dev.milepost.runtime.fold.Timed fact, String fold, String key) {
        return Refusals.of(fact, Outcome.Kind.BEHIND_BASE, fold, key).getDeadLetterId();
    }

    private static DeadLetterRow conflict(AccountEvent event) {
        return Refusals.of(
                event, Outcome.Kind.CONFLICT_REFUSED, "accounts", event.event().key());
    }

    private static AccountEvent signup(String userId, String eventId, long contentHash, long offset) {
        Signup signup = Signup.newBuilder()
                .setUserId(userId)
                .setEventId(eventId)
                .setEventTime(Instant.ofEpochMilli(NOON))
                .build();
        return new AccountEvent(new Event(
                "signups", userId, eventId, NOON, NOON, contentHash, new Origin("signups", 3, offset), signup));
    }
}
