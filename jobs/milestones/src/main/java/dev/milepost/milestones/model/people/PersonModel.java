package dev.milepost.milestones.model.people;

import static dev.milepost.milestones.model.people.PersonState.NEVER;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.people.PersonEvent.Attributes;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Own;
import dev.milepost.milestones.model.people.PersonEvent.Qualified;
import dev.milepost.milestones.model.people.PersonEvent.Referrer;
import dev.milepost.milestones.model.people.PersonEvent.Reviewed;
import dev.milepost.milestones.model.people.PersonState.Known;
import dev.milepost.programs.model.Names;
import dev.milepost.runtime.fold.Model;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Tells each subject what it sees of one user. */
public final class PersonModel implements Model<PersonState, PersonEvent, Told.Key, Told> {

    private static final long serialVersionUID = 1L;

    /** Attributes that a signup says. */
    private static final Set<String> OF_SIGNUP = Set.of(Names.COUNTRY, Names.PLAN, Names.SEGMENT, Telling.ACCOUNT_ID);

    private final Interests.Source interests;
    private final long revisedMillis;

    /**
     * @param revisedMillis how long after a signup evidence may still revise its referral
     */
    public PersonModel(Interests.Source interests, long revisedMillis) {
        this.interests = interests;
        this.revisedMillis = revisedMillis;
    }

    @Override
    public PersonState empty() {
        return new PersonState();
    }

    @Override
    public PersonState copy(PersonState state) {
        return state.copy();
    }

    @Override
    public void apply(PersonState state, PersonEvent event, Consumer<Told.Key> changed) {
        state.userId = event.userId();
        if (event instanceof Own own) {
            happened(state, own.event(), changed);
        } else if (event instanceof Attributes attributes) {
            state.attributes.putAll(attributes.attributes());
            remember(state, Telling.attributes(attributes), changed);
        } else if (event instanceof Bound bound) {
            keys(state, changed);
            bind(state, bound);
            keys(state, changed);
        } else if (event instanceof Qualified qualified) {
            keys(state, changed);
            qualify(state, qualified);
            keys(state, changed);
        } else if (event instanceof Reviewed reviewed) {
            state.reviews.put(reviewed.identity(), reviewed);
            telling(state).reviewed(reviewed, told -> changed.accept(told.key()));
        } else if (event instanceof Referrer referrer) {
            state.referrers.put(referrer.advocateId(), referrer.attributes());
        }
    }

    /** Those who were told otherwise hear that it is so no more. */
    private void bind(PersonState state, Bound bound) {
        Known<Bound> before = state.bound;
        if (before != null && !before.what().isOfSame(bound)) {
            Bound ended = before.what().ended(bound);
            state.formerly.put(
                    ended.advocateId() + '/' + ended.program(),
                    new Known<>(ended, before.referee(), before.referrers()));
        }
        state.bound = bound.stands() ? known(bound, bound.timeMillis(), state) : null;
        if (bound.stands()) {
            state.formerly.remove(bound.advocateId() + '/' + bound.program());
        }
    }

    private void qualify(PersonState state, Qualified qualified) {
        Known<Qualified> before = state.qualified;
        if (before != null && !before.what().isOfSame(qualified)) {
            Qualified ended = before.what().ended(qualified);
            state.formerlyQualified.put(
                    ended.advocateId() + '/' + ended.program(),
                    new Known<>(ended, before.referee(), before.referrers()));
        }
        state.qualified = qualified.stands() ? known(qualified, qualified.timeMillis(), state) : null;
        if (qualified.stands()) {
            state.formerlyQualified.remove(qualified.advocateId() + '/' + qualified.program());
        }
    }

    private void happened(PersonState state, SubjectEvent event, Consumer<Told.Key> changed) {
        boolean signup = event.name().equals(Names.SIGNUP);
        if (signup && learn(state, event)) {
            keys(state, changed);
        }
        Interests wanted = interests.now();
        if (wanted.wantOwn(event.name(), event.timeMillis())
                || wanted.want(Names.REFERRAL + event.name(), event.timeMillis())) {
            remember(state, event, changed);
        }
    }

