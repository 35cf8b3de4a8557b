package dev.milepost.fraud.model.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.review.Outcome.Kind;
import dev.milepost.programs.model.Review.OnTimeout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random alerts and reviews of several advocates by several people, with stale versions and repeats among them. */
class CasePropertyTest {

    private static final int SEEDS = 50 * Integer.getInteger("milepost.seeds", 10);
    private static final int STEPS = 120;
    private static final int REFERRALS = 9;
    private static final String[] PEOPLE = {"rita", "sam", "tom", "ada"};
    private static final String[] ADVOCATES = {"ada", "bo", "cy"};
    private static final String[] RINGS = {"k1", "k2", null, null, null, null, null, null, null, null};

    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final Map<Refusal.Reason, Integer> refusals = new EnumMap<>(Refusal.Reason.class);
    private int second;

    @Test
    void whateverIsTriedTheRulesHold() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Trial(seed).run();
        }
        assertThat(kinds.get(Kind.ACCEPTED)).isGreaterThan(10 * SEEDS);
        assertThat(kinds.get(Kind.PENDING)).isGreaterThan(SEEDS);
        assertThat(kinds.get(Kind.REFUSED)).isGreaterThan(10 * SEEDS);
        assertThat(kinds.get(Kind.REPEATED)).isGreaterThan(SEEDS);
        assertThat(second).as("decisions of two people").isGreaterThan(SEEDS / 4);
        assertThat(refusals.keySet()).as("refusals of %d seeds", SEEDS).contains(Refusal.Reason.values());
    }

    /** One sequence. */
    private final class Trial {

        private final Random random;
        private final Steps steps = new Steps();
        private final List<CaseReview> tried = new ArrayList<>();

        /** What was accepted, in order: an alert or a review. */
        private final List<Object> accepted = new ArrayList<>();

        private final Map<String, Long> versions = new HashMap<>();
        private final Map<String, Boolean> standing = new HashMap<>();
        private final Map<String, Long> money = new HashMap<>();

        /** Of a case and a person the referrals whose decision stands by that person alone. */
        private final Map<String, Set<String>> alone = new HashMap<>();

        Trial(int seed) {
            random = new Random(seed);
            steps.onTimeout = List.of(OnTimeout.values()).get(seed % 3);
            steps.secondPersonOverMinor = 300L + random.nextInt(400);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                steps.now += random.nextInt(3) > 0 ? random.nextInt(600_000) : random.nextInt((int) (9 * Steps.HOUR));
                steps.now += random.nextInt(200) == 0 ? 300 * Steps.DAY : 0;
                steps.advance();
                if (random.nextInt(4) == 0) {
                    alert();
                } else {
                    review();
                }
                steps.book = random.nextInt(10) == 0 ? Bytes.restored(Steps.CODEC, steps.book) : steps.book;
                steps.book = random.nextInt(10) == 0 ? steps.book.copy() : steps.book;
                check();
            }
            chains();
            replay();
        }

        private void alert() {
            String advocate = ADVOCATES[random.nextInt(3)];
            String referral = advocate + "-" + random.nextInt(REFERRALS);
            boolean blocked = random.nextInt(8) == 0;
            Alert alert = steps.alert(
                    advocate,
                    referral,
                    300_000 + random.nextInt(700_000),
                    random.nextInt(300),
                    blocked,
                    RINGS[random.nextInt(10)]);
            if (steps.take(alert).kind() == Kind.ACCEPTED) {
                accepted.add(alert);
                money.put(referral, alert.moneyMinor());
            }
            byte[] before = Bytes.of(Steps.CODEC, steps.book);
            assertThat(steps.take(alert).kind()).isEqualTo(Kind.REPEATED);
            assertThat(Bytes.of(Steps.CODEC, steps.book)).isEqualTo(before);
        }

        private void review() {
            CaseReview review = random.nextInt(6) == 0 && !tried.isEmpty() ? again() : fresh();
            tried.add(review);
            Outcome outcome = steps.take(review);
            kinds.merge(outcome.kind(), 1, Integer::sum);
            if (outcome.kind() == Kind.ACCEPTED || outcome.kind() == Kind.PENDING) {
                accepted.add(review);
            }
            if (outcome.refusal() != null) {
                refusals.merge(outcome.refusal().reason(), 1, Integer::sum);
            }
            if (outcome.decision() != null) {
                decided(review, outcome.decision());
            }
        }

        /** One that was tried before, as the log would bring it again: at its time no more, so at this. */
        private CaseReview again() {
            CaseReview old = tried.get(random.nextInt(tried.size()));
            return new CaseReview(
                    old.eventId(),
                    steps.now,
                    old.caseId(),
                    old.programId(),
                    old.advocateId(),
                    old.expectedVersion(),
                    old.propensityMillionths(),
                    old.action(),
                    old.referralIds(),
                    old.typology(),
                    old.reason(),
                    old.reviewer(),
                    old.note());
        }

        private CaseReview fresh() {
            List<ReviewCase> cases = new ArrayList<>(steps.book.cases.values());
            cases.removeIf(each -> each.status == CaseStatus.MERGED && random.nextInt(10) > 0);
            if (cases.isEmpty() || random.nextInt(40) == 0) {
                return steps.review("none", ReviewAction.CLAIM, "rita");
            }
            ReviewCase target = cases.get(random.nextInt(cases.size()));
            ReviewAction action = List.of(ReviewAction.values()).get(random.nextInt(8));
            List<String> referrals = named(target);
            if (target.pending != null && random.nextInt(3) > 0) {
                boolean rejects = target.pending.approved().isEmpty();
                action = rejects ? ReviewAction.REJECT : ReviewAction.APPROVE;
                referrals = rejects ? target.pending.rejected() : target.pending.approved();
            }
            String person = action == ReviewAction.APPEAL ? target.advocateId : PEOPLE[random.nextInt(4)];
            return spoilt(steps.review(target.caseId, action, person, referrals.toArray(String[]::new)));
        }

        private List<String> named(ReviewCase target) {
            if (random.nextInt(60) == 0) {
                return Collections.nCopies(101, "ada-1");
            }
            List<String> all = new ArrayList<>(target.referrals.keySet());
            Collections.shuffle(all, random);
            List<String> named = new ArrayList<>(all.subList(0, Math.min(all.size(), random.nextInt(3))));
            if (random.nextInt(30) == 0) {
                named.add("nobody");
            }
            return named;
        }

        /** Now and then with a mistake. */
        private CaseReview spoilt(CaseReview review) {
            ReviewCase target = steps.book.cases.get(review.caseId());
            return new CaseReview(
                    review.eventId(),
                    random.nextInt(30) == 0 ? target.heardMillis - 1 : review.timeMillis(),
                    review.caseId(),
                    random.nextInt(40) == 0 ? "q" : "p",
                    review.advocateId(),
                    review.expectedVersion() - (random.nextInt(8) == 0 ? 1 : 0),
                    review.propensityMillionths(),
                    review.action(),
                    review.referralIds(),
                    random.nextInt(20) == 0 ? null : review.typology(),
                    random.nextInt(20) == 0 ? "" : review.reason(),
                    review.reviewer(),
                    null);
        }

        private void decided(CaseReview review, Decision decision) {
            Set<String> both = new HashSet<>(decision.approved());
            both.retainAll(decision.rejected());
            assertThat(both).isEmpty();
            List<String> referrals = new ArrayList<>(decision.approved());
            referrals.addAll(decision.rejected());
            assertThat(referrals).isNotEmpty();
            decision.approved().forEach(each -> standing.put(each, true));
            decision.rejected().forEach(each -> standing.put(each, false));
            alone.values().forEach(each -> each.removeAll(referrals));
            if (decision.confirmedBy() == null) {
                assertThat(decision.reviewer()).isEqualTo(review.reviewer());
                Set<String> mine =
                        alone.computeIfAbsent(decision.caseId() + "/" + decision.reviewer(), key -> new HashSet<>());
                mine.addAll(referrals);
                assertThat(mine.stream().mapToLong(money::get).sum()).isLessThanOrEqualTo(steps.secondPersonOverMinor);
            } else {
                second++;
                assertThat(decision.confirmedBy()).isEqualTo(review.reviewer()).isNotEqualTo(decision.reviewer());
            }
        }

        /** Versions grow; a referral is in one case, and stands there as it was decided last. */
        private void check() {
            Set<String> seen = new HashSet<>();
            for (ReviewCase each : steps.book.cases.values()) {
                long before = versions.getOrDefault(each.caseId, 0L);
                assertThat(each.version).isGreaterThanOrEqualTo(before);
                versions.put(each.caseId, each.version);
                for (CaseReferral referral : each.referrals.values()) {
                    assertThat(seen.add(referral.referralId)).isTrue();
                    assertThat(referral.approved && referral.rejected).isFalse();
                    if (referral.isDecided()) {
                        assertThat(referral.approved).isEqualTo(standing.get(referral.referralId));
                    }
                }
                boolean open = each.undecided() > 0 || each.pending != null;
                assertThat(each.status.isAwaited() && !open).isFalse();
                assertThat(each.status == CaseStatus.DECIDED && open).isFalse();
                assertThat(each.pending != null).isEqualTo(each.status == CaseStatus.PENDING);
            }
        }

        /** Each log holds together, ends with what the case says, and has one version more for each step. */
        private void chains() {
            for (CaseView view : steps.book.views()) {
                List<AuditEvent> log = steps.log(view.caseId());
                assertThat(AuditChain.verify(log, view.auditEvents(), view.auditHash()))
                        .isEmpty();
                long version = 0;
                for (AuditEvent event : log) {
                    boolean raises = !Set.of("SLA_BREACHED", "TIMED_OUT").contains(event.kind());
                    version += raises ? 1 : 0;
                    assertThat(event.version()).isEqualTo(version);
                }
            }
        }

        /** Only what was accepted, once more, asked seldom: the same bytes. */
        private void replay() {
            CaseBook book = new CaseBook();
            for (Object each : accepted) {
                if (each instanceof Alert alert) {
                    book.advanceTo(alert.timeMillis(), steps::policy);
                    book.alert(alert, steps::policy);
                } else if (each instanceof CaseReview review) {
                    book.advanceTo(review.timeMillis(), steps::policy);
                    book.review(review, steps::policy);
                }
            }
            book.advanceTo(steps.now, steps::policy);
            assertThat(Bytes.of(Steps.CODEC, book)).isEqualTo(Bytes.of(Steps.CODEC, steps.book));
        }
    }
}
