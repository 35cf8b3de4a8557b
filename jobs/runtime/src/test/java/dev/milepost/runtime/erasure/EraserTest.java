package dev.milepost.runtime.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.erasure.Pseudonyms.Kind;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Ada is erased at noon: two devices, a code, a mailbox, a reward of hers; programs go by the event level_up and the property tier. */
class EraserTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BEFORE = NOON.minusSeconds(3_600);
    private static final Instant AFTER = NOON.plusMillis(1);

    private final ErasureList empty = ErasureList.empty();
    private final Pseudonyms pseudonyms = empty.pseudonyms();
    private final String ada = pseudonyms.of(Kind.USER, "ada");
    private final String code = pseudonyms.of(Kind.CODE, "ADA-CODE");
    private final Eraser paid = Eraser.of(empty.with(user(true)));
    private final Eraser unpaid = Eraser.of(empty.with(user(false)));

    private ErasedUser user(boolean keepsMoney) {
        Set<String> names = new HashSet<>(Set.of(
                ada,
                code,
                pseudonyms.of(Kind.VISITOR, "ada-phone"),
                pseudonyms.of(Kind.MAILBOX, "k1:ada-mail"),
                pseudonyms.of(Kind.TRACE, "ada-hash"),
                pseudonyms.nameOf(42)));
        return new ErasedUser(
                ada,
                "desk",
                NOON.toEpochMilli(),
                keepsMoney,
                names,
                Map.of(pseudonyms.of(Kind.REWARD, "reward-of-ada"), "reward-of-nobody"),
                pseudonyms.printsOf(List.of("ada", "ADA-CODE", "ada-phone", "k1:ada-mail", "reward-of-ada")),
                Set.of("level_up", "tier"));
    }

    private static SpecificRecord left(Eraser eraser, SpecificRecord record, Instant received) {
        return eraser.of(Streams.of(record), record, received.toEpochMilli());
    }

    private static Click.Builder click(String name) {
        return Click.newBuilder()
                .setEventId("c1")
                .setEventTime(BEFORE)
                .setAnonymousId("ada-phone")
                .setName(name);
    }

    private static Purchase order(String user) {
        return Purchase.newBuilder()
                .setEventId("p1")
                .setEventTime(BEFORE)
                .setUserId(user)
                .setOrderId("order-1")
                .setKind(PurchaseKind.ORDER)
                .setAmountMinor(500)
                .setCurrency("USD")
                .setPaymentHash("ada-hash")
                .setProperties(Map.of("tier", "gold", "gift_for", "mother"))
                .build();
    }

    @Test
    void ofSomebodyOnWhomNoMoneyRestsNothingIsLeft() {
        assertThat(left(unpaid, order("ada"), BEFORE)).isNull();
        assertThat(left(unpaid, click("referral_code_created").build(), BEFORE)).isNull();
        assertThat(left(unpaid, click("level_up").setUserId("ada").build(), BEFORE))
                .isNull();
    }

    @Test
    void whatIsReceivedAfterwardsIsSuppressedWhateverItIs() {
        assertThat(left(paid, order("ada"), NOON)).isNotNull();
        assertThat(left(paid, order("ada"), AFTER)).isNull();
        assertThat(left(paid, click("referral_code_created").build(), AFTER)).isNull();
        assertThat(left(
                        paid,
                        click("level_up").setUserId("ada").setAnonymousId("new").build(),
                        AFTER))
                .isNull();
    }

    @Test
    void anOrderThatMoneyRestsOnKeepsItsAmountAndWhatProgramsGoBy() {
        Purchase left = (Purchase) left(paid, order("ada"), BEFORE);

        assertThat(left.getAmountMinor()).isEqualTo(500);
        assertThat(left.getEventTime()).isEqualTo(BEFORE);
        assertThat(left.getUserId()).isEqualTo(ada);
        assertThat(left.getProperties()).isEqualTo(Map.of("tier", "gold"));
        assertThat(left.toString()).doesNotContain("p1", "order-1", "ada-hash", "mother");
        assertThat(left(paid, left, BEFORE)).as("again").isSameAs(left);
    }

    @Test
    void ofClicksThoseAreKeptThatABindingOrAProgramGoesBy() {
        assertThat(left(paid, click("page_view").build(), BEFORE)).isNull();
        assertThat(left(paid, click("ask_viewed").setUserId("ada").build(), BEFORE))
                .isNull();
        Click levelUp = (Click)
                left(paid, click("level_up").setUrl("https://x.example/ada").build(), BEFORE);
        assertThat(levelUp.getUrl()).isNull();
        Click link = (Click) left(
                paid,
                click("page_view")
                        .setReferralCode("OF-VERA")
                        .setChannel("email")
                        .setSessionId("s")
                        .build(),
                BEFORE);
        assertThat(link.getReferralCode()).isEqualTo("OF-VERA");
        assertThat(link.getChannel()).isEqualTo("email");
        assertThat(link.getSessionId()).isNull();
        assertThat(link.getAnonymousId()).startsWith(Pseudonyms.PREFIX);
    }

    @Test
    void aSignupKeepsItsCodeAndTheLikenessOfItsMailbox() {
        Signup signup = Signup.newBuilder()
                .setEventId("s1")
                .setEventTime(BEFORE)
                .setUserId("ada")
                .setAnonymousId("ada-phone")
                .setReferralCode("OF-VERA")
                .setEmailHash("k1:ada-mail")
                .setEmailMinhash(List.of(42L, 43L))
                .setDeviceHash("a-hash-of-two")
                .setMarketingConsent(true)
                .setProperties(Map.of())
                .build();

        Signup left = (Signup) left(paid, signup, BEFORE);

        assertThat(left.getReferralCode()).isEqualTo("OF-VERA");
        assertThat(left.getEmailHash()).startsWith(Pseudonyms.PREFIX);
        assertThat(left.getEmailMinhash()).hasSize(2).doesNotContain(42L).contains(43L);
        assertThat(left.getDeviceHash()).as("another's too").isEqualTo("a-hash-of-two");
        assertThat(left.getMarketingConsent()).as("a pseudonym cannot be asked").isFalse();
    }

    @Test
    void othersKeepTheirEventsWithAnotherNameInThem() {
        Click bobs = click("referral_link_clicked")
                .setAnonymousId("bob-phone")
                .setReferralCode("ADA-CODE")
                .setUrl("https://shop.example/r/ADA-CODE?by=ada-phone&to=ada-phonebook")
                .setProperties(Map.of("invitee_email_hash", "k1:ada-mail"))
                .build();

        Click left = (Click) left(paid, bobs, AFTER);

        assertThat(left.getEventId()).isEqualTo("c1");
        assertThat(left.getReferralCode()).isEqualTo(code);
        assertThat(left.getUrl())
                .isEqualTo("https://shop.example/r/" + code + "?by=" + pseudonyms.of(Kind.VISITOR, "ada-phone")
                        + "&to=ada-phonebook");
        assertThat(left.getProperties())
                .isEqualTo(Map.of("invitee_email_hash", pseudonyms.of(Kind.MAILBOX, "k1:ada-mail")));
        assertThat(left(unpaid, bobs, AFTER))
                .as("whether money rests on her or not")
                .isEqualTo(left);
    }

    @Test
    void aRecordThatNamesNobodyErasedIsTheSame() {
        Purchase bobs = order("bob");
        bobs.setPaymentHash("bob-hash");
        assertThat(left(paid, bobs, AFTER)).isSameAs(bobs);
        Purchase adas = order("ada");
        assertThat(left(Eraser.NONE, adas, AFTER)).isSameAs(adas);
    }

    @Test
    void theSameTextAsAnotherKindOfIdIsAnother() {
        Purchase bobs = order("ADA-CODE");
        bobs.setPaymentHash("ada-phone");
        assertThat(left(paid, bobs, BEFORE)).isSameAs(bobs);
    }

    @Test
    void wordsOfOthersAboutRewardsAndReferralsAreAboutThePseudonym() {
        Payout payout = new Payout(
                "transfer-reward-of-ada", AFTER, "reward-of-ada", "spring", 100L, "USD", "books/reward-of-ada");
        Payout paidOut = (Payout) left(paid, payout, AFTER);
        assertThat(paidOut.getRewardId()).isEqualTo("reward-of-nobody");
        assertThat(paidOut.getEventId()).isEqualTo("transfer-reward-of-nobody");
        assertThat(paidOut.getAmountMinor()).isEqualTo(100);

        Signup signup = Signup.newBuilder()
                .setEventId("s/1")
                .setEventTime(BEFORE)
                .setUserId("ada")
                .setProperties(Map.of())
                .build();
        String referral = ada + "/" + ((Signup) left(paid, signup, BEFORE)).getEventId();
        FraudVerdict verdict = FraudVerdict.newBuilder()
                .setEventId("v1")
                .setEventTime(AFTER)
                .setVerdictId("v1")
                .setReferralId("ada/s/1")
                .setProgramId("spring")
                .setAdvocateId("vera")
                .setRefereeId("ada")
                .setScore(new BigDecimal("0.100000"))
                .build();
        FraudVerdict judged = (FraudVerdict) left(paid, verdict, AFTER);
        assertThat(judged.getReferralId()).isEqualTo(referral);
        assertThat(judged.getRefereeId()).isEqualTo(ada);
        assertThat(judged.getScore()).isEqualTo(verdict.getScore());

        Review review = Review.newBuilder()
                .setEventId("r1")
                .setEventTime(AFTER)
                .setCaseId("case/ada-phone")
                .setProgramId("spring")
                .setAdvocateId("vera")
                .setExpectedVersion(1)
                .setPropensity(BigDecimal.ONE.setScale(6))
                .setAction(ReviewAction.APPROVE)
                .setReferralIds(List.of("ada/s/1", "bob/s2"))
                .setReviewer("rita")
                .setNote("Ada is a friend")
                .build();
        Review reviewed = (Review) left(paid, review, AFTER);
        assertThat(reviewed.getReferralIds()).containsExactly(referral, "bob/s2");
        assertThat(reviewed.getNote()).isNull();
        assertThat(reviewed.getCaseId()).isEqualTo("case/" + pseudonyms.of(Kind.VISITOR, "ada-phone"));
    }

    @Test
    void attributesAreLeftThatProgramsGoBy() {
        UserAttributes attributes = new UserAttributes("a1", BEFORE, "ada", Map.of("tier", "gold", "city", "Bremen"));
        UserAttributes left = (UserAttributes) left(paid, attributes, BEFORE);
        assertThat(left.getAttributes()).isEqualTo(Map.of("tier", "gold"));
    }

    @Test
    void aDeviceOnWhichAnotherIsSignedInIsTheirsThere() {
        Click bobs = click("page_view").setUserId("bob").build();
        Click left = (Click) left(paid, bobs, AFTER);
        assertThat(left.getUserId()).isEqualTo("bob");
        assertThat(left.getAnonymousId()).isEqualTo(pseudonyms.of(Kind.VISITOR, "ada-phone"));
    }

    @Test
    void bytesThatNobodyCanReadAreSearchedForNames() {
        assertThat(paid.isNamedIn(bytes("Hada-phoneH")))
                .as("an H may be a length")
                .isTrue();
        assertThat(paid.isNamedIn(bytes("Hada-phonH"))).isFalse();
        assertThat(paid.isNamedIn(new byte[0])).isFalse();
        assertThat(paid.isNamedIn((byte[]) null)).isFalse();
        assertThat(paid.isNamedIn("{\"by\": \"ada-phone\"")).isTrue();
        assertThat(paid.isNamedIn("{\"by\": \"ada-phones\"")).isFalse();
        assertThat(Eraser.NONE.isNamedIn("ada-phone")).isFalse();
        assertThat(Eraser.NONE.isNamedIn(bytes("ada-phone"))).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void rowsAreKnownByTheirKeyOrTheirUser() {
        assertThat(paid.isOfErased("clickstream", "ada-phone", "")).isTrue();
        assertThat(paid.isOfErased("clickstream", "new", "ada")).isTrue();
        assertThat(paid.isOfErased("payouts", "reward-of-ada", "")).isTrue();
        assertThat(paid.isOfErased("purchases", "bob", "bob")).isFalse();
    }
}