    /** Answers whether the account is news. */
    private static boolean learn(PersonState state, SubjectEvent signup) {
        state.attributes.putAll(ofSignup(signup));
        if (state.signupMillis == NEVER) {
            state.signupMillis = signup.timeMillis();
        }
        if (state.account != null) {
            return false;
        }
        state.account = signup.text(Telling.ACCOUNT_ID);
        return state.account != null;
    }

    /** The attributes that a signup says. */
    static Map<String, String> ofSignup(SubjectEvent signup) {
        Map<String, String> attributes = new HashMap<>(signup.fields());
        attributes.keySet().retainAll(OF_SIGNUP);
        return attributes;
    }

    private void remember(PersonState state, SubjectEvent event, Consumer<Told.Key> changed) {
        Known<SubjectEvent> recent = known(event, event.timeMillis(), state);
        state.recent = state.recent.with(recent);
        telling(state).event(recent, told -> changed.accept(told.key()));
    }

    private <T> Known<T> known(T what, long timeMillis, PersonState state) {
        Interests wanted = interests.now();
        Map<String, Map<String, String>> referrers = new HashMap<>();
        state.referrers.forEach((advocate, attributes) -> {
            Map<String, String> compared = wanted.compared(attributes, timeMillis);
            if (!compared.isEmpty()) {
                referrers.put(advocate, compared);
            }
        });
        return new Known<>(what, wanted.compared(state.attributes, timeMillis), referrers);
    }

    private Telling telling(PersonState state) {
        return new Telling(state, interests.now());
    }

    @Override
    public void keys(PersonState state, Consumer<Told.Key> keys) {
        telling(state).all(told -> keys.accept(told.key()));
    }

    @Override
    public Told fact(PersonState state, Told.Key key) {
        return telling(state).find(key);
    }

    /** Until when something may be told anew: its own time, or as long as the referral of the signup may be revised. */
    private long settled(PersonState state, long timeMillis) {
        return state.signupMillis == NEVER || timeMillis < state.signupMillis
                ? timeMillis
                : Math.max(timeMillis, state.signupMillis + revisedMillis);
    }

    @Override
    public void expire(PersonState state, long beforeMillis) {
        // What is earlier is settled no later.
        while (!state.recent.isEmpty()
                && settled(state, state.recent.first().what().timeMillis()) <= beforeMillis) {
            state.recent = state.recent.withoutFirst();
        }
        if (state.qualified != null && settled(state, state.qualified.what().timeMillis()) <= beforeMillis) {
            state.qualified = null;
        }
        state.reviews.values().removeIf(review -> settled(state, review.timeMillis()) <= beforeMillis);
        state.formerly.values().removeIf(bound -> settled(state, bound.what().timeMillis()) <= beforeMillis);
        state.formerlyQualified
                .values()
                .removeIf(qualified -> settled(state, qualified.what().timeMillis()) <= beforeMillis);
        if (settled(state, state.signupMillis) <= beforeMillis) {
            state.referrers.keySet().removeIf(advocate -> isOfNoReferral(advocate, state));
        }
    }

    private static boolean isOfNoReferral(String advocate, PersonState state) {
        return (state.bound == null || !state.bound.what().advocateId().equals(advocate))
                && state.formerly.values().stream()
                        .noneMatch(bound -> bound.what().advocateId().equals(advocate));
    }

    @Override
    public long nextExpiry(PersonState state) {
        long next = Long.MAX_VALUE;
        if (!state.recent.isEmpty()) {
            next = settled(state, state.recent.first().what().timeMillis());
        }
        if (state.qualified != null) {
            next = Math.min(next, settled(state, state.qualified.what().timeMillis()));
        }
        for (Reviewed review : state.reviews.values()) {
            next = Math.min(next, settled(state, review.timeMillis()));
        }
        for (Known<Bound> bound : state.formerly.values()) {
            next = Math.min(next, settled(state, bound.what().timeMillis()));
        }
        for (Known<Qualified> qualified : state.formerlyQualified.values()) {
            next = Math.min(next, settled(state, qualified.what().timeMillis()));
        }
        for (String advocate : state.referrers.keySet()) {
            next = isOfNoReferral(advocate, state) ? Math.min(next, settled(state, state.signupMillis)) : next;
        }
        return next;
    }

    @Override
    public boolean isEmpty(PersonState state) {
        return state.isEmpty();
    }
}
