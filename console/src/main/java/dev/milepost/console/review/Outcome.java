package dev.milepost.console.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a decision came to.
 *
 * @param state what it is
 * @param sentence for people
 */
record Outcome(State state, String sentence) {

    /** What there is. */
    enum State {
        ACCEPTED,
        /** Taken, and a second person has to decide the same. */
        PENDING,
        REFUSED
    }

    /** Of a row of {@link ReviewReads}: an event of the case, or a dead letter. */
    static Outcome of(Map<String, String> row) {
        if (row.get("outcome").equals("refused")) {
            return new Outcome(State.REFUSED, RefusalWords.sentence(row.get("kind"), row.get("detail")));
        }
        JsonNode detail = Json.object(row.get("detail"));
        if (detail.has("pending")) {
            return new Outcome(
                    State.PENDING,
                    "Taken, and waiting for a second person: above the program's amount another reviewer has to decide just the same.");
        }
        return new Outcome(State.ACCEPTED, accepted(row.get("kind"), detail));
    }

    private static String accepted(String kind, JsonNode detail) {
        String confirmed = detail.has("confirms")
                ? " It confirms what " + detail.path("first").asText() + " decided first."
                : "";
        return switch (kind) {
            case "CLAIM" -> "Claimed for 15 minutes.";
            case "RELEASE_CLAIM" -> "The claim is given up.";
            case "ESCALATE" -> "Escalated.";
            case "NOT_LINKED" -> "Noted: " + count(detail, "referrals") + " not linked with the others.";
            default ->
                "Decided: " + count(detail, "approved") + " approved, " + count(detail, "rejected") + " rejected."
                        + confirmed;
        };
    }

    private static int count(JsonNode detail, String field) {
        return detail.path(field).size();
    }

    boolean isRefused() {
        return state == State.REFUSED;
    }
}
