package dev.milepost.attribution.model;

import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.model.UserFact.Signup;
import dev.milepost.attribution.model.VisitorEvent.Role;
import dev.milepost.programs.Evidence;
import dev.milepost.runtime.fold.Model;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a user's own events say about referrals: the candidates for the bindings of their signups (entered code, referral
 * touches), the codes they created, and that they signed up.
 */
public final class EvidenceModel implements Model<EvidenceState, UserFact, EvidenceModel.Key, CodeFact> {

    private static final long serialVersionUID = 1L;

    private final AttributionRules rules;

    public EvidenceModel(AttributionRules rules) {
        this.rules = rules;
    }

    /**
     * A fact's key.
     *
     * @param signup identity of the signup, or empty
     * @param click identity of the click, or empty
     * @param owner it is the word that the code's owner signed up
     */
    public record Key(String signup, String click, boolean owner) {}

    @Override
    public EvidenceState empty() {
        return new EvidenceState();
    }

    @Override
    public EvidenceState copy(EvidenceState state) {
        return state.copy();
    }

    @Override
    public void apply(EvidenceState state, UserFact event, Consumer<Key> changed) {
        if (event instanceof Signup signup) {
            state.signups.add(signup);
            if (state.first == null) {
                state.first = signup;
            }
            keys(state, changed);
        } else if (event instanceof OwnedClick owned) {
            boolean creation = owned.click().role() == Role.CODE_CREATED;
            place(creation ? state.creations : state.touches, owned);
            if (creation) {
                changed.accept(new Key("", owned.identity(), false));
                changed.accept(new Key("", owned.identity(), true));
            } else {
                for (Signup signup : state.signups) {
                    changed.accept(new Key(signup.identity(), owned.identity(), false));
                }
            }
        }
    }

    /** Puts the click where its version was, or at the end. */
    private static void place(List<OwnedClick> clicks, OwnedClick owned) {
        clicks.removeIf(owned::isSameClick);
        clicks.add(owned);
    }

    @Override
    public void keys(EvidenceState state, Consumer<Key> keys) {
        for (Signup signup : state.signups) {
            keys.accept(new Key(signup.identity(), "", false));
            for (OwnedClick touch : state.touches) {
                keys.accept(new Key(signup.identity(), touch.identity(), false));
            }
        }
        for (OwnedClick creation : state.creations) {
            keys.accept(new Key("", creation.identity(), false));
            keys.accept(new Key("", creation.identity(), true));
        }
    }

    @Override
    public CodeFact fact(EvidenceState state, Key key) {
        if (key.signup().isEmpty()) {
            OwnedClick creation = find(state.creations, key.click());
            if (creation == null) {
                return null;
            }
            return key.owner() ? ownerSignup(state, creation) : creation(creation);
        }
        for (Signup signup : state.signups) {
            if (signup.identity().equals(key.signup())) {
                return key.click().isEmpty() ? entered(signup) : clicked(signup, find(state.touches, key.click()));
            }
        }
        return null;
    }

    private static CodeFact.Query entered(Signup signup) {
        if (signup.referralCode().isEmpty()) {
            return null;
        }
        return new CodeFact.Query(
                signup.referralCode(),
                signup.timeMillis(),
                signup.userId(),
                signup.eventId(),
                signup.timeMillis(),
                Evidence.CODE,
                signup.timeMillis(),
                "",
                "");
    }

    private CodeFact.Query clicked(Signup signup, OwnedClick touch) {
        if (touch == null
                || !new Moment(touch.click().timeMillis(), touch.id()).isBefore(Moment.of(signup))
                || signup.timeMillis() - touch.click().timeMillis() > rules.longestWindowMillis()
                || touch.timeMillis() > signup.timeMillis() + rules.bindingRevisionMillis()) {
            return null;
        }
        return new CodeFact.Query(
                touch.click().referralCode(),
                Math.max(signup.timeMillis(), touch.timeMillis()),
                signup.userId(),
                signup.eventId(),
                signup.timeMillis(),
                Evidence.LINK,
                touch.click().timeMillis(),
                touch.click().eventId(),
                touch.anonymousId());
    }

    private static CodeFact.Creation creation(OwnedClick owned) {
        KeptClick click = owned.click();
        return new CodeFact.Creation(
                click.referralCode(),
                owned.timeMillis(),
                owned.userId(),
                click.detail(),
                click.timeMillis(),
                click.eventId(),
                owned.anonymousId());
    }

    private CodeFact.OwnerSignup ownerSignup(EvidenceState state, OwnedClick owned) {
        if (state.first == null || state.first.timeMillis() > waitEnds(owned)) {
            return null;
        }
        return new CodeFact.OwnerSignup(
                owned.click().referralCode(),
                Math.max(owned.timeMillis(), state.first.timeMillis()),
                owned.userId(),
                state.first.timeMillis(),
                state.first.eventId(),
                creation(owned).identity());
    }

    private static OwnedClick find(List<OwnedClick> clicks, String identity) {
        for (OwnedClick click : clicks) {
            if (click.identity().equals(identity)) {
                return click;
            }
        }
        return null;
    }

    @Override
    public void expire(EvidenceState state, long beforeMillis) {
        state.signups.removeIf(signup -> signup.timeMillis() + rules.bindingRevisionMillis() <= beforeMillis);
        state.touches.removeIf(touch -> touchExpiry(touch) <= beforeMillis);
        state.creations.removeIf(creation -> creationExpiry(state, creation) <= beforeMillis);
    }

    /** The owner's first signup counts up to that time. */
    private long waitEnds(OwnedClick creation) {
        return creation.click().timeMillis() + rules.ownerWaitMillis();
    }

    /** Once its owner is known and has signed up, or is waited for no longer. */
    private long creationExpiry(EvidenceState state, OwnedClick creation) {
        long waited = state.first == null ? waitEnds(creation) : Math.min(waitEnds(creation), state.first.timeMillis());
        return Math.max(waited, creation.timeMillis());
    }

    private long touchExpiry(OwnedClick touch) {
        return touch.click().timeMillis() + rules.longestWindowMillis() + rules.bindingRevisionMillis() + 1;
    }

    @Override
    public long nextExpiry(EvidenceState state) {
        long next = Long.MAX_VALUE;
        for (Signup signup : state.signups) {
            next = Math.min(next, signup.timeMillis() + rules.bindingRevisionMillis());
        }
        for (OwnedClick touch : state.touches) {
            next = Math.min(next, touchExpiry(touch));
        }
        for (OwnedClick creation : state.creations) {
            next = Math.min(next, creationExpiry(state, creation));
        }
        return next;
    }

    @Override
    public boolean isEmpty(EvidenceState state) {
        return state.first == null && state.signups.isEmpty() && state.touches.isEmpty() && state.creations.isEmpty();
    }
}
