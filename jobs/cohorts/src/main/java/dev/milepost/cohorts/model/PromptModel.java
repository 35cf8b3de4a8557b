package dev.milepost.cohorts.model;

import dev.milepost.cohorts.model.CustomerEvent.Bound;
import dev.milepost.cohorts.model.CustomerEvent.Prompted;
import dev.milepost.cohorts.model.PromptEvent.Asked;
import dev.milepost.cohorts.model.PromptEvent.Referred;
import dev.milepost.runtime.fold.Model;
import dev.milepost.runtime.fold.Timed;
import java.util.function.Consumer;

/** Finds which ask prompted each referral of an advocate: the latest before the touch that bound it, whatever the ask's program. */
public final class PromptModel implements Model<PromptState, PromptEvent, String, Prompted> {

    private static final long serialVersionUID = 1L;

    private final CohortTerms terms;

    public PromptModel(CohortTerms terms) {
        this.terms = terms;
    }

    @Override
    public PromptState empty() {
        return new PromptState();
    }

    @Override
    public PromptState copy(PromptState state) {
        return state.copy();
    }

    @Override
    public void apply(PromptState state, PromptEvent event, Consumer<String> changed) {
        if (event instanceof Asked asked) {
            state.asks.put(asked.identity(), asked);
            keys(state, changed);
        } else if (event instanceof Referred referred) {
            state.referrals.put(referred.bound().referralId(), referred.bound());
            changed.accept(referred.bound().referralId());
        }
    }

    @Override
    public void keys(PromptState state, Consumer<String> keys) {
        state.referrals.keySet().forEach(keys);
    }

    @Override
    public Prompted fact(PromptState state, String referralId) {
        Bound bound = state.referrals.get(referralId);
        Asked latest = null;
        if (bound != null) {
            for (Asked asked : state.asks.values()) {
                boolean prompts = asked.timeMillis() <= bound.touchMillis()
                        && bound.touchMillis() - asked.timeMillis() < terms.askWindowMillis();
                if (prompts && (latest == null || Timed.ORDER.compare(latest, asked) < 0)) {
                    latest = asked;
                }
            }
        }
        return latest == null
                ? null
                : new Prompted(bound.userId(), bound.timeMillis(), referralId, bound.advocateId(), latest.ask());
    }

    @Override
    public void expire(PromptState state, long beforeMillis) {
        state.asks.values().removeIf(asked -> end(asked) <= beforeMillis);
        state.referrals.values().removeIf(bound -> end(bound) <= beforeMillis);
    }

    @Override
    public long nextExpiry(PromptState state) {
        long next = Long.MAX_VALUE;
        for (Asked asked : state.asks.values()) {
            next = Math.min(next, end(asked));
        }
        for (Bound bound : state.referrals.values()) {
            next = Math.min(next, end(bound));
        }
        return next;
    }

    private long end(Asked asked) {
        return asked.timeMillis() + terms.askWindowMillis() + terms.touchMillis() + terms.revisionMillis();
    }

    private long end(Bound bound) {
        return bound.signupMillis() + terms.revisionMillis();
    }

    @Override
    public boolean isEmpty(PromptState state) {
        return state.isEmpty();
    }
}
