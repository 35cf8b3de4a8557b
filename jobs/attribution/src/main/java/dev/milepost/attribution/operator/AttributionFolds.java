package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.AttributionFact;
import dev.milepost.attribution.model.AttributionModel;
import dev.milepost.attribution.model.AttributionRules;
import dev.milepost.attribution.model.AttributionState;
import dev.milepost.attribution.model.CodeFact;
import dev.milepost.attribution.model.CodeFactCodec;
import dev.milepost.attribution.model.CodeModel;
import dev.milepost.attribution.model.CodeState;
import dev.milepost.attribution.model.EvidenceModel;
import dev.milepost.attribution.model.EvidenceState;
import dev.milepost.attribution.model.InviteFact;
import dev.milepost.attribution.model.InviteFactCodec;
import dev.milepost.attribution.model.InviteModel;
import dev.milepost.attribution.model.InviteState;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.attribution.model.UserFactCodec;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.attribution.model.VisitorEventCodec;
import dev.milepost.attribution.model.VisitorFact;
import dev.milepost.attribution.model.VisitorModel;
import dev.milepost.attribution.model.VisitorState;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldFunction;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.output.FactOutput;

/** Each fold of attribution: its model, its output, and how its state is written. */
public final class AttributionFolds {

    private final AttributionRules rules;
    private final FoldSettings settings;

    public AttributionFolds(AttributionRules rules, FoldSettings settings) {
        this.rules = rules;
        this.settings = settings;
    }

    /** Signups and purchases, each once. */
    public FoldFunction<Nothing, AccountEvent, Nothing, Nothing, Change<UserFact>> accounts() {
        return new FoldFunction<>(
                new Nothing.NoModel<>(),
                new AccountOutput(new AccountReader(rules.programs())),
                new Nothing.MemoryCodec(),
                AccountEvent.class,
                new AccountEventCodec(),
                settings);
    }

    /** Clicks, each once; whose they are, and which are touches. */
    public FoldFunction<VisitorState, VisitorEvent, VisitorModel.Key, VisitorFact, Change<UserFact>> visitors() {
        return new FoldFunction<>(
                new VisitorModel(rules),
                new VisitorOutput(),
                new Memories.VisitorMemoryCodec(),
                VisitorEvent.class,
                new VisitorEventCodec(),
                settings);
    }

    /** What users' own events say about referrals. */
    public FoldFunction<EvidenceState, UserFact, EvidenceModel.Key, CodeFact, Change<CodeFact>> evidence() {
        return new FoldFunction<>(
                new EvidenceModel(rules),
                new FactOutput<>(Refusals.UIDS + "evidence", CodeFact::code),
                new Memories.EvidenceMemoryCodec(),
                UserFact.class,
                new UserFactCodec(),
                settings);
    }

    /** Invites that reached somebody who signed up. */
    public FoldFunction<InviteState, InviteFact, InviteModel.Key, CodeFact.Query, Change<CodeFact>> invites() {
        return new FoldFunction<>(
                new InviteModel(rules),
                new FactOutput<>(Refusals.UIDS + "invites", CodeFact::code),
                new Memories.InviteMemoryCodec(),
                InviteFact.class,
                new InviteFactCodec(),
                settings);
    }

    /** Who owns a code. */
    public FoldFunction<CodeState, CodeFact, String, UserFact.Answer, Change<UserFact>> codes() {
        return new FoldFunction<>(
                new CodeModel(rules),
                new FactOutput<>(Refusals.UIDS + "codes", UserFact::userId),
                new Memories.CodeMemoryCodec(),
                CodeFact.class,
                new CodeFactCodec(),
                settings);
    }

    /** Bindings, conversions and credits. */
    public FoldFunction<AttributionState, UserFact, AttributionModel.Key, AttributionFact, Row> attribution() {
        return new FoldFunction<>(
                new AttributionModel(rules),
                new AttributionOutput(),
                new Memories.AttributionMemoryCodec(),
                UserFact.class,
                new UserFactCodec(),
                settings);
    }
}
