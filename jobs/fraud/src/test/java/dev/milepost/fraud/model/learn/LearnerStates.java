package dev.milepost.fraud.model.learn;

import java.util.List;

/** What a learner remembers, for tests of other rooms. */
public final class LearnerStates {

    private LearnerStates() {}

    /** In (time, referral) order. */
    public static List<Example> examples(LearnerState state) {
        return state.examples.all();
    }
}
