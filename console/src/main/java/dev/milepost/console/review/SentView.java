package dev.milepost.console.review;

import dev.milepost.console.web.Grid;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is known of what was sent.
 *
 * @param batch its id
 * @param lines one for each review
 * @param every in how many milliseconds the page asks again by itself; 0: not
 * @param stopped whether something is not known yet, and the page asks no more
 * @param untaken how many more the stream did not say that it has
 * @param moves whether a decision about money was accepted
 * @param rewards of the referrals that it is about, a sentence each
 * @param steps entries of the ledger that it caused
 * @param completeTo up to when the warehouse is complete
 */
public record SentView(
        String batch,
        List<Line> lines,
        int every,
        boolean stopped,
        int untaken,
        boolean moves,
        List<String> rewards,
        Grid steps,
        String completeTo) {

    /**
     * One review.
     *
     * @param action as people read it
     * @param word of its state: Sent, Done, Waiting for a second person or Refused
     * @param sentence what came of it; empty while nothing is known
     * @param known whether something is
     * @param refused whether it changed nothing
     */
    public record Line(String caseId, String action, String word, String sentence, boolean known, boolean refused) {

        static Line of(Sent sent, Outcome outcome) {
            String action = sent.action().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            if (outcome == null) {
                return new Line(sent.caseId(), action, "Sent", "", false, false);
            }
            String word = switch (outcome.state()) {
                case ACCEPTED -> "Done";
                case PENDING -> "Waiting for a second person";
                case REFUSED -> "Refused";
            };
            return new Line(sent.caseId(), action, word, outcome.sentence(), true, outcome.isRefused());
        }
    }

    /** Whether the page asks again by itself. */
    public boolean polls() {
        return every > 0;
    }

    /** What a page knows already: a poll that finds no more is answered without content. */
    public String stage() {
        String known = lines.stream().map(line -> line.known() ? "1" : "0").collect(Collectors.joining());
        return Integer.toHexString((known + rewards + steps.rows() + every).hashCode());
    }

    /** Whether it is known of all of it what came of it, so that what was shown before is over. */
    public boolean isKnown() {
        return lines.stream().allMatch(Line::known);
    }

    /** The one case that it is about; empty: several. */
    public String caseId() {
        return lines.stream().map(Line::caseId).distinct().count() == 1
                ? lines.get(0).caseId()
                : "";
    }
}
