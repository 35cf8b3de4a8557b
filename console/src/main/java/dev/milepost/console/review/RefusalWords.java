package dev.milepost.console.review;

import dev.milepost.fraud.model.review.Refusal;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a review changed nothing, in words: what a reviewer can do, then what the pipeline said. */
final class RefusalWords {

    private static final String REFUSED = "review_refused";
    private static final String ENDS = ": ";

    private static final Map<String, Refusal.Reason> BY_CODE =
            Stream.of(Refusal.Reason.values()).collect(Collectors.toMap(Refusal.Reason::code, reason -> reason));

    private RefusalWords() {}

    /**
     * Of a dead letter.
     *
     * @param reason its reason
     * @param detail its detail: of a refused review a code, a colon and a sentence
     */
    static String sentence(String reason, String detail) {
        if (!reason.equals(REFUSED)) {
            return ofReason(reason) + " (" + detail + ")";
        }
        Refusal.Reason known = BY_CODE.get(code(reason, detail));
        return known == null
                ? "Refused. (" + detail + ")"
                : of(known) + " (" + detail.substring(detail.indexOf(ENDS) + ENDS.length()) + ")";
    }

    /** The same for programs: of a refused review its code, else the reason of the dead letter. */
    static String code(String reason, String detail) {
        int end = detail.indexOf(ENDS);
        return reason.equals(REFUSED) && end >= 0 ? detail.substring(0, end) : reason;
    }

    private static String ofReason(String reason) {
        return switch (reason) {
            case "late" -> "It came too late to count. Load the case again and repeat it.";
            case "future" -> "The clock of this console is ahead of the pipeline's: tell whoever runs it.";
            case "invalid", "undecodable", "unknown_schema" ->
                "The pipeline could not read it: tell whoever runs this console.";
            case "conflicting_duplicate" -> "Another review has the same id. Load the case again and repeat it.";
            case "review_unresolved" ->
                "This deployment takes verdicts from outside, and such a review has to name its referrals.";
            case "referral_unknown" -> "The program has no such referral.";
            default -> "It was refused: " + reason.replace('_', ' ') + ".";
        };
    }

    /** What a reviewer can do. */
    static String of(Refusal.Reason reason) {
        return switch (reason) {
            case UNKNOWN_CASE -> "There is no such case any more.";
            case OTHER_CASE -> "The case is of another program or advocate.";
            case MERGED -> "The case has become part of another: review that one.";
            case STALE_VERSION -> "The case has changed since you opened it. Look at it again.";
            case BACKDATED -> "Something happened to the case after the time of your decision. Look at it again.";
            case TOO_MANY -> "That names too many referrals at once.";
            case OWN_CASE ->
                "You are the advocate of this case, or one of those referred: somebody else has to decide.";
            case CLAIMED_BY_OTHER -> "Somebody else has claimed the case.";
            case NOT_CLAIMED -> "Nobody has claimed the case, or the claim has ended by itself.";
            case NOTHING_TO_DECIDE -> "Nothing of the case is left to decide.";
            case UNKNOWN_REFERRAL -> "One of the referrals is not of this case.";
            case ALREADY_SO -> "It is decided so already.";
            case TIMED_OUT -> "Nobody decided in time, and the rewards were voided for that: it comes too late.";
            case TYPOLOGY_REQUIRED -> "A rejection says what kind of fraud it is.";
            case REASON_REQUIRED -> "A rejection says why.";
            case PARTIAL_OF_ALL -> "That is all that is undecided: reject it instead.";
            case SECOND_PERSON_REQUIRED -> "You decided so first: a second person has to confirm it.";
            case ALREADY_ESCALATED -> "The case is escalated already.";
            case NOTHING_TO_APPEAL -> "Nothing of the case can be appealed against.";
        };
    }
}
