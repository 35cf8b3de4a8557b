package dev.milepost.milestones.model.ledger;

/**
 * When and why a chain is asked to move.
 *
 * @param effectiveAtMillis event time; a chain that has moved later already moves at that later time
 * @param knownAtMillis when it could be known at the earliest
 * @param causeId the event behind it
 * @param reason a word
 * @param toldUntilMillis the time up to which decisions had been told, that moment included
 * @param reachedMillis the time that the stream has reached: what corrects something told is known no earlier
 */
record Stimulus(
        long effectiveAtMillis,
        long knownAtMillis,
        String causeId,
        String reason,
        long toldUntilMillis,
        long reachedMillis) {

    Stimulus at(long timeMillis) {
        return new Stimulus(timeMillis, knownAtMillis, causeId, reason, toldUntilMillis, reachedMillis);
    }

    Stimulus known(long timeMillis) {
        return new Stimulus(
                effectiveAtMillis,
                Math.max(knownAtMillis, timeMillis),
                causeId,
                reason,
                toldUntilMillis,
                reachedMillis);
    }

    Stimulus because(String cause, String word) {
        return new Stimulus(effectiveAtMillis, knownAtMillis, cause, word, toldUntilMillis, reachedMillis);
    }
}
