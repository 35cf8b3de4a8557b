package dev.milepost.console.review;

import dev.milepost.console.customer.RewardWords;
import dev.milepost.console.web.Grid;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * @param rewards of the referrals that it is about, as {@link CaseReads#rewards} has them
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
        List<Map<String, String>> rewards,
        Grid steps,
        String completeTo) {

    /**
     * One review.
     *
     * @param action as the stream spells it, in small letters
     * @param state what is known of it
     * @param sentence what came of it; empty while nothing is known
     * @param reason why it was refused, for programs; empty where it was not
     * @param decided the referrals that it decided
     */
    public record Line(
            String eventId,
            String caseId,
            String action,
            State state,
            String sentence,
            String reason,
            List<String> decided) {

        static Line of(Sent sent, Outcome outcome) {
            String action = sent.action().name().toLowerCase(Locale.ROOT);
            if (outcome == null) {
                return new Line(sent.eventId(), sent.caseId(), action, State.SENT, "", "", List.of());
            }
            State state = switch (outcome.state()) {
                case ACCEPTED -> State.DONE;
                case PENDING -> State.WAITING_FOR_A_SECOND_PERSON;
                case REFUSED -> State.REFUSED;
            };
            return new Line(
                    sent.eventId(),
                    sent.caseId(),
                    action,
                    state,
                    outcome.sentence(),
                    outcome.reason(),
                    outcome.decided());
        }

        /** The state as people read it: Sent, Done, Waiting for a second person or Refused. */
        public String word() {
            String words = state.name().replace('_', ' ');
            return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
        }

        /** The action as people read it. */
        public String deed() {
            return action.replace('_', ' ');
        }

        /** Whether something is known of it. */
        public boolean known() {
            return state != State.SENT;
        }

        /** Whether it changed nothing. */
        public boolean refused() {
            return state == State.REFUSED;
        }
    }

    /** What is known of one review. */
    public enum State {
        SENT,
        DONE,
        WAITING_FOR_A_SECOND_PERSON,
        REFUSED
    }

    /** A sentence for each reward. */
    public List<String> sentences() {
        return rewards.stream().map(RewardWords::sentence).toList();
    }

    /** Whether all is known that will be: what came of each, and what the ledger made of what was decided. */
    public boolean isComplete() {
        return !polls() && !stopped;
    }

    /** Whether the page asks again by itself. */
    public boolean polls() {
        return every > 0;
    }

    /** What a page knows already: a poll that finds no more is answered without content. */
    public String stage() {
        String known = lines.stream().map(line -> line.known() ? "1" : "0").collect(Collectors.joining());
        return Integer.toHexString((known + sentences() + steps.rows() + every).hashCode());
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
