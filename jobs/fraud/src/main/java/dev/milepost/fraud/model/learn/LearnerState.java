package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.score.ExpertWeights;
import dev.milepost.fraud.model.score.Weights;

/** What the learner remembers: the weights that are live and at most {@value Reservoir#MOST} examples, 0.9 MB. */
public final class LearnerState {

    final Reservoir examples = new Reservoir();
    Weights live;

    /** Nothing learnt yet. */
    public LearnerState() {
        this(ExpertWeights.V1);
    }

    LearnerState(Weights live) {
        this.live = live;
    }

    /** The weights of the latest version that went live. */
    public Weights live() {
        return live;
    }

    /** Examples remembered. */
    public int size() {
        return examples.size();
    }

    /** A state that shares nothing mutable with this one. */
    public LearnerState copy() {
        LearnerState copy = new LearnerState(live);
        copy.examples.addAll(examples.all());
        return copy;
    }
}
