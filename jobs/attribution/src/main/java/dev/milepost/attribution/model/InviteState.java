package dev.milepost.attribution.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of one e-mail hash: its invites of the invite window (about 70 bytes each), and its signups of the
 * lateness. Afterwards nothing.
 */
public final class InviteState {

    List<InviteFact.Invite> invites = new ArrayList<>();
    List<InviteFact.Addressee> addressees = new ArrayList<>();

    /** A state that may be changed without changing this one; the elements are immutable. */
    InviteState copy() {
        InviteState copy = new InviteState();
        copy.invites = new ArrayList<>(invites);
        copy.addressees = new ArrayList<>(addressees);
        return copy;
    }
}
