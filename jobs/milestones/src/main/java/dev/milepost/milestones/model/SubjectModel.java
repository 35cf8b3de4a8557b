package dev.milepost.milestones.model;

import dev.milepost.milestones.model.people.Told;
import dev.milepost.runtime.fold.Model;
import java.util.function.Consumer;

/** {@link MilestoneModel} over what subjects are told. */
public final class SubjectModel implements Model<MilestoneState, Told, FactKey, SubjectFact> {

    private static final long serialVersionUID = 1L;

    private final MilestoneModel milestones;

    public SubjectModel(MilestoneModel milestones) {
        this.milestones = milestones;
    }

    @Override
    public MilestoneState empty() {
        return milestones.empty();
    }

    @Override
    public MilestoneState copy(MilestoneState state) {
        return milestones.copy(state);
    }

    @Override
    public void apply(MilestoneState state, Told told, Consumer<FactKey> changed) {
        milestones.apply(state, told.event(), changed);
    }

    @Override
    public void keys(MilestoneState state, Consumer<FactKey> keys) {
        milestones.keys(state, keys);
    }

    @Override
    public SubjectFact fact(MilestoneState state, FactKey key) {
        return milestones.fact(state, key);
    }

    @Override
    public long nextTimer(MilestoneState state) {
        return milestones.nextTimer(state);
    }

    @Override
    public void onTimer(MilestoneState state, long timeMillis, Consumer<FactKey> changed) {
        milestones.onTimer(state, timeMillis, changed);
    }

    @Override
    public void expire(MilestoneState state, long beforeMillis) {
        milestones.expire(state, beforeMillis);
    }

    @Override
    public long nextExpiry(MilestoneState state) {
        return milestones.nextExpiry(state);
    }

    @Override
    public boolean isEmpty(MilestoneState state) {
        return milestones.isEmpty(state);
    }
}
