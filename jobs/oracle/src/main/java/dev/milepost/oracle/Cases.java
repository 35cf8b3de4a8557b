package dev.milepost.oracle;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import dev.milepost.schemas.row.AskRow;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.schemas.row.MilestoneRow;
import dev.milepost.schemas.row.RewardRow;
import dev.milepost.testkit.population.TimedRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** How often what the rules tell apart is in a log, and has come of it. */
public final class Cases {

    private static final List<String> CLICKS =
            List.of("identified", "opted_out", "consent_changed", "support_ticket_opened", "support_ticket_resolved");

    private Cases() {}

    /** What has happened. */
    static Map<String, Long> in(List<TimedRecord> log) {
        Map<String, Long> cases = new TreeMap<>();
        Map<List<String>, Long> sales = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (TimedRecord record : log) {
            if (record.record() instanceof Purchase purchase) {
                sales.putIfAbsent(order(purchase), purchase.getAmountMinor());
            }
        }
        for (TimedRecord record : log) {
            if (!seen.add(record.stream() + record.key() + record.eventId())) {
                count(cases, "a record that comes again");
            } else if (record.record() instanceof Click click) {
                if (click.getUserId() == null) {
                    count(cases, "a click of a visitor");
                } else if (CLICKS.contains(click.getName())) {
                    count(cases, click.getName());
                }
            } else if (record.record() instanceof Purchase purchase) {
                boolean partial = purchase.getAmountMinor() < sales.get(order(purchase));
                count(cases, (partial ? "partial " : "whole ") + purchase.getKind());
            } else if (record.record() instanceof Signup signup) {
                count(cases, signup.getAccountId() == null ? "a signup" : "a signup of an account");
            } else if (record.record() instanceof Review review) {
                count(cases, "a review: " + review.getAction());
            } else if (record.record() instanceof UserAttributes
                    || record.record() instanceof FraudVerdict
                    || record.record() instanceof Payout) {
                count(cases, record.stream());
            }
        }
        cases.keySet().removeIf(name -> name.matches("partial (ORDER|RENEWAL)"));
        return cases;
    }

    private static List<String> order(Purchase purchase) {
        return List.of(purchase.getUserId(), purchase.getOrderId());
    }

    /** What has come of it: milestones by kind, decisions by reason, each step of ledgers by reason, refusals by word. */
    public static Map<String, Long> of(ProgramOracle.Found found) {
        Map<String, Long> cases = new TreeMap<>();
        for (SpecificRecord row : found.rows()) {
            if (row instanceof MilestoneRow milestone) {
                count(cases, "milestone of a " + milestone.getSubjectKind());
            } else if (row instanceof AskRow ask) {
                count(cases, (ask.getDecision() + " " + ask.getReason()).trim());
            } else if (row instanceof LedgerRow entry) {
                count(cases, entry.getStep() + " " + entry.getReason());
            } else if (row instanceof RewardRow reward) {
                String occurrence = reward.getOccurrence();
                if (reward.getState().equals("SKIPPED")) {
                    count(cases, "SKIPPED " + reward.getReason());
                }
                if (occurrence.contains("~")) {
                    count(cases, "another life");
                }
                if (occurrence.matches(".*#\\d+#\\d+.*")) {
                    count(cases, "a repetition");
                }
            }
        }
        found.ledgers()
                .values()
                .forEach(ledger ->
                        ledger.refused().forEach(refused -> count(cases, "payout refused: " + refused.reason())));
        reversedAfterPayout(found, cases);
        return cases;
    }

    private static void reversedAfterPayout(ProgramOracle.Found found, Map<String, Long> cases) {
        Map<String, LedgerRow> paid = new HashMap<>();
        for (SpecificRecord row : found.rows()) {
            if (row instanceof LedgerRow entry && entry.getStep().equals("PAID")) {
                paid.put(entry.getRewardId(), entry);
            }
        }
        for (SpecificRecord row : found.rows()) {
            if (row instanceof LedgerRow entry && entry.getStep().equals("REVERSED")) {
                LedgerRow payout = paid.get(entry.getRewardId());
                if (payout != null && payout.getEffectiveAt().isBefore(entry.getEffectiveAt())) {
                    count(cases, "reversed after it was paid, " + (entry.getAmountMinor() < 0 ? "down" : "up"));
                }
            }
        }
    }

    private static void count(Map<String, Long> cases, String name) {
        cases.merge(name, 1L, Long::sum);
    }
}
