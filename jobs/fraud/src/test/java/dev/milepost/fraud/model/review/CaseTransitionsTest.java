package dev.milepost.fraud.model.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.model.Review.OnTimeout;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every action in every state that a case may be in, by the case's own reviewer, rita, by another, sam, and by the advocate, ada:
 * what comes of it, and the status after. Whatever is not in the table cannot be: the table is whole, and each refusal is checked to
 * have changed no byte.
 */
class CaseTransitionsTest {

    /** States by name, each of two referrals, r1 and r2, with 100 at risk in each and a limit of 1,000 for one person. */
    private static final List<String> STATES = List.of(
            "open",
            "claimed",
            "lease over",
            "escalated",
            "half rejected",
            "pending",
            "blocked",
            "rejected",
            "approved",
            "appealed",
            "upheld",
            "timed out",
            "merged");

    private static final String TABLE = """
            open          | rita | CLAIM         | open
            open          | rita | RELEASE_CLAIM | not_claimed
            open          | rita | APPROVE       | decided +r1 +r2
            open          | rita | REJECT        | decided -r1 -r2
            open          | rita | PARTIAL r1    | decided +r2 -r1
            open          | rita | ESCALATE      | open escalated
            open          | rita | NOT_LINKED    | open
            open          | ada  | APPEAL        | nothing_to_appeal
            open          | ada  | APPROVE       | own_case
            claimed       | rita | CLAIM         | open
            claimed       | rita | RELEASE_CLAIM | open
            claimed       | rita | APPROVE       | decided +r1 +r2
            claimed       | rita | REJECT        | decided -r1 -r2
            claimed       | rita | PARTIAL r1    | decided +r2 -r1
            claimed       | rita | ESCALATE      | open escalated
            claimed       | rita | NOT_LINKED    | open
            claimed       | ada  | APPEAL        | nothing_to_appeal
            claimed       | sam  | CLAIM         | claimed_by_other
            claimed       | sam  | RELEASE_CLAIM | claimed_by_other
            claimed       | sam  | APPROVE       | claimed_by_other
            claimed       | sam  | REJECT        | claimed_by_other
            claimed       | sam  | PARTIAL r1    | claimed_by_other
            claimed       | sam  | ESCALATE      | claimed_by_other
            claimed       | sam  | NOT_LINKED    | claimed_by_other
            lease over    | rita | RELEASE_CLAIM | not_claimed
            lease over    | sam  | CLAIM         | open
            lease over    | sam  | RELEASE_CLAIM | not_claimed
            lease over    | sam  | APPROVE       | decided +r1 +r2
            lease over    | sam  | REJECT        | decided -r1 -r2
            lease over    | sam  | PARTIAL r1    | decided +r2 -r1
            lease over    | sam  | ESCALATE      | open escalated
            lease over    | sam  | NOT_LINKED    | open
            lease over    | ada  | APPEAL        | nothing_to_appeal
            escalated     | rita | CLAIM         | open escalated
            escalated     | rita | RELEASE_CLAIM | not_claimed
            escalated     | rita | APPROVE       | decided +r1 +r2
            escalated     | rita | REJECT        | decided -r1 -r2
            escalated     | rita | PARTIAL r1    | decided +r2 -r1
            escalated     | rita | ESCALATE      | already_escalated
            escalated     | rita | NOT_LINKED    | open escalated
            escalated     | ada  | APPEAL        | nothing_to_appeal
            half rejected | rita | CLAIM         | open
            half rejected | rita | RELEASE_CLAIM | not_claimed
            half rejected | rita | APPROVE       | decided +r1 +r2
            half rejected | rita | APPROVE r1    | open +r1
            half rejected | rita | REJECT        | decided -r2
            half rejected | rita | REJECT r1     | already_so
            half rejected | rita | PARTIAL r1    | decided +r2
            half rejected | rita | PARTIAL r2    | partial_of_all
            half rejected | rita | ESCALATE      | open escalated
            half rejected | rita | NOT_LINKED    | open
            half rejected | ada  | APPEAL        | open
            half rejected | ada  | APPEAL r2     | nothing_to_appeal
            pending       | rita | CLAIM         | pending
            pending       | rita | RELEASE_CLAIM | not_claimed
            pending       | rita | APPROVE       | pending
            pending       | rita | REJECT        | second_person_required
            pending       | rita | PARTIAL r1    | pending
            pending       | rita | ESCALATE      | pending escalated
            pending       | rita | NOT_LINKED    | pending
            pending       | ada  | APPEAL        | nothing_to_appeal
            pending       | sam  | APPROVE       | pending
            pending       | sam  | REJECT        | decided -r1 -r2
            blocked       | rita | CLAIM         | blocked
            blocked       | rita | RELEASE_CLAIM | not_claimed
            blocked       | rita | APPROVE       | decided +r1 +r2
            blocked       | rita | REJECT        | decided -r1 -r2
            blocked       | rita | PARTIAL r1    | decided +r2 -r1
            blocked       | rita | ESCALATE      | nothing_to_decide
            blocked       | rita | NOT_LINKED    | blocked
            blocked       | ada  | APPEAL        | open
            blocked       | ada  | APPROVE       | own_case
            rejected      | rita | CLAIM         | nothing_to_decide
            rejected      | rita | RELEASE_CLAIM | not_claimed
            rejected      | rita | APPROVE       | decided +r1 +r2
            rejected      | rita | APPROVE r1    | decided +r1
            rejected      | rita | REJECT        | already_so
            rejected      | rita | PARTIAL r1    | partial_of_all
            rejected      | rita | ESCALATE      | nothing_to_decide
            rejected      | rita | NOT_LINKED    | decided
            rejected      | ada  | APPEAL        | open
            approved      | rita | CLAIM         | nothing_to_decide
            approved      | rita | RELEASE_CLAIM | not_claimed
            approved      | rita | APPROVE       | already_so
            approved      | rita | REJECT        | decided -r1 -r2
            approved      | rita | PARTIAL r1    | partial_of_all
            approved      | rita | ESCALATE      | nothing_to_decide
            approved      | rita | NOT_LINKED    | decided
            approved      | ada  | APPEAL        | nothing_to_appeal
            appealed      | rita | CLAIM         | open
            appealed      | rita | RELEASE_CLAIM | not_claimed
            appealed      | rita | APPROVE       | decided +r1 +r2
            appealed      | rita | REJECT        | decided -r1 -r2
            appealed      | rita | PARTIAL r1    | decided +r2 -r1
            appealed      | rita | ESCALATE      | open escalated
            appealed      | rita | NOT_LINKED    | open
            appealed      | ada  | APPEAL        | nothing_to_appeal
            upheld        | rita | CLAIM         | nothing_to_decide
            upheld        | rita | RELEASE_CLAIM | not_claimed
            upheld        | rita | APPROVE       | decided +r1 +r2
            upheld        | rita | REJECT        | already_so
            upheld        | rita | PARTIAL r1    | partial_of_all
            upheld        | rita | ESCALATE      | nothing_to_decide
            upheld        | rita | NOT_LINKED    | decided
            upheld        | ada  | APPEAL        | nothing_to_appeal
            timed out     | rita | CLAIM         | timed_out
            timed out     | rita | RELEASE_CLAIM | not_claimed
            timed out     | rita | APPROVE       | timed_out refused
            timed out     | rita | APPROVE r1    | timed_out refused
            timed out     | rita | REJECT        | decided -r1 -r2
            timed out     | rita | PARTIAL r1    | timed_out refused
            timed out     | rita | ESCALATE      | nothing_to_decide
            timed out     | rita | NOT_LINKED    | timed_out
            timed out     | ada  | APPEAL        | timed_out refused
            merged        | rita | CLAIM         | merged
            merged        | rita | RELEASE_CLAIM | merged
            merged        | rita | APPROVE       | merged
            merged        | rita | REJECT        | merged
            merged        | rita | PARTIAL r1    | merged
            merged        | rita | ESCALATE      | merged
            merged        | rita | NOT_LINKED    | merged
            merged        | ada  | APPEAL        | merged
            """;

