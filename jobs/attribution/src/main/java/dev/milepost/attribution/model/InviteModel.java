package dev.milepost.attribution.model;

import dev.milepost.attribution.model.InviteFact.Addressee;
import dev.milepost.attribution.model.InviteFact.Invite;
import dev.milepost.programs.Evidence;
import dev.milepost.runtime.fold.Model;
import java.util.function.Consumer;

/** Invites that reached somebody who signed up: candidates for the binding of that signup. */
public final class InviteModel implements Model<InviteState, InviteFact, InviteModel.Key, CodeFact.Query> {

    private static final long serialVersionUID = 1L;

    private final AttributionRules rules;

    public InviteModel(AttributionRules rules) {
        this.rules = rules;
    }

    /** A candidate's key, by the identities of the invite and of the signup. */
    public record Key(String invite, String addressee) {}

    @Override
    public InviteState empty() {
        return new InviteState();
    }

    @Override
    public InviteState copy(InviteState state) {
        return state.copy();
    }

    @Override
    public void apply(InviteState state, InviteFact event, Consumer<Key> changed) {
        if (event instanceof Invite invite) {
            state.invites.add(invite);
            for (Addressee addressee : state.addressees) {
                changed.accept(new Key(invite.identity(), addressee.identity()));
            }
        } else if (event instanceof Addressee addressee) {
            state.addressees.add(addressee);
            for (Invite invite : state.invites) {
                changed.accept(new Key(invite.identity(), addressee.identity()));
            }
        }
    }

    @Override
    public void keys(InviteState state, Consumer<Key> keys) {
        for (Invite invite : state.invites) {
            for (Addressee addressee : state.addressees) {
                keys.accept(new Key(invite.identity(), addressee.identity()));
            }
        }
    }

    @Override
    public CodeFact.Query fact(InviteState state, Key key) {
        for (Invite invite : state.invites) {
            if (invite.identity().equals(key.invite())) {
                for (Addressee addressee : state.addressees) {
                    if (addressee.identity().equals(key.addressee())) {
                        return candidate(invite, addressee);
                    }
                }
            }
        }
        return null;
    }

    private CodeFact.Query candidate(Invite invite, Addressee signup) {
        if (!Moment.of(invite).isBefore(Moment.of(signup))
                || signup.timeMillis() - invite.timeMillis() > rules.inviteWindowMillis()) {
            return null;
        }
        return new CodeFact.Query(
                invite.code(),
                signup.timeMillis(),
                signup.referee(),
                signup.signupId(),
                signup.timeMillis(),
                Evidence.INVITE,
                invite.timeMillis(),
                invite.eventId(),
                invite.anonymousId());
    }

    @Override
    public void expire(InviteState state, long beforeMillis) {
        state.invites.removeIf(invite -> invite.timeMillis() + rules.inviteWindowMillis() < beforeMillis);
        state.addressees.removeIf(addressee -> addressee.timeMillis() < beforeMillis);
    }

    @Override
    public long nextExpiry(InviteState state) {
        long next = Long.MAX_VALUE;
        for (Invite invite : state.invites) {
            next = Math.min(next, invite.timeMillis() + rules.inviteWindowMillis() + 1);
        }
        for (Addressee addressee : state.addressees) {
            next = Math.min(next, addressee.timeMillis() + 1);
        }
        return next;
    }

    @Override
    public boolean isEmpty(InviteState state) {
        return state.invites.isEmpty() && state.addressees.isEmpty();
    }
}
