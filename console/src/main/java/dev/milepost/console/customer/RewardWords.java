package dev.milepost.console.customer;

import dev.milepost.console.web.Money;
import java.util.Map;

/** Where a reward is, in a sentence. */
public final class RewardWords {

    private RewardWords() {}

    /** Of one row of the view of rewards: its program, state, reason, held_until, updated, amount_minor and currency; where it is of several people its beneficiary. */
    public static String sentence(Map<String, String> reward) {
        String what = reward.get("amount_minor").equals("0")
                ? "A reward"
                : Money.text(reward.get("amount_minor"), reward.get("currency"));
        String whose = reward.containsKey("beneficiary") ? " for " + reward.get("beneficiary") : "";
        String subject = what + " of " + reward.get("program") + whose;
        String reason = reward.get("reason").isEmpty()
                ? ""
                : ", because of " + reward.get("reason").replace('_', ' ');
        return switch (reward.get("state")) {
            case "EARNED" -> subject + " is earned, and its hold begins.";
            case "HELD" ->
                subject + " is held until " + reward.get("held_until") + ", or until its referral is judged" + reason
                        + ".";
            case "RELEASED" -> subject + " was released at " + reward.get("updated") + ", and is to be paid out.";
            case "PAID" -> subject + " was paid at " + reward.get("updated") + ".";
            case "EXPIRED" -> subject + " was not used in time, and expired at " + reward.get("updated") + ".";
            case "VOIDED" -> subject + " was voided at " + reward.get("updated") + reason + ".";
            case "REVERSED" ->
                reward.get("reason").equals("refund_cancelled")
                        ? subject + " was given back at " + reward.get("updated") + ", as the refund was cancelled."
                        : subject + " was taken back at " + reward.get("updated") + reason + ".";
            case "SKIPPED" -> subject + " was not granted" + reason + ".";
            default -> subject + " is " + reward.get("state") + reason + ".";
        };
    }
}
