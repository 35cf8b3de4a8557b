package dev.milepost.console.review;

import dev.milepost.console.web.Grid;
import java.util.List;

/**
 * The page of a case.
 *
 * @param shown the case
 * @param list the list that has it
 * @param possible what the reviewer may do about it
 * @param referrals its referrals, the most urgent first
 * @param figures the advocate's against those of others
 * @param timeline the latest first
 * @param graph whom it has to do with
 * @param ring the ring that it is of, if any
 * @param rewards what hangs on it
 * @param alike decided cases
 * @param undo what the reviewer may turn round; null: nothing
 * @param confirming what a second person has to confirm; null: nothing
 * @param earlier the case before it in its list; empty: none
 * @param later the case after it; empty: none
 */
public record CasePage(
        ShownCase shown,
        CaseList list,
        Possible possible,
        List<Explained> referrals,
        Grid figures,
        Grid timeline,
        GraphView graph,
        Grid ring,
        Grid rewards,
        List<Alike> alike,
        Undo undo,
        Confirming confirming,
        String earlier,
        String later) {

    /** The kinds of fraud that are offered; others may be written. */
    public static final List<String> TYPOLOGIES = List.of(
            "self_referral",
            "farm",
            "ring",
            "slow_drip",
            "scripted_timing",
            "refund_after_reward",
            "threshold_gaming",
            "orphan_clicks",
            "aged_accounts");

    /**
     * A decided case that is like this one.
     *
     * @param alike the share of reasons that both have, 0 to 1
     * @param decision in words
     */
    public record Alike(String caseId, String advocate, String alike, String shared, String decision) {}

    /**
     * A decision that waits for a second person.
     *
     * @param first who made it
     * @param action as forms have it
     * @param named the referrals that whoever confirms it names
     * @param typology the kind of fraud; empty where nothing is rejected
     * @param reason as the first said it
     * @param words what it does
     * @param mine whether the reader made it, and cannot confirm it
     */
    public record Confirming(
            String first,
            String action,
            List<String> named,
            String typology,
            String reason,
            String words,
            boolean mine) {}
}
