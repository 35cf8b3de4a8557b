package dev.milepost.console.api;

import static dev.milepost.console.security.Role.ANALYST;
import static dev.milepost.console.security.Role.GROWTH;
import static dev.milepost.console.security.Role.REVIEWER;

import dev.milepost.console.security.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A view of the warehouse that programs may ask for, under its own name and with its own columns.
 *
 * @param view in the database {@code milepost}; with dashes for underscores it is the path's last part
 * @param roles who may
 * @param filters columns that may be asked for by value
 * @param order columns that bring its rows into one order, so that pages of it fit together
 * @param summary what it is, in a sentence
 */
record Resource(String view, Set<Role> roles, List<String> filters, String order, String summary) {

    private static final Set<Role> PEOPLE = EnumSet.of(ANALYST, GROWTH, REVIEWER);
    private static final Set<Role> FIGURES = EnumSet.of(ANALYST, GROWTH);

    /** Where all of them are. */
    static final String ROOT = "/api/v1/";

    static final List<Resource> ALL = List.of(
            new Resource("programs", FIGURES, List.of("program_id"), "program_id, version", "Versions of programs."),
            new Resource(
                    "referral_economics",
                    FIGURES,
                    List.of("program_id", "currency"),
                    "program_id, month, currency",
                    "What referrals of a program cost and bring, by month."),
            new Resource(
                    "experiment_results",
                    FIGURES,
                    List.of("experiment_id"),
                    "experiment_id, arm, metric, currency",
                    "The read-out of live experiments: each arm against the holdout."),
            new Resource(
                    "customers", PEOPLE, List.of("user_id", "advocate_id"), "user_id", "Customers, and how each came."),
            new Resource(
                    "bindings",
                    PEOPLE,
                    List.of("referee_id", "advocate_id", "referral_id", "program_id"),
                    "referee_id",
                    "Who was referred by whom, with the evidence, or why it was refused."),
            new Resource(
                    "milestones",
                    PEOPLE,
                    List.of("subject_id", "program_id", "milestone_id"),
                    "program_id, subject_id, milestone_id, occurrence",
                    "Milestones that were reached."),
            new Resource(
                    "asks",
                    PEOPLE,
                    List.of("user_id", "program_id", "milestone_id"),
                    "program_id, user_id, ask_id, decision",
                    "Decisions to ask for a referral, or why not."),
            new Resource(
                    "rewards",
                    PEOPLE,
                    List.of("reward_id", "beneficiary_id", "program_id", "state"),
                    "program_id, beneficiary_id, reward_id",
                    "Rewards and where each is."),
            new Resource(
                    "ledger",
                    PEOPLE,
                    List.of("reward_id", "beneficiary_id", "program_id"),
                    "program_id, beneficiary_id, reward_id, entry_id",
                    "The entries behind rewards."),
            new Resource(
                    "fraud_verdicts",
                    Role.READERS_OF_FRAUD,
                    List.of("referral_id", "referee_id", "advocate_id", "program_id"),
                    "program_id, referral_id, verdict_id",
                    "Verdicts on referrals, with reasons."),
            new Resource(
                    "fraud_cases",
                    Role.READERS_OF_FRAUD,
                    List.of("case_id", "program_id", "advocate_id", "status"),
                    "program_id, case_id",
                    "Cases of the review queue."),
            new Resource(
                    "fraud_case_events",
                    EnumSet.of(REVIEWER),
                    List.of("case_id", "cause_id"),
                    "case_id, sequence",
                    "What happened to cases."));

    /** Where it is asked for. */
    String path() {
        return ROOT + view.replace('_', '-');
    }
}
