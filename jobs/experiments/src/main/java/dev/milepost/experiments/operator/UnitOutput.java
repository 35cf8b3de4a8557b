package dev.milepost.experiments.operator;

import dev.milepost.experiments.model.Unit;
import dev.milepost.experiments.model.UnitChange;
import dev.milepost.experiments.model.UnitEvent;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.FoldOutput;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.output.FactLetters;
import dev.milepost.runtime.fold.output.Rows;

/** Tells experiments what changes of their units. */
final class UnitOutput implements FoldOutput<UnitEvent, String, Unit, UnitChange> {

    private static final long serialVersionUID = 1L;

    private final String operator;
    private transient Rows rows;

    /** @param operator its uid */
    UnitOutput(String operator) {
        this.operator = operator;
    }

    @Override
    public void changed(String experimentId, Unit before, Unit after, Emission<UnitChange> out) {
        out.collect(new UnitChange(experimentId, before, after));
    }

    @Override
    public void refused(UnitEvent event, Outcome.Kind why, Emission<UnitChange> out) {
        if (rows == null) {
            rows = new Rows();
        }
        rows.put(FactLetters.of(event, why, operator, out.key()), out);
    }
}