    private final Steps steps = new Steps();

    private String in(String state) {
        if (state.equals("blocked")) {
            steps.take(steps.alert("ada", "r1", 950_000, 100, true, null));
            return steps.take(steps.alert("ada", "r2", 950_000, 100, true, null))
                    .cases()
                    .get(0)
                    .caseId();
        }
        String id = steps.begin("r1", "r2");
        switch (state) {
            case "open" -> {}
            case "claimed" -> steps.take(id, ReviewAction.CLAIM, "rita");
            case "lease over" -> {
                steps.take(id, ReviewAction.CLAIM, "rita");
                steps.now += 15 * Steps.MINUTE;
            }
            case "escalated" -> steps.take(id, ReviewAction.ESCALATE, "rita");
            case "half rejected" -> steps.take(id, ReviewAction.REJECT, "rita", "r1");
            case "pending" -> {
                steps.secondPersonOverMinor = 199;
                steps.take(id, ReviewAction.REJECT, "rita");
            }
            case "rejected" -> steps.take(id, ReviewAction.REJECT, "rita");
            case "approved" -> steps.take(id, ReviewAction.APPROVE, "rita");
            case "appealed", "upheld" -> {
                steps.take(id, ReviewAction.REJECT, "rita");
                steps.take(id, ReviewAction.APPEAL, "ada");
                if (state.equals("upheld")) {
                    steps.take(id, ReviewAction.REJECT, "sam");
                }
            }
            case "timed out" -> steps.now = 7 * Steps.DAY;
            case "merged" -> merge(id);
            default -> throw new IllegalArgumentException(state);
        }
        steps.advance();
        return id;
    }

