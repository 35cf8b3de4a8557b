package dev.milepost.fraud.model.desk;

import dev.milepost.fraud.model.review.CaseReview;

/** What cases hear of. */
public sealed interface CaseFact {

    String programId();

    long timeMillis();

    /** What it is about: of two facts of one identity the one that came last is true. */
    String identity();

    /**
     * A referral was judged.
     *
     * @param scoreMillionths from 0 to a million
     * @param identityOrRing whether who they are, or whom they are linked with, speaks against it
     * @param ringId the ring that the verdict rests on; null: none
     */
    record Judged(
            String programId,
            long timeMillis,
            String verdictId,
            String advocateId,
            String referralId,
            long scoreMillionths,
            boolean identityOrRing,
            String ringId)
            implements CaseFact {

        @Override
        public String identity() {
            return "verdict/" + verdictId;
        }
    }

    /**
     * Somebody reviewed a case.
     *
     * @param source where it was read
     */
    record Reviewed(CaseReview review, Source source) implements CaseFact {

        @Override
        public String programId() {
            return review.programId();
        }

        @Override
        public long timeMillis() {
            return review.timeMillis();
        }

        @Override
        public String identity() {
            return "review/" + review.caseId() + "/" + review.eventId();
        }
    }

    /**
     * Where a review was read, and what it was told apart by.
     *
     * @param name the topic or file
     * @param receivedAtMillis when the log took it
     * @param contentHash of the record's bytes
     */
    record Source(String name, int partition, long position, long receivedAtMillis, long contentHash) {}
}
