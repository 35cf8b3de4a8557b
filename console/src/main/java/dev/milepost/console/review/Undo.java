package dev.milepost.console.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.fraud.model.review.CaseBook;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.schemas.event.ReviewAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a reviewer decided last, and may turn round: the opposite decision, for what was told is never taken out. Not once a reward of it
 * is paid.
 *
 * @param eventId of the decision
 * @param approved the referrals that it approved, and that undoing rejects
 * @param rejected the referrals that it rejected, and that undoing approves
 * @param obstacle why it cannot be undone any more; empty: it can
 */
public record Undo(String eventId, List<String> approved, List<String> rejected, String obstacle) {

    /** Of the case's last decision; empty where somebody else made it, or nobody has, or it waits for a second person. */
    static Optional<Undo> of(ShownCase shown, String reviewer, CaseReads reads) throws ClickHouseFailure {
        for (Map<String, String> last : reads.lastDecision(shown)) {
            JsonNode detail = Json.object(last.get("detail"));
            List<String> approved = Json.texts(detail.path("approved"));
            List<String> rejected = Json.texts(detail.path("rejected"));
            boolean own = last.get("actor").equals(reviewer) && !detail.has("pending");
            if (own && !(approved.isEmpty() && rejected.isEmpty())) {
                return Optional.of(new Undo(
                        last.get("cause_id"),
                        approved,
                        rejected,
                        obstacle(shown, approved, rejected, detail.has("confirms"), reads)));
            }
        }
        return Optional.empty();
    }

    private static String obstacle(
            ShownCase shown, List<String> approved, List<String> rejected, boolean confirmed, CaseReads reads)
            throws ClickHouseFailure {
        if (confirmed && !approved.isEmpty() && !rejected.isEmpty()) {
            return "It approved some and rejected others, and a second person has to confirm what turns it round, which may"
                    + " wait for one decision at a time: choose the one part below and decide it again, then the other.";
        }
        if (approved.size() > CaseBook.BULK || rejected.size() > CaseBook.BULK) {
            return "It is about more than " + CaseBook.BULK + " referrals: decide them again in parts.";
        }
        List<String> all = Stream.concat(approved.stream(), rejected.stream()).toList();
        return reads.isPaid(shown.programId(), all) ? "A reward of it is paid, and what is paid stays paid." : "";
    }

    /** Whether it has to say what kind of fraud the approved are after all. */
    public boolean needsWords() {
        return !approved.isEmpty();
    }

    /**
     * What is to be sent: a REJECT of what was approved, and an APPROVE of what was rejected. Of both the second is of the version that
     * the first leads to. It is the approval, because only that may have come to need a second person meanwhile (by what the reviewer approved
     * elsewhere): one that waited before the other would be given up for it.
     */
    List<Order> orders(ShownCase of, long version, String typology, String reason, String note) {
        List<Order> orders = new ArrayList<>();
        if (!approved.isEmpty()) {
            orders.add(new Order(of, version, ReviewAction.REJECT, approved, typology, reason, note));
        }
        if (!rejected.isEmpty()) {
            orders.add(new Order(of, version + orders.size(), ReviewAction.APPROVE, rejected, "", "undo", note));
        }
        return orders;
    }
}
