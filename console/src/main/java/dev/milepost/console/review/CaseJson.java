package dev.milepost.console.review;

import dev.milepost.schemas.event.ReviewAction;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cases, and what became of decisions, as programs get them. What is in {@code fraud_cases} has its names of there. */
final class CaseJson {

    private static final int MILLIONTHS = 6;

    private CaseJson() {}

    /** One of a list. */
    static Map<String, Object> listed(ShownCase shown) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("case_id", shown.caseId());
        json.put("program_id", shown.programId());
        json.put("advocate_id", shown.advocateId());
        json.put("ring_id", shown.ringId());
        json.put("status", shown.status());
        json.put("version", shown.version());
        json.put("opened_at", shown.openedAt());
        json.put("claimed_by", shown.claimedBy());
        json.put("claimed_until", given(shown.claimedUntil()));
        json.put("escalated", shown.escalated());
        json.put("referrals", shown.referrals());
        json.put("undecided", shown.undecided());
        json.put("score", shown.score().toPlainString());
        json.put("money_minor", shown.moneyMinor());
        json.put("currency", shown.currency());
        json.put("sla_at", given(shown.slaAt()));
        json.put("due_at", given(shown.dueAt()));
        json.put("pending_by", shown.pendingBy());
        json.put("merged_into", shown.mergedInto());
        return json;
    }

    /** One with what a decision needs. */
    static Map<String, Object> whole(ShownCase shown, Possible possible) {
        Map<String, Object> json = listed(shown);
        json.put("alerts", shown.alerts().stream().map(CaseJson::alert).toList());
        json.put("actions", names(possible.actions()));
        json.put("obstacle", possible.obstacle());
        return json;
    }

    private static Map<String, Object> alert(ShownAlert alert) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("referral_id", alert.referralId());
        json.put("verdict_id", alert.verdictId());
        json.put("state", alert.state());
        json.put("open", alert.isOpen());
        json.put("blocked", alert.blocked());
        json.put(
                "score", BigDecimal.valueOf(alert.scoreMillionths(), MILLIONTHS).toPlainString());
        json.put("money_minor", alert.moneyMinor());
        return json;
    }

    /**
     * What became of one decision.
     *
     * @param path where this is asked for again
     */
    static Map<String, Object> decision(SentView view, String path) {
        SentView.Line line = view.lines().get(0);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("decision_id", line.eventId());
        json.put("follow", path);
        json.put("case_id", line.caseId());
        json.put("action", line.action());
        json.put("state", line.state().name().toLowerCase(Locale.ROOT));
        json.put("sentence", line.sentence());
        json.put("reason", given(line.reason()));
        json.put("decided", line.decided());
        json.put("complete", view.isComplete());
        json.put("complete_to", view.completeTo());
        json.put("rewards", view.rewards().stream().map(CaseJson::reward).toList());
        return json;
    }

    private static Map<String, Object> reward(Map<String, String> row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("program_id", row.get("program"));
        json.put("reward_id", row.get("reward"));
        json.put("beneficiary_id", row.get("beneficiary"));
        json.put("state", row.get("state"));
        json.put("reason", row.get("reason"));
        return json;
    }

    /** As JSON spells them, in one order. */
    static List<String> names(Collection<ReviewAction> actions) {
        return actions.stream()
                .sorted()
                .map(action -> action.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String given(String text) {
        return text.isEmpty() ? null : text;
    }
}
