package dev.milepost.simulator;

/**
 * A milestone that must be reached.
 *
 * @param subjectKind user, referral or advocate
 * @param occurrence as the table milestones has it: the kth, of a ladder behind its rung
 * @param reachedMillis event time
 */
record ExpectedMilestone(
        String program, String milestone, String subjectKind, String subject, String occurrence, long reachedMillis) {

    String label() {
        return program + "/" + milestone;
    }
}
