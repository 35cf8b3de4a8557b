package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;

/**
 * SELF_EMAIL: 1 where the canonical hashes are equal; else the share of equal minhash slots where 6 of 8 are (an estimate of the
 * 3-grams' Jaccard similarity: Broder, "On the resemblance and containment of documents", 1997); else 0.
 */
final class SelfEmail implements SignalRule {

    private static final int SLOTS = 8;
    private static final int ENOUGH = 6;

    @Override
    public Signal signal() {
        return Signal.SELF_EMAIL;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        EmailPair email = evidence.email();
        if (!hasHashes(email) && !hasSlots(email)) {
            return Reading.missing(signal(), Missing.NO_EMAIL);
        }
        double value = likeness(email);
        boolean named = value > 0 && email.refereeHash() != null;
        return Reading.of(
                signal(), value, named ? List.of(IdentifierKind.EMAIL + ":" + email.refereeHash()) : List.of());
    }

    /** How like the two are, from 0 to 1; 0 where that is not known. */
    static double likeness(EmailPair email) {
        if (hasHashes(email) && email.refereeHash().equals(email.advocateHash())) {
            return 1;
        }
        int equal = hasSlots(email) ? equalSlots(email) : 0;
        return equal >= ENOUGH ? equal / (double) SLOTS : 0;
    }

    private static boolean hasHashes(EmailPair email) {
        return email.refereeHash() != null && email.advocateHash() != null;
    }

    private static boolean hasSlots(EmailPair email) {
        return email.refereeSlots().size() == SLOTS && email.advocateSlots().size() == SLOTS;
    }

    private static int equalSlots(EmailPair email) {
        int equal = 0;
        for (int i = 0; i < SLOTS; i++) {
            equal += email.refereeSlots().get(i).equals(email.advocateSlots().get(i)) ? 1 : 0;
        }
        return equal;
    }
}
