package dev.milepost.console.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a decision came to.
 *
 * @param state what it is
 * @param sentence for people
 * @param reason why it was refused, for programs: the pipeline's reason, else that of its dead letter; empty where it was not
 * @param decided the referrals that an accepted decision is about
 */
record Outcome(State state, String sentence, String reason, List<String> decided) {

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
            String reason = row.get("kind");
            String detail = row.get("detail");
            return new Outcome(
                    State.REFUSED, RefusalWords.sentence(reason, detail), RefusalWords.code(reason, detail), List.of());
        }
        JsonNode detail = Json.object(row.get("detail"));
        if (detail.has("pending")) {
            return new Outcome(
                    State.PENDING,
                    "Taken, and waiting for a second person: above the program's amount another reviewer has to decide just the same.",
                    "",
                    List.of());
        }
        List<String> decided = Stream.of("approved", "rejected")
                .flatMap(field -> Json.texts(detail.path(field)).stream())
                .toList();
        return new Outcome(State.ACCEPTED, accepted(row.get("kind"), detail), "", decided);
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
