package dev.milepost.fraud.model.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.review.Outcome.Kind;
import dev.milepost.fraud.model.review.Refusal.Reason;
import dev.milepost.programs.model.Review;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Span;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CaseBookTest {

    private final Steps steps = new Steps();

    private CaseView view(String caseId) {
        return steps.book.view(caseId);
    }

    private void refuses(CaseReview review, Reason reason) {
        Outcome outcome = steps.take(review);
        assertThat(outcome.kind()).isEqualTo(Kind.REFUSED);
        assertThat(outcome.refusal().reason()).isEqualTo(reason);
        assertThat(outcome.events()).isEmpty();
        assertThat(outcome.decision()).isNull();
    }

    private static CaseReview with(CaseReview review, long version, String typology, String reason) {
        return new CaseReview(
                review.eventId(),
                review.timeMillis(),
                review.caseId(),
                review.programId(),
                review.advocateId(),
                version,
                review.propensityMillionths(),
                review.action(),
                review.referralIds(),
                typology,
                reason,
                review.reviewer(),
                review.note());
    }

    @Test
    void aCaseIsNamedByAdvocateAndFirstAlertAndItsVersionCountsAlertsAndAcceptedActions() {
        String id = steps.begin("r1", "r2");
        assertThat(id).isEqualTo(CaseIds.of("ada", "alert-r1@0")).hasSize(32);
        assertThat(CaseIds.of("a", "bc")).isNotEqualTo(CaseIds.of("ab", "c"));
        assertThat(view(id).version()).isEqualTo(2);
        assertThat(view(id).moneyMinor()).isEqualTo(200);
        steps.take(id, ReviewAction.CLAIM, "rita");
        assertThat(view(id).version()).isEqualTo(3);
        assertThat(view(id).claimedUntilMillis()).isEqualTo(15 * Steps.MINUTE);
        steps.take(id, ReviewAction.APPROVE, "sam");
        assertThat(view(id).version()).isEqualTo(3);
    }

    @Test
    void alertsAppendAndTheLatestOfAReferralCounts() {
        String id = steps.begin("r1");
        steps.now = 10;
        Alert later = steps.alert("ada", "r1", 700_000, 900, false, null);
        assertThat(steps.take(later).events().get(0).detail())
                .isEqualTo("{\"referral\":\"r1\",\"score_millionths\":700000,\"money_minor\":900,"
                        + "\"propensity_millionths\":500000,\"blocked\":0}");
        assertThat(steps.take(later).kind()).isEqualTo(Kind.REPEATED);
        assertThat(view(id).version()).isEqualTo(2);
        assertThat(view(id).moneyMinor()).isEqualTo(900);
        assertThat(view(id).scoreMillionths()).isEqualTo(700_000);
        steps.take(id, ReviewAction.APPROVE, "rita");
        steps.now = 20;
        steps.take(steps.alert("r1", 50));
        assertThat(view(id).status()).isEqualTo(CaseStatus.DECIDED);
        assertThat(view(id).version()).isEqualTo(4);
        String next = steps.begin("r2");
        assertThat(next).isNotEqualTo(id);
        assertThat(steps.take(steps.alert("eve", "r3", 500_000, 1, false, null))
                        .cases()
                        .get(0)
                        .caseId())
                .isNotIn(id, next);
    }

    @Test
    void aCaseTakesAThousandReferralsAndTheNextBeginsAnother() {
        String id = null;
        for (int i = 0; i < 1_000; i++) {
            id = steps.begin("r" + i);
        }
        assertThat(view(id).referrals()).isEqualTo(1_000);
        assertThat(steps.begin("more")).isNotEqualTo(id);
        steps.secondPersonOverMinor = Long.MAX_VALUE;
        assertThat(steps.take(id, ReviewAction.REJECT, "rita").decision().rejected())
                .hasSize(1_000);
    }

    @Test
    void reviewsOfWhatIsNotThereOrNotSoAreRefused() {
        String id = steps.begin("r1", "r2");
        CaseReview nothing = steps.review("nothing", ReviewAction.CLAIM, "rita");
        refuses(nothing, Reason.UNKNOWN_CASE);
        assertThat(steps.take(nothing).refusal().sentence())
                .startsWith("program p has no case nothing: it is another program's");
        CaseReview reject = steps.review(id, ReviewAction.REJECT, "rita");
        refuses(with(reject, 1, "t", "r"), Reason.STALE_VERSION);
        refuses(with(reject, 3, "t", "r"), Reason.STALE_VERSION);
        refuses(with(reject, 2, " ", "r"), Reason.TYPOLOGY_REQUIRED);
        refuses(with(reject, 2, null, "r"), Reason.TYPOLOGY_REQUIRED);
        refuses(with(reject, 2, "t", null), Reason.REASON_REQUIRED);
        refuses(steps.review(id, ReviewAction.APPROVE, "rita", "r3"), Reason.UNKNOWN_REFERRAL);
        refuses(steps.review(id, ReviewAction.PARTIAL, "rita"), Reason.PARTIAL_OF_ALL);
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            many.add("r1");
        }
        refuses(steps.review(id, ReviewAction.APPROVE, "rita", many.toArray(String[]::new)), Reason.TOO_MANY);
        CaseReview other = new CaseReview(
                "e", steps.now, id, "other", "ada", 2, 0, ReviewAction.APPROVE, List.of(), null, null, "rita", null);
        refuses(other, Reason.OTHER_CASE);
        assertThat(steps.take(with(reject, 2, "t", "r")).decision())
                .isEqualTo(new Decision(
                        id, "p", reject.eventId(), 0, List.of(), List.of("r1", "r2"), "t", "r", "rita", null));
    }

    @Test
    void theSameReviewTwiceChangesNothing() {
        String id = steps.begin("r1");
        CaseReview reject = steps.review(id, ReviewAction.REJECT, "rita");
        steps.take(reject);
        assertThat(steps.take(reject)).isEqualTo(Outcome.repeated());
        steps.take(id, ReviewAction.APPEAL, "ada");
        assertThat(steps.take(reject)).isEqualTo(Outcome.repeated());
    }

    @Test
    void aboveTheLimitAnotherPersonConfirms() {
        String id = steps.begin("r1", "r2");
        steps.secondPersonOverMinor = 199;
        Outcome first = steps.take(id, ReviewAction.APPROVE, "rita");
        assertThat(first.kind()).isEqualTo(Kind.PENDING);
        assertThat(first.decision()).isNull();
        assertThat(view(id).pendingBy()).isEqualTo("rita");
        Outcome second = steps.take(id, ReviewAction.APPROVE, "sam");
        assertThat(second.decision().reviewer()).isEqualTo("rita");
        assertThat(second.decision().confirmedBy()).isEqualTo("sam");
        assertThat(second.decision().reviewId()).isEqualTo("review-1");
        assertThat(steps.book.referrals(id)).hasSize(2).allSatisfy(each -> {
            assertThat(each.approved()).isTrue();
            assertThat(each.decidedBy()).isEqualTo("rita");
            assertThat(each.confirmedBy()).isEqualTo("sam");
        });
        assertThat(steps.book.referrals("nothing")).isEmpty();
        steps.take(id, ReviewAction.REJECT, "sam");
        assertThat(view(id).status()).isEqualTo(CaseStatus.PENDING);
        steps.now = 7 * Steps.DAY;
        steps.advance();
        assertThat(view(id).status()).isEqualTo(CaseStatus.DECIDED);
        assertThat(view(id).pendingBy()).isNull();
    }

    @Test
    void aLargeSumDoesNotGoInSmallPartsByOnePerson() {
        String id = steps.begin("r1", "r2", "r3");
        steps.secondPersonOverMinor = 200;
        assertThat(steps.take(id, ReviewAction.APPROVE, "rita", "r1").kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(steps.take(id, ReviewAction.APPROVE, "rita", "r2").kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(steps.take(id, ReviewAction.APPROVE, "rita", "r3").kind()).isEqualTo(Kind.PENDING);
        assertThat(steps.take(id, ReviewAction.REJECT, "sam", "r3").kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(view(id).status()).isEqualTo(CaseStatus.DECIDED);
    }

    @Test
    void anAlertInBetweenMakesItAnotherDecision() {
        String id = steps.begin("r1", "r2");
        steps.secondPersonOverMinor = 199;
        steps.take(id, ReviewAction.APPROVE, "rita");
        CaseReview seen = steps.review(id, ReviewAction.APPROVE, "sam");
        steps.take(steps.alert("r3", 100));
        refuses(seen, Reason.STALE_VERSION);
        assertThat(steps.take(id, ReviewAction.APPROVE, "sam").kind()).isEqualTo(Kind.PENDING);
        assertThat(steps.take(id, ReviewAction.APPROVE, "rita").decision().approved())
                .hasSize(3);
    }

    @Test
    void undoIsAnotherDecision() {
        String id = steps.begin("r1", "r2");
        steps.take(id, ReviewAction.APPROVE, "rita");
        assertThat(steps.take(id, ReviewAction.REJECT, "rita", "r1").decision().rejected())
                .containsExactly("r1");
        assertThat(steps.take(id, ReviewAction.APPROVE, "sam", "r1").decision().approved())
                .containsExactly("r1");
        assertThat(steps.take(id, ReviewAction.REJECT, "rita").decision().rejected())
                .containsExactly("r1", "r2");
    }

    /** Ledgers take the latest by its time: an earlier one would count here and not there. */
    @Test
    void aReviewIsOfNoTimeBeforeWhatItsVersionRestsOn() {
        steps.now = 10 * Steps.HOUR;
        String id = steps.begin("r1");
        steps.now--;
        refuses(steps.review(id, ReviewAction.APPROVE, "zoe", "r1"), Reason.BACKDATED);
        steps.now = 12 * Steps.HOUR;
        steps.take(id, ReviewAction.REJECT, "rex", "r1");
        steps.now -= 20_000;
        refuses(steps.review(id, ReviewAction.APPROVE, "zoe", "r1"), Reason.BACKDATED);
        steps.now += 20_000;
        CaseReview sameTime = steps.review(id, ReviewAction.APPROVE, "zoe", "r1");
        refuses(named(sameTime, "a"), Reason.BACKDATED);
        assertThat(steps.take(sameTime).kind()).isEqualTo(Kind.ACCEPTED);
    }

    private static CaseReview named(CaseReview review, String eventId) {
        return new CaseReview(
                eventId,
                review.timeMillis(),
                review.caseId(),
                review.programId(),
                review.advocateId(),
                review.expectedVersion(),
                review.propensityMillionths(),
                review.action(),
                review.referralIds(),
                review.typology(),
                review.reason(),
                review.reviewer(),
                review.note());
    }

    @Test
    void whatComesLateIsLoggedWhenItComes() {
        steps.now = 10 * Steps.HOUR;
        String id = steps.begin("r1");
        steps.now = 9 * Steps.HOUR;
        Outcome late = steps.take(steps.alert("r2", 100));
        assertThat(late.events()).singleElement().satisfies(event -> {
            assertThat(event.caseId()).isEqualTo(id);
            assertThat(event.timeMillis()).isEqualTo(10 * Steps.HOUR);
        });
        refuses(steps.review(id, ReviewAction.APPROVE, "rita"), Reason.BACKDATED);
    }

    @Test
    void aMergedCaseIsOfTheTimeOfItsLatestPart() {
        steps.now = 10 * Steps.HOUR;
        steps.take(steps.alert("bea", "r2", 500_000, 100, false, "ring"));
        steps.now = 9 * Steps.HOUR;
        Outcome late = steps.take(steps.alert("ada", "r1", 500_000, 100, false, "ring"));
        String id = late.cases().get(0).caseId();
        assertThat(view(id).referrals()).isEqualTo(2);
        assertThat(view(id).advocateId()).isEqualTo("ada");
        steps.now = 10 * Steps.HOUR - 1;
        refuses(steps.review(id, ReviewAction.APPROVE, "rita"), Reason.BACKDATED);
        steps.now = 10 * Steps.HOUR;
        assertThat(steps.take(id, ReviewAction.APPROVE, "rita").kind()).isEqualTo(Kind.ACCEPTED);
    }

    /** Nor where the book was restored since. */
    @Test
    void aDeadlineRaisesNoVersionSoAReviewOfBeforeItIsOfTheTimeOfItsVersion() {
        String id = steps.begin("r1");
        steps.now = 30 * Steps.HOUR;
        steps.advance();
        assertThat(steps.log(id)).extracting(AuditEvent::kind).containsExactly("ALERT", "SLA_BREACHED");
        steps.book = Bytes.restored(Steps.CODEC, steps.book);
        steps.now = 23 * Steps.HOUR;
        assertThat(steps.take(id, ReviewAction.APPROVE, "rita").kind()).isEqualTo(Kind.ACCEPTED);
    }

    @Test
    void noAdvocateOfAMergedCaseAndNoRefereeDecides() {
        steps.now = Steps.HOUR;
        String id = steps.take(steps.alert("ada", "rob/r1", 500_000, 100, false, "ring"))
                .cases()
                .get(0)
                .caseId();
        steps.now++;
        steps.take(steps.alert("bea", "bob/r2", 500_000, 100, false, "ring"));
        for (String each : List.of("ada", "bea", "rob", "bob")) {
            refuses(steps.review(id, ReviewAction.APPROVE, each, "bob/r2"), Reason.OWN_CASE);
            refuses(steps.review(id, ReviewAction.CLAIM, each), Reason.OWN_CASE);
        }
        // Only who has a part in it, and names are not their beginnings.
        steps.take(steps.alert("eve", "ron/r3", 500_000, 100, false, null));
        assertThat(steps.take(id, ReviewAction.APPROVE, "eve", "bob/r2").kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(steps.take(id, ReviewAction.APPROVE, "ro", "rob/r1").kind()).isEqualTo(Kind.ACCEPTED);
    }

    @Test
    void whatTwoSawAndWhatWasRejectedIsNotApprovedAlone() {
        steps.secondPersonOverMinor = 250;
        String seen = steps.take(steps.alert("r1", 260)).cases().get(0).caseId();
        assertThat(steps.take(seen, ReviewAction.APPROVE, "zoe").kind()).isEqualTo(Kind.PENDING);
        assertThat(steps.take(seen, ReviewAction.APPROVE, "sam").decision().reviewer())
                .isEqualTo("zoe");
        String rejected = steps.take(steps.alert("r2", 200)).cases().get(0).caseId();
        assertThat(steps.take(rejected, ReviewAction.REJECT, "zoe").kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(steps.take(steps.begin("r3"), ReviewAction.APPROVE, "zoe").kind())
                .isEqualTo(Kind.ACCEPTED);
    }

    @Test
    void aLargeSumDoesNotGoInSmallCasesByOnePerson() {
        steps.secondPersonOverMinor = 250;
        for (int i = 1; i <= 2; i++) {
            assertThat(steps.take(steps.begin("r" + i), ReviewAction.APPROVE, "rita")
                            .kind())
                    .isEqualTo(Kind.ACCEPTED);
        }
        String third = steps.begin("r3");
        assertThat(steps.take(third, ReviewAction.APPROVE, "rita").kind()).isEqualTo(Kind.PENDING);
        assertThat(steps.take(third, ReviewAction.APPROVE, "sam").decision().confirmedBy())
                .isEqualTo("sam");
        // What two saw counts for neither; who rejects gives nothing away; and each advocate is another.
        assertThat(steps.take(steps.begin("r4"), ReviewAction.APPROVE, "sam").kind())
                .isEqualTo(Kind.ACCEPTED);
        assertThat(steps.take(steps.begin("r5"), ReviewAction.REJECT, "rita").kind())
                .isEqualTo(Kind.ACCEPTED);
        Outcome eves = steps.take(steps.alert("eve", "r6", 500_000, 100, false, null));
        assertThat(steps.take(eves.cases().get(0).caseId(), ReviewAction.APPROVE, "rita")
                        .kind())
                .isEqualTo(Kind.ACCEPTED);
        steps.now = 90 * Steps.DAY;
        assertThat(steps.take(steps.begin("r7"), ReviewAction.APPROVE, "rita").kind())
                .isEqualTo(Kind.ACCEPTED);
    }

    @Test
    void aBreachOfTheSlaEscalatesAndRaisesNoVersion() {
        String id = steps.begin("r1");
        assertThat(view(id).slaMillis()).isEqualTo(Steps.DAY);
        steps.now = 5 * Steps.HOUR;
        steps.take(steps.alert("ada", "r2", 900_000, 1, false, null));
        assertThat(view(id).slaMillis()).isEqualTo(9 * Steps.HOUR);
        CaseReview seen = steps.review(id, ReviewAction.CLAIM, "rita");
        steps.now = 9 * Steps.HOUR;
        assertThat(steps.advance().events()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("SLA_BREACHED");
            assertThat(event.timeMillis()).isEqualTo(9 * Steps.HOUR);
        });
        assertThat(view(id).escalated()).isTrue();
        assertThat(steps.take(seen).kind()).isEqualTo(Kind.ACCEPTED);
    }

    @Test
    void theTimeOutIsThePolicyOfTheProgramAndMovesNothing() {
        for (OnTimeout each : OnTimeout.values()) {
            Steps fresh = new Steps();
            fresh.onTimeout = each;
            String id = fresh.begin("r1");
            fresh.now = Steps.DAY;
            fresh.begin("r2");
            fresh.now = 8 * Steps.DAY - 1;
            fresh.advance();
            assertThat(fresh.book.view(id).status()).isEqualTo(CaseStatus.OPEN);
            fresh.now = 8 * Steps.DAY;
            Outcome outcome = fresh.advance();
            assertThat(outcome.decision()).isNull();
            assertThat(outcome.events().get(0).detail())
                    .isEqualTo("{\"on_timeout\":\"" + each.name().toLowerCase(Locale.ROOT) + "\"}");
            assertThat(fresh.book.view(id).status())
                    .isEqualTo(each == OnTimeout.ESCALATE ? CaseStatus.OPEN : CaseStatus.TIMED_OUT);
            assertThat(fresh.book.view(id).escalated()).isEqualTo(each == OnTimeout.ESCALATE);
            assertThat(fresh.begin("r3").equals(id)).isEqualTo(each == OnTimeout.ESCALATE);
        }
    }

    @Test
    void theProgramsReviewIsThePolicy() {
        CasePolicy policy = CasePolicy.of(
                new Review(300_000, 800_000, 50_000, OnTimeout.RELEASE, Span.ofMonths(1)), ZoneId.of("Europe/Berlin"));
        assertThat(policy.secondPersonOverMinor()).isEqualTo(50_000);
        assertThat(policy.highFrom()).isEqualTo(800_000);
        // The month has a change of clocks.
        assertThat(policy.dueMillis(Instant.parse("2026-03-10T12:00:00Z").toEpochMilli()))
                .isEqualTo(Instant.parse("2026-04-10T11:00:00Z").toEpochMilli());
    }

    @Test
    void whatIsBlockedWaitsForAnAppealOrForAnotherAlert() {
        Outcome blocked = steps.take(steps.alert("ada", "r1", 950_000, 100, true, null));
        String id = blocked.cases().get(0).caseId();
        assertThat(view(id).status()).isEqualTo(CaseStatus.BLOCKED);
        assertThat(view(id).slaMillis()).isEqualTo(Long.MAX_VALUE);
        steps.now = 1;
        steps.take(id, ReviewAction.APPEAL, "ada");
        assertThat(view(id).status()).isEqualTo(CaseStatus.OPEN);
        assertThat(view(id).slaMillis()).isEqualTo(4 * Steps.HOUR + 1);
        steps.take(id, ReviewAction.REJECT, "rita");
        refuses(steps.review(id, ReviewAction.APPEAL, "ada"), Reason.NOTHING_TO_APPEAL);
        Outcome another = steps.take(steps.alert("eve", "r2", 950_000, 100, true, null));
        String second = another.cases().get(0).caseId();
        steps.take(steps.alert("eve", "r3", 400_000, 100, false, null));
        assertThat(view(second).status()).isEqualTo(CaseStatus.OPEN);
    }

    @Test
    void anAppealIsOfTheReferralsItNamesAndCanBeMadeAgainstALaterRejection() {
        String id = steps.begin("r1", "r2");
        steps.take(id, ReviewAction.REJECT, "rita");
        steps.take(id, ReviewAction.APPEAL, "ada", "r1");
        assertThat(view(id).undecided()).isEqualTo(1);
        refuses(steps.review(id, ReviewAction.REJECT, "sam", "r2"), Reason.ALREADY_SO);
        assertThat(steps.take(id, ReviewAction.APPROVE, "sam", "r1").decision().approved())
                .containsExactly("r1");
        steps.take(id, ReviewAction.REJECT, "rita", "r1");
        assertThat(steps.take(id, ReviewAction.APPEAL, "ada", "r1").kind()).isEqualTo(Kind.ACCEPTED);
    }

    @Test
    void notLinkedNamesTheReferralsForTheRingsOnce() {
        String id = steps.begin("r1", "r2");
        assertThat(steps.take(id, ReviewAction.NOT_LINKED, "rita", "r2").notLinked())
                .containsExactly("r2");
        assertThat(steps.take(id, ReviewAction.NOT_LINKED, "rita").notLinked()).containsExactly("r1");
        refuses(steps.review(id, ReviewAction.NOT_LINKED, "rita"), Reason.ALREADY_SO);
        assertThat(view(id).status()).isEqualTo(CaseStatus.OPEN);
    }

    @Test
    void casesOfOneRingBecomeTheFirstOfThem() {
        String first = steps.begin("r1");
        steps.now = Steps.HOUR;
        Outcome second = steps.take(steps.alert("eve", "r2", 910_000, 50, false, "ring"));
        String other = second.cases().get(0).caseId();
        steps.secondPersonOverMinor = 10;
        steps.take(other, ReviewAction.APPROVE, "rita");
        steps.now = 2 * Steps.HOUR;
        Outcome merged = steps.take(steps.alert("ada", "r1", 500_000, 100, false, "ring"));
        assertThat(merged.cases()).extracting(CaseView::caseId).containsExactly(first, other);
        assertThat(merged.events()).extracting(AuditEvent::kind).containsExactly("ALERT", "MERGED", "JOINED");
        assertThat(view(first).referrals()).isEqualTo(2);
        assertThat(view(first).slaMillis()).isEqualTo(5 * Steps.HOUR);
        assertThat(view(first).moneyMinor()).isEqualTo(150);
        assertThat(view(other).mergedInto()).isEqualTo(first);
        assertThat(view(other).referrals()).isZero();
        assertThat(view(other).pendingBy()).isNull();
        refuses(steps.review(other, ReviewAction.APPROVE, "sam"), Reason.MERGED);
        steps.now = 3 * Steps.HOUR;
        steps.take(steps.alert("eve", "r2", 910_000, 70, false, "ring"));
        steps.take(steps.alert("eve", "r4", 910_000, 70, false, null));
        assertThat(view(first).referrals()).isEqualTo(3);
        steps.secondPersonOverMinor = 1_000;
        assertThat(steps.take(first, ReviewAction.REJECT, "rita").decision().rejected())
                .containsExactly("r1", "r2", "r4");
        assertThat(steps.begin("r5")).isNotEqualTo(first);
    }

    @Test
    void whatIsFinishedIsForgottenAfterFourHundredDays() {
        String id = steps.begin("r1");
        steps.take(id, ReviewAction.APPROVE, "rita");
        steps.now = 400 * Steps.DAY - 1;
        steps.advance();
        assertThat(steps.book.isEmpty()).isFalse();
        steps.now++;
        assertThat(steps.advance().cases()).isEmpty();
        assertThat(steps.book.isEmpty()).isTrue();
        assertThat(steps.book.nextTimer()).isEqualTo(Long.MAX_VALUE);
        assertThat(Bytes.of(Steps.CODEC, steps.book)).hasSize(1);
    }

    @Test
    void whatIsPartOfAnotherCaseIsRememberedAsLongAsThat() {
        steps.onTimeout = OnTimeout.ESCALATE;
        String first = steps.begin("r1");
        steps.now = 1;
        steps.take(steps.alert("eve", "r2", 500_000, 50, false, "ring"));
        steps.take(steps.alert("ada", "r1", 500_000, 100, false, "ring"));
        assertThat(steps.book.views()).hasSize(2);
        steps.now = 500 * Steps.DAY;
        assertThat(steps.take(steps.alert("eve", "r2", 500_000, 60, false, null))
                        .cases())
                .singleElement()
                .satisfies(each -> assertThat(each.caseId()).isEqualTo(first));
        steps.take(first, ReviewAction.APPROVE, "rita");
        steps.now += 400 * Steps.DAY;
        steps.advance();
        assertThat(steps.book.isEmpty()).isTrue();
    }

    @Test
    void whatIsDueIsDoneBeforeWhatHappensThen() {
        String id = steps.begin("r1");
        steps.now = Steps.DAY;
        CaseReview review = steps.review(id, ReviewAction.CLAIM, "rita");
        assertThatThrownBy(() -> steps.book.review(review, steps::policy)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> steps.book.alert(steps.alert("r2", 1), steps::policy))
                .isInstanceOf(IllegalStateException.class);
    }
}
