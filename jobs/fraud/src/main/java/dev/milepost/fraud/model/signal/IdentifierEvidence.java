package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;

/**
 * What is known of one identifier that the referee has shown.
 *
 * @param degree accounts seen on it in 90 days, the referee among them: from 1
 * @param advocateOnIt whether the advocate has been seen on it
 * @param gapMillis the smallest distance between a sighting of the referee and one of the advocate; below 0 where there is none
 * @param fraud confirmed fraud among its accounts, each decayed by its age; from 0
 * @param clean accounts of it that were reviewed and approved, decayed likewise
 */
public record IdentifierEvidence(
        IdentifierKind kind,
        String hash,
        int degree,
        boolean advocateOnIt,
        long gapMillis,
        double fraud,
        double clean) {

    public IdentifierEvidence {
        if (degree < 1 || !(fraud >= 0) || !(clean >= 0)) {
            throw new IllegalArgumentException("degree " + degree + ", fraud " + fraud + ", clean " + clean);
        }
    }

    /** How much sharing it means: {@code 1 / log2(1 + degree)}, 1 where the referee is alone on it. */
    public double omega() {
        return 1 / Log.base2(1.0 + degree);
    }

    /** How reasons name it. */
    String evidenceId() {
        return kind + ":" + hash;
    }
}
