package dev.milepost.cohorts.operator;

import dev.milepost.cohorts.model.CellChange;
import dev.milepost.cohorts.model.CohortFact;
import dev.milepost.cohorts.model.CohortKey;
import dev.milepost.cohorts.model.CohortTerms;
import dev.milepost.cohorts.model.CustomerEvent;
import dev.milepost.cohorts.model.CustomerEventCodec;
import dev.milepost.cohorts.model.CustomerModel;
import dev.milepost.cohorts.model.CustomerState;
import dev.milepost.cohorts.model.CustomerStateCodec;
import dev.milepost.cohorts.model.PromptCodecs;
import dev.milepost.cohorts.model.PromptEvent;
import dev.milepost.cohorts.model.PromptModel;
import dev.milepost.cohorts.model.PromptState;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldFunction;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.output.FactOutput;

/** Each fold of cohorts: its model, its output, and how its state is written. */
public final class CohortFolds {

    private final CohortTerms terms;
    private final FoldSettings settings;

    public CohortFolds(CohortTerms terms, FoldSettings settings) {
        this.terms = terms;
        this.settings = settings;
    }

    /** Which ask prompted each referral; by advocate. */
    public FoldFunction<PromptState, PromptEvent, String, CustomerEvent.Prompted, Change<CustomerEvent>> prompts(
            String operator) {
        return new FoldFunction<>(
                new PromptModel(terms),
                new FactOutput<>(operator, CustomerEvent::userId),
                new PromptCodecs.MemoryCodec(),
                PromptEvent.class,
                new PromptCodecs.EventCodec(),
                settings);
    }

    /** Which cohorts users are in, and what they add to cells; by user. */
    public FoldFunction<CustomerState, CustomerEvent, CohortKey, CohortFact, CellChange> customers(String operator) {
        return new FoldFunction<>(
                new CustomerModel(terms),
                new CustomerOutput(operator),
                new CustomerStateCodec.MemoryCodec(),
                CustomerEvent.class,
                new CustomerEventCodec(),
                settings);
    }
}
