package dev.milepost.experiments.model;

import dev.milepost.experiments.model.UnitEvent.Exposed;
import dev.milepost.experiments.model.UnitEvent.Happened;
import dev.milepost.runtime.fold.Model;
import java.util.List;
import java.util.function.Consumer;

/** Finds what a user adds to the sums of each experiment that they are in. See the package. */
public final class UnitModel implements Model<UnitState, UnitEvent, String, Unit> {

    private static final long serialVersionUID = 1L;

    private final ExperimentTerms terms;

    public UnitModel(ExperimentTerms terms) {
        this.terms = terms;
    }

    @Override
    public UnitState empty() {
        return new UnitState();
    }

    @Override
    public UnitState copy(UnitState state) {
        return state.copy();
    }

    @Override
    public void apply(UnitState state, UnitEvent event, Consumer<String> changed) {
        if (event instanceof Exposed exposed) {
            state.exposures.putIfAbsent(exposed.experimentId(), Exposure.of(exposed));
            changed.accept(exposed.experimentId());
        } else if (event instanceof Happened happened) {
            Happened before = state.happened.remove(happened.identity());
            boolean counts = counted(state, happened, changed);
            if (before != null) {
                counted(state, before, changed);
            }
            // Of who is exposed later, sales of before are the covariate, and nothing else of before counts.
            if (happened.stands() && (counts || happened.what() == Happening.OWN_SALE)) {
                state.happened.put(happened.identity(), happened);
            }
        }
    }

    /** Tells what it counts for; whether it is anything. */
    private static boolean counted(UnitState state, Happened happened, Consumer<String> changed) {
        boolean counts = false;
        for (Exposure exposure : state.exposures.values()) {
            if (exposure.counts(happened)) {
                counts = true;
                changed.accept(exposure.exposed().experimentId());
            }
        }
        return counts;
    }

    @Override
    public void keys(UnitState state, Consumer<String> keys) {
        state.exposures.keySet().forEach(keys);
    }

    @Override
    public Unit fact(UnitState state, String experimentId) {
        Exposure exposure = state.exposures.get(experimentId);
        if (exposure == null) {
            return null;
        }
        Exposed exposed = exposure.exposed();
        Tally tally = state.tally(exposure);
        Outcome outcome =
                exposure.matured() ? new Outcome(tally, state.covariate(exposure, terms.covariateMillis())) : null;
        return new Unit(exposed.arm(), exposed.currency(), exposed.shares(), tally.signups(), outcome);
    }

    @Override
    public long nextTimer(UnitState state) {
        long next = Long.MAX_VALUE;
        for (Exposure exposure : state.exposures.values()) {
            if (!exposure.matured()) {
                next = Math.min(next, exposure.exposed().endMillis());
            }
        }
        return next;
    }

    @Override
    public void onTimer(UnitState state, long timeMillis, Consumer<String> changed) {
        for (Exposure exposure : List.copyOf(state.exposures.values())) {
            if (!exposure.matured() && exposure.exposed().endMillis() <= timeMillis) {
                state.exposures.put(exposure.exposed().experimentId(), exposure.asMatured());
                changed.accept(exposure.exposed().experimentId());
            }
        }
    }

    @Override
    public void expire(UnitState state, long beforeMillis) {
        // All sales before these exposures are known.
        state.exposures.replaceAll((id, exposure) -> exposure.with(state.covariate(exposure, terms.covariateMillis())));
        for (Happened happened : List.copyOf(state.happened.values())) {
            if (end(happened) <= beforeMillis) {
                state.exposures.replaceAll((id, exposure) -> exposure.settle(happened));
                state.happened.remove(happened.identity());
            }
        }
        state.exposures.values().removeIf(exposure -> end(state, exposure) <= beforeMillis);
    }

    @Override
    public long nextExpiry(UnitState state) {
        long next = Long.MAX_VALUE;
        for (Happened happened : state.happened.values()) {
            next = Math.min(next, end(happened));
        }
        for (Exposure exposure : state.exposures.values()) {
            next = Math.min(next, end(state, exposure));
        }
        return next;
    }

    /** When it changes no more, and no exposure to come has it for its covariate. */
    private long end(Happened happened) {
        return happened.what() == Happening.OWN_SALE
                ? Math.max(happened.finalMillis(), happened.happenedMillis() + terms.covariateMillis())
                : happened.finalMillis();
    }

    /** When nothing new can be heard of its horizon, and what was has come to its end. */
    private long end(UnitState state, Exposure exposure) {
        long end = exposure.exposed().endMillis() + Math.max(terms.orderRetentionMillis(), terms.revisionMillis());
        for (Happened happened : state.happened.values()) {
            if (exposure.counts(happened)) {
                end = Math.max(end, end(happened));
            }
        }
        return end;
    }

    @Override
    public boolean isEmpty(UnitState state) {
        return state.isEmpty();
    }
}
