package dev.milepost.milestones.model.judgement;

/**
 * A verdict on a referral, or a review that approves or rejects it.
 *
 * @param what it is, as a person reads it: a verdict, an APPROVE, a REJECT
 * @param stream that it came in
 * @param program of which it says that the referral is
 * @param blockScore of a verdict that finds one identity or a ring, its score in millionths; else {@link #NONE}
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
        long blockScore,
        String json,
        String origin,
        int partition,
        long position) {

    public static final String APPROVE = "APPROVE";
    public static final String REJECT = "REJECT";

    /** A verdict of a stage of the pipeline itself: of a referral that was there when it was made, so no letter comes of it. */
    public static final String OF_STAGE = "verdict of a stage";

    public static final long NONE = -1;

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
