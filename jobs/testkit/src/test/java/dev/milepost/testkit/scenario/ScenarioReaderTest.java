package dev.milepost.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.scenario.ExpectedAsk.Decision;
import dev.milepost.testkit.scenario.ExpectedReward.EntryKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {

    private static final Instant START = Instant.parse("2026-02-02T10:00:00Z");

    private static final String HEAD = """
            program  spring
            start    2026-02-02T10:00:00Z
            until    +60d
            happens
              +0d  signup  ana
            """;

    private static final String TAIL = """
            asks
              none
            rewards
              none
            """;

    private static Scenario parse(String text) {
        return ScenarioReader.parse("folder/spring.fires.txt", text);
    }

    private static Scenario happening(String... lines) {
        return parse(HEAD + "  " + String.join("\n  ", lines) + "\n" + TAIL);
    }

    private static <T> T last(Class<T> type, String... lines) {
        List<TimedRecord> events = happening(lines).events();
        return type.cast(events.get(events.size() - 1).record());
    }

    private static Instant after(String length) {
        return START.plus(Duration.parse(length));
    }

    @Test
    void theHeadNamesProgramFilesAndTheRun() {
        Scenario scenario = happening();
        assertThat(scenario.name()).isEqualTo("spring.fires");
        assertThat(scenario.program()).isEqualTo("spring");
        assertThat(scenario.files()).containsExactly("spring.yaml");
        assertThat(scenario.until()).isEqualTo(after("P60D"));
        assertThat(parse(HEAD.replace("start", "files  a.yaml b.yaml\nstart") + TAIL)
                        .files())
                .containsExactly("a.yaml", "b.yaml");
    }

    @Test
    void aSignupHasItsFieldsAndWhateverElseAsProperties() {
        Signup signup =
                last(Signup.class, "+3d6h30m5s1ms signup bo code=ANA plan=pro account=acme consent=yes city=rome");
        assertThat(signup.getEventTime()).isEqualTo(after("P3DT6H30M5.001S"));
        assertThat(signup.getUserId()).isEqualTo("bo");
        assertThat(signup.getReferralCode()).isEqualTo("ANA");
        assertThat(signup.getPlan()).isEqualTo("pro");
        assertThat(signup.getAccountId()).isEqualTo("acme");
        assertThat(signup.getMarketingConsent()).isTrue();
        assertThat(signup.getProperties()).isEqualTo(Map.of("city", "rome"));
    }

    @Test
    void whoeverIsInvitedHasTheHashThatTheInvitationNames() {
        Signup signup = last(Signup.class, "+1d signup bo");
        Click invite = last(Click.class, "+1d invite ana ANA bo");
        assertThat(invite.getName()).isEqualTo("invite_sent");
        assertThat(invite.getReferralCode()).isEqualTo("ANA");
        assertThat(invite.getProperties()).containsEntry("invitee_email_hash", signup.getEmailHash());
    }

    @Test
    void whoeverClicksALinkSignsUpInTheSameBrowser() {
        Signup signup = last(Signup.class, "+1d signup bo");
        Click link = last(Click.class, "+1d link bo ANA");
        assertThat(link.getAnonymousId()).isEqualTo(signup.getAnonymousId());
        assertThat(link.getUserId()).isNull();
    }

    @Test
    void aCodeIsOfTheProgramOnTrialOrTheOneItNames() {
        assertThat(last(Click.class, "+1d code ana ANA").getProperties()).isEqualTo(Map.of("program", "spring"));
        assertThat(last(Click.class, "+1d code ana ANA program=other").getProperties())
                .isEqualTo(Map.of("program", "other"));
    }

    @Test
    void aProductEventHasAnExactValue() {
        Click click = last(Click.class, "+1d did bo saving_booked value=79.999999 place=home country=DE");
        assertThat(click.getName()).isEqualTo("saving_booked");
        assertThat(click.getUserId()).isEqualTo("bo");
        assertThat(click.getValue()).isEqualTo(new BigDecimal("79.999999"));
        assertThat(click.getCountry()).isEqualTo("DE");
        assertThat(click.getProperties()).isEqualTo(Map.of("place", "home"));
    }

    @Test
    void attributesHoldFromTheirTime() {
        assertThat(last(UserAttributes.class, "+1d attributes bo plan=team").getAttributes())
                .isEqualTo(Map.of("plan", "team"));
    }

    @ParameterizedTest
    @CsvSource({
        "order bo o1 49.00 USD,ORDER,4900",
        "renewal bo o1 49 USD,RENEWAL,4900",
        "order bo o1 49 JPY,ORDER,49",
        "refund bo o1 9.01 USD r1,REFUND,901",
        "chargeback bo o1 9.01 USD r1,CHARGEBACK,901",
        "refund_cancelled bo o1 9.01 USD r1,REFUND_CANCELLED,901"
    })
    void aPurchaseIsInMinorUnits(String line, PurchaseKind kind, long minor) {
        Purchase purchase = last(Purchase.class, "+1d " + line);
        assertThat(purchase.getKind()).isEqualTo(kind);
        assertThat(purchase.getAmountMinor()).isEqualTo(minor);
        assertThat(purchase.getRefundId()).isEqualTo(line.endsWith("r1") ? "r1" : null);
    }

    @Test
    void theLevelAfterAPurchaseIsInMinorUnitsToo() {
        Purchase purchase = last(Purchase.class, "+1d order bo o1 49.00 USD mrr=12.50 plan=pro");
        assertThat(purchase.getMrrMinor()).isEqualTo(1250);
        assertThat(purchase.getProperties()).isEqualTo(Map.of("plan", "pro"));
    }

    @Test
    void anEventMayBeReceivedLate() {
        List<TimedRecord> events = happening("+1d did bo activated late=3h").events();
        assertThat(events.get(1).receivedAt()).isEqualTo(after("P1DT3H"));
        assertThat(events.get(0).receivedAt()).isEqualTo(events.get(0).eventTime());
        assertThat(events.get(1).origin()).hasToString("spring.fires:6");
    }

    @Test
    void eventsOfOneMomentKeepTheScriptsOrder() {
        assertThat(happening("+1d did bo first", "+1d did bo second", "for n in 1..12", "+1d did bo n{n}", "end")
                        .events())
                .isSortedAccordingTo(TimedRecord.IN_TIME);
    }

    @Test
    void verdictsReviewsAndPayoutsAreTold() {
        Scenario scenario = happening(
                "+1d verdict bo 0.45 codes=ring,identity",
                "+2d review case-1 APPROVE by=rita referees=bo,cy",
                "+3d payout first bo -> ana advocate #2 250.00 USD ref=bank-1");
        assertThat(scenario.verdicts())
                .containsExactly(
                        new Scenario.Verdict(after("P1D"), after("P1D"), "bo", 450_000, List.of("ring", "identity")));
        assertThat(scenario.reviews())
                .containsExactly(new Scenario.Review(
                        after("P2D"), after("P2D"), "case-1", "APPROVE", "rita", List.of("bo", "cy")));
        assertThat(scenario.payouts())
                .containsExactly(new Scenario.Payout(
                        after("P3D"),
                        after("P3D"),
                        new RewardName("first", "bo", "ana", "advocate", "2"),
                        new Quantity(25_000, "USD"),
                        "bank-1"));
    }

    @Test
    void aLoopIsWrittenOutWithItsNumber() {
        assertThat(happening("for n in 1..33", "  +{n}d1h signup friend-{n}", "end")
                        .events())
                .hasSize(34)
                .last()
                .satisfies(event -> {
                    assertThat(event.key()).isEqualTo("friend-33");
                    assertThat(event.eventTime()).isEqualTo(after("P33DT1H"));
                });
    }

    @Test
    void asksSayWhatWasDecidedAndWhatElseIsCompared() {
        Scenario scenario = parse(HEAD + """
                asks
                  +1d  trio  ana  asked  arm=now send=+2d channel=sms template=t   # a comment
                  +1d  trio  bo   held_out
                  +1d  trio  cy   not_asked  reason=cooldown
                rewards
                  none
                """);
        assertThat(scenario.asks())
                .extracting(ExpectedAsk::decision)
                .containsExactly(Decision.ASKED, Decision.HELD_OUT, Decision.NOT_ASKED);
        ExpectedAsk asked = scenario.asks().get(0);
        assertThat(asked.sendAt()).isEqualTo(after("P2D"));
        assertThat(asked.details()).isEqualTo(Map.of("arm", "now", "channel", "sms", "template", "t"));
        assertThat(asked.line()).isEqualTo(7);
    }

    @Test
    void aRewardIsItsChain() {
        Scenario scenario = parse(HEAD + """
                asks
                  none
                rewards
                  first bo -> ana advocate is PAID
                    +1d   EARNED    20.00 USD
                    +1d   HELD      reason=time
                    +15d  RELEASED
                    +16d  PAID     -20.00 USD  late=yes
                  tiers ana -> ana advocate #2 is HELD
                    2026-02-03T10:00:00Z  EARNED  1 "Paris trip"
                    2026-02-03T10:00:00Z  HELD
                  first cy -> ana advocate is skipped at +2d reason=cap
                """);
        assertThat(scenario.rewards())
                .extracting(reward -> reward.name() + " " + reward.state())
                .containsExactly(
                        "first bo -> ana advocate PAID",
                        "tiers ana -> ana advocate #2 HELD",
                        "first cy -> ana advocate null");
        ExpectedReward paid = scenario.rewards().get(0);
        assertThat(paid.entries())
                .extracting(ExpectedReward.Entry::kind)
                .containsExactly(EntryKind.EARNED, EntryKind.HELD, EntryKind.RELEASED, EntryKind.PAID);
        assertThat(paid.entries()).extracting(ExpectedReward.Entry::minor).containsExactly(2000L, 0L, 0L, -2000L);
        assertThat(paid.entries().get(1).reason()).isEqualTo("time");
        assertThat(paid.entries().get(3).lateCorrection()).isTrue();
        ExpectedReward trip = scenario.rewards().get(1);
        assertThat(trip.entries().get(0).quantity()).isEqualTo(new Quantity(1_000_000, "Paris trip"));
        assertThat(trip.entries().get(0).effectiveAt()).isEqualTo(after("P1D"));
        ExpectedReward skipped = scenario.rewards().get(2);
        assertThat(skipped.skippedAt()).isEqualTo(after("P2D"));
        assertThat(skipped.reason()).isEqualTo("cap");
    }

    /** Line 6 is the wrong one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+1d sings ana|sings is nothing that happens: use signup, code",
                "1d signup bo|1d is no time: write +3d6h (from the start) or",
                "+1x signup bo|1x is no length of time",
                "+1d signup|lacks who signs up: write it after signup",
                "+1d signup bo code=A code=B|code stands twice: keep one",
                "+1d signup bo consent=maybe|consent=maybe is unknown: write yes or no",
                "+1d order bo o1|lacks an amount, such as 20.00 USD: write it after o1",
                "+1d order bo o1 20 USD 20|20 is one word too many: remove it",
                "+1d order bo o1 20.001 USD|20.001 is finer than USD has it: round it",
                "+1d order bo o1 much USD|much is no number: write 20.00",
                "+1d order bo o1 20 USD mrr=1.001|mrr=1.001 is finer than USD has it: round it",
                "+1d refund bo o1 20 USD|lacks a refund_id",
                "+1d did bo saved value=0.0000001|0.0000001 has more than 6 decimal places: round it",
                "+1d verdict bo 1.01|1.01 is no score: write a number from 0 to 1",
                "+1d verdict bo 0.5 code=ring|code=… is unknown here: remove it",
                "+1d review c1 NOD by=rita|NOD is unknown: use one of [CLAIM, RELEASE_CLAIM, APPROVE",
                "+1d review c1 APPROVE|lacks by=…: add it",
                "+1d payout first bo ana advocate 20 USD ref=x|ana stands where -> is expected",
                "+1d payout first bo -> ana payer 20 USD ref=x|payer is no side: write advocate or referee",
                "for n in 1 to 3|is no loop: write for n in 1..33",
                "for n in 1..3|the loop that begins here does not end: write end below it",
                "end|end ends no loop"
            })
    void aLineThatCannotBeReadIsNamedWithWhatToDo(String line, String message) {
        assertThatThrownBy(() -> happening(line))
                .isInstanceOf(ScenarioException.class)
                .message()
                .contains("folder/spring.fires.txt:6: " + message);
    }

    /** The reward is in line 9, its first entry in line 10. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HELD|+1d EARNED 20.00 USD|9: is HELD, and its last entry EARNED: correct one",
                "HELD|+1d HELD|10: HELD begins a chain, which no reward does",
                "PAID|+1d EARNED 20.00 USD;+2d PAID -20.00 USD|11: PAID follows EARNED, which no reward does",
                "HELD|+2d EARNED 20.00 USD;+1d HELD|11: is earlier than the entry above it",
                "RELEASED|+1d EARNED 20.00 USD;+1d HELD;+2d RELEASED 1.00 EUR|12: is in EUR, the chain in USD: use one",
                "VOIDED|+1d EARNED 20.00 USD;+1d HELD;+2d VOIDED -19.99 USD|12: VOIDED leaves 1 minor units owed",
                "EXPIRED|+1d EARNED 1 MB;+1d HELD;+1d RELEASED;+2d EXPIRED|13: EXPIRED leaves 1000000 minor units owed",
                "HELD|+61d EARNED 20.00 USD;+61d HELD|10: is after the end of the run",
                "HELD||9: has no entry: write its chain below it, or that it is skipped",
                "LOST|+1d EARNED 20.00 USD|9: LOST is unknown: use one of [EARNED, HELD",
            })
    void aChainThatCannotBeIsAnErrorOfTheScript(String state, String entries, String message) {
        String text = HEAD + "asks\n  none\nrewards\n"
                + "  first bo -> ana advocate is " + state + "\n"
                + (entries == null ? "" : "    " + entries.replace(";", "\n    ") + "\n");
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ScenarioException.class)
                .message()
                .contains("spring.fires.txt:" + message);
    }

    @Test
    void whatIsMissingIsNamedAllAtOnce() {
        assertThatThrownBy(() -> parse("program spring\nstart 2026-02-02T10:00:00Z\nasks\n  none\n"))
                .message()
                .contains(
                        "there is no until: write when the run ends",
                        "nothing happens: write happens, and events below it",
                        "asks or rewards are not told: write both");
        assertThatThrownBy(() -> parse("happens\n"))
                .message()
                .contains("spring.fires.txt:1: happens begins before program and start are known");
        assertThatThrownBy(() -> parse("begins now\n  +0d signup ana\n"))
                .message()
                .contains("begins is unknown at the margin: use program, files")
                .contains(":2: stands under no section");
    }
}
