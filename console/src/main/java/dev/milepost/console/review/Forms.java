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
import java.util.Map;
import java.util.Set;

/** What people fill in on pages. */
final class Forms {

    private static final String CASE = "case";

    /** Of a list: what says what fraud it is needs a look at the case. */
    private static final Set<ReviewAction> OF_MANY =
            EnumSet.of(ReviewAction.CLAIM, ReviewAction.APPROVE, ReviewAction.ESCALATE);

    private Forms() {}

    /** The form of a case's page. */
    static Draft draft(Context context) {
        return new Draft(
                text(context.formParam(Draft.ACTION)),
                version(context.formParam(Draft.VERSION)),
                context.formParams(Draft.REFERRAL),
                text(context.formParam(Draft.TYPOLOGY)),
                text(context.formParam(Draft.REASON)),
                text(context.formParam(Draft.NOTE)));
    }

    /**
     * One action on the cases chosen in a list.
     *
     * @throws BadRequestResponse where none, or too many, are chosen, or one is not there
     */
    static List<Order> orders(Context context, ReviewReads reads) throws ClickHouseFailure {
        ReviewAction action = Draft.action(text(context.formParam(Draft.ACTION)), OF_MANY);
        Map<String, Long> versions = new LinkedHashMap<>();
        for (String chosen : context.formParams(CASE)) {
            int at = chosen.lastIndexOf('@');
            Draft.demand(at > 0, CASE, "That is no case of the queue.");
            Long version = version(chosen.substring(at + 1));
            Draft.demand(version != null, CASE, "The version of the case is missing. Load the page again.");
            versions.put(chosen.substring(0, at), version);
        }
        Draft.demand(!versions.isEmpty(), CASE, "Choose cases first.");
        Draft.demand(versions.size() <= CaseBook.BULK, CASE, "Choose at most " + CaseBook.BULK + " cases.");
        Map<String, ShownCase> cases = reads.cases(versions.keySet());
        List<Order> orders = new ArrayList<>();
        versions.forEach((id, version) -> {
            ShownCase of = cases.get(id);
            Draft.demand(of != null, CASE, "The warehouse has no such case.");
            orders.add(Order.plain(of, version, action, Draft.referrals(action, List.of(), of)));
        });
        return orders;
    }

    /** Null where it is no number. */
    private static Long version(String text) {
        try {
            return Long.valueOf(text(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static String text(String value) {
        return value == null ? "" : value;
    }
}
