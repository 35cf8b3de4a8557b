package dev.milepost.console.review;

import dev.milepost.fraud.model.review.CaseBook;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.schemas.event.ReviewAction;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What people fill in. */
final class Forms {

    private static final int LONGEST_WORD = 200;
    private static final int LONGEST_NOTE = 2_000;

    /** Of a case's page; an appeal is the advocate's. */
    private static final Set<ReviewAction> ACTIONS = EnumSet.of(
            ReviewAction.CLAIM,
            ReviewAction.RELEASE_CLAIM,
            ReviewAction.APPROVE,
            ReviewAction.REJECT,
            ReviewAction.PARTIAL,
            ReviewAction.ESCALATE,
            ReviewAction.NOT_LINKED);

    /** Of the queue: what says what fraud it is needs a look at the case. */
    private static final Set<ReviewAction> OF_MANY =
            EnumSet.of(ReviewAction.CLAIM, ReviewAction.APPROVE, ReviewAction.ESCALATE);

    private static final Set<ReviewAction> OF_REFERRALS =
            EnumSet.of(ReviewAction.APPROVE, ReviewAction.REJECT, ReviewAction.PARTIAL, ReviewAction.NOT_LINKED);

    private Forms() {}

    /**
     * The action of a case's page. What is decided names its referrals, chosen or else all that are open, as labels are made of named
     * ones alone.
     *
     * @throws BadRequestResponse where it cannot be sent so, with what is missing
     */
    static Order order(Context context, ShownCase of) {
        ReviewAction action = action(context, ACTIONS);
        List<String> chosen = context.formParams("referral").stream().distinct().toList();
        String typology = word(context, "typology", LONGEST_WORD);
        String reason = word(context, "reason", LONGEST_WORD);
        boolean rejects = action == ReviewAction.REJECT || action == ReviewAction.PARTIAL;
        demand(!rejects || !typology.isBlank(), "Say what kind of fraud it is.");
        demand(!rejects || !reason.isBlank(), "Say why you reject it.");
        demand(
                action != ReviewAction.PARTIAL || !chosen.isEmpty(),
                "Choose the referrals to reject; the others are approved.");
        demand(chosen.size() <= CaseBook.BULK, "That names too many referrals at once.");
        return new Order(
                of,
                version(context.formParam("version")),
                action,
                referrals(action, chosen, of),
                rejects ? typology : "",
                reason,
                word(context, "note", LONGEST_NOTE));
    }

    /**
     * The opposite of a decision.
     *
     * @throws BadRequestResponse where it rejects, and does not say why
     */
    static List<Order> undoing(Context context, ShownCase of, Undo undo) {
        String typology = word(context, "typology", LONGEST_WORD);
        String reason = word(context, "reason", LONGEST_WORD);
        demand(!undo.needsWords() || !typology.isBlank(), "Say what kind of fraud it is.");
        demand(!undo.needsWords() || !reason.isBlank(), "Say why you reject it.");
        return undo.orders(
                of, version(context.formParam("version")), typology, reason, word(context, "note", LONGEST_NOTE));
    }

    /**
     * One action on the cases chosen in the queue.
     *
     * @throws BadRequestResponse where none, or too many, are chosen, or one is not there
     */
    static List<Order> orders(Context context, ReviewReads reads) throws ClickHouseFailure {
        ReviewAction action = action(context, OF_MANY);
        Map<String, Long> versions = new LinkedHashMap<>();
        for (String chosen : context.formParams("case")) {
            int at = chosen.lastIndexOf('@');
            demand(at > 0, "That is no case of the queue.");
            versions.put(chosen.substring(0, at), version(chosen.substring(at + 1)));
        }
        demand(!versions.isEmpty(), "Choose cases first.");
        demand(versions.size() <= CaseBook.BULK, "Choose at most " + CaseBook.BULK + " cases.");
        Map<String, ShownCase> cases = reads.cases(versions.keySet());
        List<Order> orders = new ArrayList<>();
        versions.forEach((id, version) -> {
            ShownCase of = cases.get(id);
            demand(of != null, "The warehouse has no such case.");
            orders.add(Order.plain(of, version, action, referrals(action, List.of(), of)));
        });
        return orders;
    }

    private static List<String> referrals(ReviewAction action, List<String> chosen, ShownCase of) {
        if (!OF_REFERRALS.contains(action)) {
            return List.of();
        }
        boolean open = chosen.isEmpty() && action != ReviewAction.NOT_LINKED;
        return open ? of.open() : chosen;
    }

    private static ReviewAction action(Context context, Set<ReviewAction> among) {
        String given = text(context.formParam("action")).toUpperCase(Locale.ROOT);
        return among.stream()
                .filter(action -> action.name().equals(given))
                .findFirst()
                .orElseThrow(() -> new BadRequestResponse("That is nothing that can be done here."));
    }

    static long version(String text) {
        try {
            return Long.parseLong(text(text));
        } catch (NumberFormatException e) {
            throw new BadRequestResponse("The version of the case is missing. Load the page again.");
        }
    }

    static String word(Context context, String field, int longest) {
        String value = text(context.formParam(field)).strip();
        demand(value.length() <= longest, "Say it in at most " + longest + " characters.");
        return value;
    }

    static String text(String value) {
        return value == null ? "" : value;
    }

    static void demand(boolean met, String otherwise) {
        if (!met) {
            throw new BadRequestResponse(otherwise);
        }
    }
}
