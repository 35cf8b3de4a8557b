package dev.milepost.experiments.operator;

import dev.milepost.experiments.model.ExperimentTerms;
import dev.milepost.experiments.model.RefereeCodecs;
import dev.milepost.experiments.model.RefereeEvent;
import dev.milepost.experiments.model.RefereeKey;
import dev.milepost.experiments.model.RefereeModel;
import dev.milepost.experiments.model.RefereeState;
import dev.milepost.experiments.model.Unit;
import dev.milepost.experiments.model.UnitChange;
import dev.milepost.experiments.model.UnitCodecs;
import dev.milepost.experiments.model.UnitEvent;
import dev.milepost.experiments.model.UnitModel;
import dev.milepost.experiments.model.UnitState;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldFunction;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.output.FactOutput;

/** Each fold of experiments: its model, its output, and how its state is written. */
public final class ExperimentFolds {

    private final ExperimentTerms terms;
    private final FoldSettings settings;

    public ExperimentFolds(ExperimentTerms terms, FoldSettings settings) {
        this.terms = terms;
        this.settings = settings;
    }

    /** What each referee brings their advocate; by referee. */
    public FoldFunction<RefereeState, RefereeEvent, RefereeKey, UnitEvent.Happened, Change<UnitEvent>> referees(
            String operator) {
        return new FoldFunction<>(
                new RefereeModel(terms),
                new FactOutput<>(operator, UnitEvent::userId),
                new RefereeCodecs.MemoryCodec(),
                RefereeEvent.class,
                new RefereeCodecs.EventCodec(),
                settings);
    }

    /** What users add to the experiments that they are in; by user. */
    public FoldFunction<UnitState, UnitEvent, String, Unit, UnitChange> units(String operator) {
        return new FoldFunction<>(
                new UnitModel(terms),
                new UnitOutput(operator),
                new UnitCodecs.MemoryCodec(),
                UnitEvent.class,
                new UnitCodecs.EventCodec(),
                settings);
    }
}
