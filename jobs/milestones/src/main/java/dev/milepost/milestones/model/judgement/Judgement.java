package dev.milepost.milestones.model.judgement;

/**
 * A verdict on a referral, or a review that approves or rejects it.
 *
 * @param what it is, as a person reads it: a verdict, an APPROVE, a REJECT
 * @param stream that it came in
 * @param program of which it says that the referral is
 * @param json its fields, as files have them
 * @param origin the topic or file that it was read from
 * @param partition the topic's partition; -1 for files
 * @param position the offset in the partition, or the line in the file
 */
public record Judgement(
        String what,
        String stream,
        String eventId,
        String program,
        long timeMillis,
        long knownAtMillis,
        String json,
        String origin,
        int partition,
        long position) {

    public static final String APPROVE = "APPROVE";
    public static final String REJECT = "REJECT";

    /** Whether a person has decided so: it is no verdict. */
    public boolean isDecision() {
        return rejects() || what.equals(APPROVE);
    }

    /** Whether it takes the referral out of what has counted it. */
    public boolean rejects() {
        return what.equals(REJECT);
    }

    /** Of one referral: which one it is. */
    public String identity() {
        return stream + '/' + eventId + '@' + timeMillis;
    }
}
