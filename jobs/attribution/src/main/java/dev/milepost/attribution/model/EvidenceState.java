package dev.milepost.attribution.model;

import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.model.UserFact.Signup;
import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of a user who may be a referee or an advocate.
 *
 * <p>Size: the first signup (about 30 bytes); referral touches of {@code longest_window} (about 60 bytes each, bounded
 * by the daily limit of clicks); the creation of each code of a user who has not signed up yet (about 60 bytes, bounded
 * by the same limit and by {@code owner_wait}).
 */
public final class EvidenceState {

    /** The user's first signup, or null. */
    Signup first;

    /** Signups whose evidence may still change, in the fold's order. */
    List<Signup> signups = new ArrayList<>();

    /** Touches of channel referral with a code, in the order of their event time. */
    List<OwnedClick> touches = new ArrayList<>();

    /** Creations of codes, while the owner's first signup is waited for or may still change. */
    List<OwnedClick> creations = new ArrayList<>();

    /** A state that may be changed without changing this one; the elements are immutable. */
    EvidenceState copy() {
        EvidenceState copy = new EvidenceState();
        copy.first = first;
        copy.signups = new ArrayList<>(signups);
        copy.touches = new ArrayList<>(touches);
        copy.creations = new ArrayList<>(creations);
        return copy;
    }
}
