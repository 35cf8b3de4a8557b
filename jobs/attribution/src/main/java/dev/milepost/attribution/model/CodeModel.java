package dev.milepost.attribution.model;

import dev.milepost.attribution.model.CodeFact.Creation;
import dev.milepost.attribution.model.CodeFact.OwnerSignup;
import dev.milepost.attribution.model.CodeFact.Query;
import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.attribution.model.UserFact.Answer.Earlier;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.fold.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Who owns one referral code: answers candidates by identity of the query. */
public final class CodeModel implements Model<CodeState, CodeFact, String, Answer> {

    private static final long serialVersionUID = 1L;

    private static final Comparator<Creation> BY_CREATION = Comparator.comparingLong(Creation::createdMillis)
            .thenComparing(Creation::eventId)
            .thenComparing(Creation::anonymousId)
            .thenComparing(Creation::owner);

    private final AttributionRules rules;

    public CodeModel(AttributionRules rules) {
        this.rules = rules;
    }

    @Override
    public CodeState empty() {
        return new CodeState();
    }

    @Override
    public CodeState copy(CodeState state) {
        return state.copy();
    }

    @Override
    public void apply(CodeState state, CodeFact event, Consumer<String> changed) {
        if (event instanceof Query query) {
            state.queries.put(query.identity(), query);
            changed.accept(query.identity());
            return;
        }
        if (event instanceof Creation creation) {
            state.creations.removeIf(other -> other.identity().equals(creation.identity()));
            state.creations.add(creation);
            state.creations.sort(BY_CREATION);
        } else if (event instanceof OwnerSignup owner) {
            state.owners.put(owner.creation(), owner);
        }
        keys(state, changed);
    }

    @Override
    public void keys(CodeState state, Consumer<String> keys) {
        state.queries.keySet().forEach(keys);
    }

    @Override
    public Answer fact(CodeState state, String key) {
        Query query = state.queries.get(key);
        return query == null ? null : answer(state, query);
    }

    /** What is answered now, and what was before: each time that something of the code was known may have changed it. */
    private Answer answer(CodeState state, Query query) {
        SortedSet<Long> times = new TreeSet<>();
        times.add(query.timeMillis());
        state.creations.forEach(creation -> times.add(creation.timeMillis()));
        state.owners.values().forEach(owner -> times.add(owner.timeMillis()));
        List<Earlier> states = new ArrayList<>();
        for (long time : times.tailSet(query.timeMillis())) {
            Answer then = answer(state, query, time);
            Earlier last = states.isEmpty() ? null : states.get(states.size() - 1);
            if (last == null || !says(last, then)) {
                states.add(new Earlier(time, then.owner(), then.program(), then.junior()));
            }
        }
        Answer now = answer(state, query, Long.MAX_VALUE);
        if (!states.isEmpty() && says(states.get(states.size() - 1), now)) {
            states.remove(states.size() - 1);
        }
        return new Answer(now.userId(), now.timeMillis(), query, now.owner(), now.program(), now.junior(), states);
    }

    private static boolean says(Earlier earlier, Answer answer) {
        return Objects.equals(earlier.owner(), answer.owner())
                && earlier.program().equals(answer.program())
                && earlier.junior() == answer.junior();
    }

    /**
     * The owner is that of the latest creation earlier than the signup; else that of the earliest after it.
     *
     * @param knownMillis by what was known by then
     */
    private Answer answer(CodeState state, Query query, long knownMillis) {
        Moment signup = new Moment(query.signupMillis(), query.signupId());
        long until = Math.min(knownMillis, query.signupMillis() + rules.bindingRevisionMillis());
        Creation owning = null;
        boolean precedes = false;
        for (Creation creation : state.creations) {
            if (creation.timeMillis() > until) {
                continue;
            }
            boolean earlier = new Moment(creation.createdMillis(), creation.eventId()).isBefore(signup);
            if (earlier || owning == null) {
                owning = creation;
                precedes = earlier;
            }
        }
        if (owning == null) {
            return new Answer(query.referee(), query.timeMillis(), query, null, ProgramCatalog.DEFAULT_PROGRAM, false);
        }
        long restsOn = Math.max(query.timeMillis(), owning.timeMillis());
        boolean junior = !precedes;
        OwnerSignup owner = state.owners.get(owning.identity());
        if (owner != null && owner.timeMillis() <= until) {
            junior |= !new Moment(owner.signupMillis(), owner.signupId()).isBefore(signup);
            restsOn = Math.max(restsOn, owner.timeMillis());
        }
        return new Answer(query.referee(), restsOn, query, owning.owner(), owning.program(), junior);
    }

    @Override
    public void expire(CodeState state, long beforeMillis) {
        state.queries.values().removeIf(query -> queryExpiry(query) <= beforeMillis);
        List<Creation> superseded = new ArrayList<>();
        for (int i = 0; i + 1 < state.creations.size(); i++) {
            if (supersededFrom(state.creations.get(i + 1)) <= beforeMillis) {
                superseded.add(state.creations.get(i));
            }
        }
        state.creations.removeAll(superseded);
        superseded.forEach(creation -> state.owners.remove(creation.identity()));
        state.owners.values().removeIf(owner -> owner.timeMillis() <= beforeMillis && isOrphan(state, owner));
    }

    /** Its creation was superseded before the owner signed up. */
    private static boolean isOrphan(CodeState state, OwnerSignup owner) {
        for (Creation creation : state.creations) {
            if (creation.identity().equals(owner.creation())) {
                return false;
            }
        }
        return true;
    }

    private long queryExpiry(Query query) {
        return query.signupMillis() + rules.bindingRevisionMillis();
    }

    /** From when on no signup that is still open lies before the creation. */
    private long supersededFrom(Creation next) {
        return Math.max(next.createdMillis(), next.timeMillis()) + rules.bindingRevisionMillis();
    }

    @Override
    public long nextExpiry(CodeState state) {
        long next = Long.MAX_VALUE;
        for (Query query : state.queries.values()) {
            next = Math.min(next, queryExpiry(query));
        }
        for (int i = 1; i < state.creations.size(); i++) {
            next = Math.min(next, supersededFrom(state.creations.get(i)));
        }
        for (OwnerSignup owner : state.owners.values()) {
            if (isOrphan(state, owner)) {
                next = Math.min(next, owner.timeMillis());
            }
        }
        return next;
    }

    @Override
    public boolean isEmpty(CodeState state) {
        return state.creations.isEmpty() && state.owners.isEmpty() && state.queries.isEmpty();
    }
}