    /** Into the case of another advocate, which was opened before. */
    private void merge(String id) {
        CaseBook other = new CaseBook();
        Alert first = steps.alert("abe", "s1", 500_000, 100, false, "ring");
        other.alert(first, steps::policy);
        steps.now++;
        steps.book.ofOpening().forEach(each -> {
            each.openedMillis = steps.now;
            other.add(each);
        });
        steps.book = other;
        steps.take(steps.alert("ada", "r1", 500_000, 100, false, "ring"));
        assertThat(steps.book.view(id).mergedInto()).isNotNull();
    }

    private static String told(Outcome outcome) {
        if (outcome.refusal() != null) {
            assertThat(outcome.refusal().sentence()).isNotBlank();
            String reason = outcome.refusal().reason().code();
            return reason.equals("timed_out") ? reason + " refused" : reason;
        }
        CaseView view = outcome.cases().get(0);
        StringBuilder told = new StringBuilder(view.status().name().toLowerCase(Locale.ROOT));
        told.append(view.escalated() ? " escalated" : "");
        if (outcome.decision() != null) {
            outcome.decision().approved().forEach(each -> told.append(" +").append(each));
            outcome.decision().rejected().forEach(each -> told.append(" -").append(each));
        }
        return told.toString();
    }

    @Test
    void eachActionInEachStateDoesWhatTheTableSays() {
        List<String> wrong = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            String[] cells = line.split(" *\\| *", -1);
            String[] action = cells[2].split(" ", -1);
            CaseTransitionsTest fresh = new CaseTransitionsTest();
            String id = fresh.in(cells[0]);
            String[] referrals = action.length == 1 ? new String[0] : new String[] {action[1]};
            Outcome outcome = fresh.steps.take(id, ReviewAction.valueOf(action[0]), cells[1], referrals);
            if (!told(outcome).equals(cells[3])) {
                wrong.add(line + " but is " + told(outcome));
            }
            assertThat(AuditChain.verify(fresh.steps.log(id))).isEmpty();
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theTableIsWhole() {
        Map<String, Set<String>> actions = new TreeMap<>();
        for (String line : TABLE.lines().toList()) {
            String[] cells = line.split(" *\\| *", -1);
            actions.computeIfAbsent(cells[0], state -> new TreeSet<>()).add(cells[2].split(" ", -1)[0]);
        }
        assertThat(actions.keySet()).containsExactlyInAnyOrderElementsOf(STATES);
        Set<String> all = new TreeSet<>();
        EnumSet.allOf(ReviewAction.class).forEach(each -> all.add(each.name()));
        assertThat(actions.values()).allSatisfy(each -> assertThat(each).isEqualTo(all));
    }

    @Test
    void afterTheTimeWhatIsVoidedIsApprovedNoMoreUntilAnotherAlert() {
        String id = in("timed out");
        assertThat(steps.log(id))
                .extracting(AuditEvent::kind)
                .containsExactly("ALERT", "ALERT", "SLA_BREACHED", "TIMED_OUT");
        assertThat(steps.onTimeout).isEqualTo(OnTimeout.VOID);
        assertThat(steps.take(id, ReviewAction.APPROVE, "rita").refusal().reason())
                .isEqualTo(Refusal.Reason.TIMED_OUT);
        assertThat(steps.take(id, ReviewAction.REJECT, "rita", "r2").decision().rejected())
                .containsExactly("r2");
        // A rejection may be taken back: others count the referral.
        assertThat(steps.take(id, ReviewAction.APPROVE, "rita", "r2").decision().approved())
                .containsExactly("r2");
        steps.now++;
        steps.take(steps.alert("r1", 100));
        assertThat(steps.take(id, ReviewAction.APPROVE, "rita").decision().approved())
                .containsExactly("r1");
    }

    /** The case may wait again, for an appeal, and its time may end in another way: what was voided is voided. */
    @Test
    void whatWasVoidedByTimeStaysSoWhenTheTimeIsOverAgain() {
        String id = in("timed out");
        steps.take(id, ReviewAction.REJECT, "rita", "r1");
        steps.take(id, ReviewAction.APPEAL, "ada", "r1");
        steps.onTimeout = OnTimeout.RELEASE;
        steps.now += 7 * Steps.DAY;
        steps.advance();
        assertThat(steps.take(id, ReviewAction.APPROVE, "rita", "r2").refusal().reason())
                .isEqualTo(Refusal.Reason.TIMED_OUT);
    }

    @Test
    void whatTheProgramReleasesByTimeMayStillBeApprovedUnlessItIsBlocked() {
        steps.onTimeout = OnTimeout.RELEASE;
        String id = steps.begin("r1", "r2");
        steps.now++;
        steps.take(steps.alert("ada", "r2", 950_000, 100, true, null));
        steps.now += 7 * Steps.DAY;
        steps.advance();
        assertThat(steps.take(id, ReviewAction.APPEAL, "ada").refusal().reason())
                .isEqualTo(Refusal.Reason.TIMED_OUT);
        assertThat(steps.take(id, ReviewAction.APPROVE, "rita", "r2").refusal().reason())
                .isEqualTo(Refusal.Reason.TIMED_OUT);
        assertThat(steps.take(id, ReviewAction.APPROVE, "rita", "r1").decision().approved())
                .containsExactly("r1");
    }
}
