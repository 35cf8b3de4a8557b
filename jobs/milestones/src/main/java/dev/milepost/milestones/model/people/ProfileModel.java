package dev.milepost.milestones.model.people;

import dev.milepost.milestones.model.people.PersonEvent.Attributes;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Own;
import dev.milepost.milestones.model.people.PersonEvent.Referrer;
import dev.milepost.milestones.model.people.ProfileState.Said;
import dev.milepost.programs.model.Names;
import dev.milepost.runtime.fold.Model;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells each referee what is so of their advocate, in those fields that rules compare: once from the time of the binding on, and at
 * each change of such a field. Folds signups and attributes by their user, and bindings by their advocate.
 *
 * <p>A field that a new rule is the first to compare is told of a referral that was bound before when the advocate's attributes
 * change next. Changes are told for {@link #TOLD_MILLIS} after the binding: then the referee goes by what they know.
 *
 * <p>A binding costs the logarithm of the advocate's referrals, and a change of attributes what it tells.
 */
public final class ProfileModel implements Model<ProfileState, PersonEvent, ProfileModel.Key, Referrer> {

    private static final long serialVersionUID = 1L;

    /** For how long after a binding the referee hears of changes: a year with a month of grace. */
    static final long TOLD_MILLIS = 400L * 86_400_000L;

    private final Interests.Source interests;

    public ProfileModel(Interests.Source interests) {
        this.interests = interests;
    }

    /**
     * What a referee is told, and when it came to be so.
     *
     * @param identity that of the binding, or of the event that changed the attributes
     */
    public record Key(String referee, String program, String identity) {}

    @Override
    public ProfileState empty() {
        return new ProfileState();
    }

    @Override
    public ProfileState copy(ProfileState state) {
        return state.copy();
    }

    @Override
    public void apply(ProfileState state, PersonEvent event, Consumer<Key> changed) {
        if (event instanceof Bound bound && bound.stands()) {
            state.advocate = bound.advocateId();
            ProfileState.Referral referral = new ProfileState.Referral(bound.userId(), bound.program());
            Said now = new Said(
                    bound.causeId(),
                    bound.timeMillis(),
                    interests.now().compared(state.attributes, bound.timeMillis()));
            Said before = state.bind(referral, now);
            if (before != null) {
                keys(state, referral, before, changed);
            }
            keys(state, referral, now, changed);
        } else if (event instanceof Attributes attributes) {
            said(state, event, attributes.attributes(), changed);
        } else if (event instanceof Own own && own.event().name().equals(Names.SIGNUP)) {
            said(state, event, PersonModel.ofSignup(own.event()), changed);
        }
    }

    private void said(ProfileState state, PersonEvent event, Map<String, String> texts, Consumer<Key> changed) {
        Interests wanted = interests.now();
        Map<String, String> before = wanted.compared(state.attributes, event.timeMillis());
        state.attributes.putAll(texts);
        Map<String, String> after = wanted.compared(state.attributes, event.timeMillis());
        if (!after.equals(before)) {
            Said change = new Said(event.id(), event.timeMillis(), after);
            state.changes.add(change);
            state.referrals().forEach((referral, bound) -> {
                if (isTold(bound, change)) {
                    changed.accept(key(referral, change));
                }
            });
        }
    }

    private static boolean isTold(Said bound, Said change) {
        return change.isAfter(bound) && change.timeMillis() < bound.timeMillis() + TOLD_MILLIS;
    }

    private static Key key(ProfileState.Referral referral, Said said) {
        return new Key(referral.referee(), referral.program(), said.id() + '@' + said.timeMillis());
    }

    @Override
    public void keys(ProfileState state, Consumer<Key> keys) {
        state.referrals().forEach((referral, bound) -> keys(state, referral, bound, keys));
    }

    /** Of one referral: what was so when it was bound, and what has changed since. */
    private static void keys(ProfileState state, ProfileState.Referral referral, Said bound, Consumer<Key> keys) {
        keys.accept(key(referral, bound));
        for (int i = state.changes.size() - 1; i >= 0 && state.changes.get(i).isAfter(bound); i--) {
            if (isTold(bound, state.changes.get(i))) {
                keys.accept(key(referral, state.changes.get(i)));
            }
        }
    }

    @Override
    public Referrer fact(ProfileState state, Key key) {
        ProfileState.Referral referral = new ProfileState.Referral(key.referee(), key.program());
        Said bound = state.referrals().get(referral);
        if (bound == null) {
            return null;
        }
        if (key(referral, bound).equals(key)) {
            return bound.texts().isEmpty() ? null : referrer(state, referral, bound);
        }
        for (int i = state.changes.size() - 1; i >= 0; i--) {
            Said change = state.changes.get(i);
            if (key(referral, change).equals(key)) {
                return isTold(bound, change) ? referrer(state, referral, change) : null;
            }
        }
        return null;
    }

    private static Referrer referrer(ProfileState state, ProfileState.Referral referral, Said said) {
        return new Referrer(referral.referee(), state.advocate, said.id(), said.timeMillis(), said.texts());
    }

    @Override
    public void expire(ProfileState state, long beforeMillis) {
        state.changes.removeIf(change -> change.timeMillis() <= beforeMillis);
        state.forgetBoundUpTo(beforeMillis - TOLD_MILLIS);
    }

    @Override
    public long nextExpiry(ProfileState state) {
        long first = state.firstBoundMillis();
        long ofBound = first == Long.MAX_VALUE ? first : first + TOLD_MILLIS;
        return state.changes.isEmpty()
                ? ofBound
                : Math.min(ofBound, state.changes.get(0).timeMillis());
    }

    @Override
    public boolean isEmpty(ProfileState state) {
        return state.attributes.isEmpty() && state.referrals().isEmpty() && state.changes.isEmpty();
    }
}
