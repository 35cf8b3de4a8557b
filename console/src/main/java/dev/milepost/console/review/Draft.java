package dev.milepost.console.review;

import dev.milepost.fraud.model.review.CaseBook;
import dev.milepost.schemas.event.ReviewAction;
import io.javalin.http.BadRequestResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What somebody wants done about a case, as they filled it in: on a page, or in a program's JSON. What an order needs is said here for
 * both; the fields have the names that forms and JSON give them.
 *
 * @param action its name, in any case
 * @param version of the case that they saw; null: none is said
 * @param referralIds those chosen; empty: none
 * @param typology the kind of fraud; empty: none said
 * @param reason why, in a word; empty: none said
 * @param note why, in their own words; empty: none
 */
record Draft(String action, Long version, List<String> referralIds, String typology, String reason, String note) {

    static final String ACTION = "action";
    static final String VERSION = "version";
    static final String TYPOLOGY = "typology";
    static final String REASON = "reason";
    static final String NOTE = "note";

    /** What chooses referrals, as a form and as JSON have it. */
    static final String REFERRAL = "referral";

    static final String REFERRAL_IDS = "referral_ids";

    static final int LONGEST_WORD = 200;
    static final int LONGEST_NOTE = 2_000;

    /** Of one case; an appeal is the advocate's. */
    static final Set<ReviewAction> ACTIONS = EnumSet.of(
            ReviewAction.CLAIM,
            ReviewAction.RELEASE_CLAIM,
            ReviewAction.APPROVE,
            ReviewAction.REJECT,
            ReviewAction.PARTIAL,
            ReviewAction.ESCALATE,
            ReviewAction.NOT_LINKED);

    private static final Set<ReviewAction> OF_REFERRALS =
            EnumSet.of(ReviewAction.APPROVE, ReviewAction.REJECT, ReviewAction.PARTIAL, ReviewAction.NOT_LINKED);

    /** Under which name the answer says what field is wrong. */
    static final String FIELD = "field";

    Draft {
        referralIds = referralIds.stream().distinct().toList();
        typology = typology.strip();
        reason = reason.strip();
        note = note.strip();
    }

    /**
     * What is to be sent. What is decided names its referrals, chosen or else all that are open, as labels are made of named ones alone;
     * and because of none named the pipeline decides all, decided or not.
     *
     * @throws BadRequestResponse where it cannot be sent so, with what is missing, and in which field
     */
    Order order(ShownCase of) {
        ReviewAction done = action(action, ACTIONS);
        boolean rejects = done == ReviewAction.REJECT || done == ReviewAction.PARTIAL;
        demandWords(rejects);
        demand(
                done != ReviewAction.PARTIAL || !referralIds.isEmpty(),
                REFERRAL_IDS,
                "Choose the referrals to reject; the others are approved.");
        demand(
                done != ReviewAction.PARTIAL || of.showsAll(),
                ACTION,
                "The case has more referrals than are shown, and nobody approves what they have not seen: reject and approve"
                        + " in parts.");
        demand(referralIds.size() <= CaseBook.BULK, REFERRAL_IDS, "That names too many referrals at once.");
        return new Order(
                of, demandVersion(), done, referrals(done, referralIds, of), rejects ? typology : "", reason, note);
    }

    /**
     * The opposite of a decision.
     *
     * @throws BadRequestResponse where it rejects, and does not say why
     */
    List<Order> undoing(ShownCase of, Undo undo) {
        demandWords(undo.needsWords());
        return undo.orders(of, demandVersion(), typology, reason, note);
    }

    private void demandWords(boolean rejects) {
        demandLength(TYPOLOGY, typology, LONGEST_WORD);
        demandLength(REASON, reason, LONGEST_WORD);
        demandLength(NOTE, note, LONGEST_NOTE);
        demand(!rejects || !typology.isEmpty(), TYPOLOGY, "Say what kind of fraud it is.");
        demand(!rejects || !reason.isEmpty(), REASON, "Say why you reject it.");
    }

    private long demandVersion() {
        demand(version != null, VERSION, "The version of the case is missing. Load it again.");
        return version;
    }

    private static void demandLength(String field, String value, int longest) {
        demand(value.length() <= longest, field, "Say it in at most " + longest + " characters.");
    }

    /**
     * Those that an action is about; empty: it is about the case.
     *
     * @throws BadRequestResponse where it decides, and none is chosen or open
     */
    static List<String> referrals(ReviewAction action, List<String> chosen, ShownCase of) {
        if (!OF_REFERRALS.contains(action)) {
            return List.of();
        }
        if (!chosen.isEmpty() || action == ReviewAction.NOT_LINKED) {
            return chosen;
        }
        demand(
                !of.open().isEmpty() || of.isMerged(),
                REFERRAL_IDS,
                "Nothing of case " + of.caseId()
                        + " is open any more: choose the referrals of which you want it otherwise.");
        return of.open();
    }

    /**
     * The action of that name.
     *
     * @throws BadRequestResponse where it is none of these
     */
    static ReviewAction action(String given, Set<ReviewAction> among) {
        String name = given.toUpperCase(Locale.ROOT);
        return among.stream()
                .filter(action -> action.name().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong(ACTION, "That is nothing that can be done here."));
    }

    static void demand(boolean met, String field, String otherwise) {
        if (!met) {
            throw wrong(field, otherwise);
        }
    }

    static BadRequestResponse wrong(String field, String words) {
        return new BadRequestResponse(words, Map.of(FIELD, field));
    }
}
