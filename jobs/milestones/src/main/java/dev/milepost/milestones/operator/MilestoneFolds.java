package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.FactKey;
import dev.milepost.milestones.model.MilestoneModel;
import dev.milepost.milestones.model.MilestoneRules;
import dev.milepost.milestones.model.MilestoneState;
import dev.milepost.milestones.model.SubjectFact;
import dev.milepost.milestones.model.SubjectModel;
import dev.milepost.milestones.model.ask.AskState;
import dev.milepost.milestones.model.judgement.Judgements;
import dev.milepost.milestones.model.ledger.LedgerSettings;
import dev.milepost.milestones.model.ledger.LedgerState;
import dev.milepost.milestones.model.order.OrderFact;
import dev.milepost.milestones.model.order.OrderKey;
import dev.milepost.milestones.model.order.OrderModel;
import dev.milepost.milestones.model.order.OrderState;
import dev.milepost.milestones.model.order.OrderStateCodec;
import dev.milepost.milestones.model.pattern.Horizons;
import dev.milepost.milestones.model.people.PersonEvent;
import dev.milepost.milestones.model.people.PersonEventCodec;
import dev.milepost.milestones.model.people.PersonModel;
import dev.milepost.milestones.model.people.PersonState;
import dev.milepost.milestones.model.people.PersonStateCodec;
import dev.milepost.milestones.model.people.ProfileModel;
import dev.milepost.milestones.model.people.ProfileState;
import dev.milepost.milestones.model.people.Told;
import dev.milepost.milestones.model.people.ToldCodec;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.DecisionOperator;
import dev.milepost.runtime.fold.FoldFunction;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.fold.output.FactOutput;

/** Each fold of milestones: its model, its output, and how its state is written. */
public final class MilestoneFolds {

    private final Rules<MilestoneRules> rules;
    private final FoldSettings settings;
    private final long revisedMillis;

    /**
     * @param rules shared with the operator that each fold runs in
     * @param revisedMillis how long after a signup its referral may be revised
     */
    public MilestoneFolds(Rules<MilestoneRules> rules, FoldSettings settings, long revisedMillis) {
        this.rules = rules;
        this.settings = settings;
        this.revisedMillis = revisedMillis;
    }

    /** What is so of advocates, for their referees. */
    public FoldFunction<ProfileState, PersonEvent, ProfileModel.Key, PersonEvent.Referrer, Change<PersonEvent>>
            profiles(String operator) {
        Rules<MilestoneRules> held = rules;
        return new FoldFunction<>(
                new ProfileModel(() -> held.current().interests()),
                new FactOutput<>(operator, PersonEvent::userId),
                new ProfileState.MemoryCodec(),
                PersonEvent.class,
                new PersonEventCodec(),
                settings);
    }

    /** What subjects see of users. */
    public FoldFunction<PersonState, PersonEvent, Told.Key, Told, Change<Told>> people(String operator) {
        Rules<MilestoneRules> held = rules;
        return new FoldFunction<>(
                new PersonModel(() -> held.current().interests(), revisedMillis),
                new FactOutput<>(operator, Told::subject),
                new PersonStateCodec.MemoryCodec(),
                PersonEvent.class,
                new PersonEventCodec(),
                settings);
    }

    /** What has become of orders, for ledgers; by user. */
    public FoldFunction<OrderState, PersonEvent, OrderKey, OrderFact, Change<LedgerNews>> orders(String operator) {
        return new FoldFunction<>(
                new OrderModel(revisedMillis, Horizons.DEFAULT.refundMillis()),
                new OrderOutput(operator),
                new OrderStateCodec.MemoryCodec(),
                PersonEvent.class,
                new PersonEventCodec(),
                settings);
    }

    /** Which milestones subjects have reached. */
    public FoldFunction<MilestoneState, Told, FactKey, SubjectFact, Row> milestones(String operator) {
        Rules<MilestoneRules> held = rules;
        return new FoldFunction<>(
                new SubjectModel(new MilestoneModel(() -> held.current().book())),
                new MilestoneOutput(operator),
                new MilestoneState.MemoryCodec(),
                Told.class,
                new ToldCodec(),
                settings);
    }

    /**
     * Whom to ask.
     *
     * @param link what the link of a referral code begins with; null: nobody has said
     */
    public DecisionOperator<AskState, AskNews, MilestoneRules> asks(String link) {
        return new DecisionOperator<>(
                new AskDecider(settings.latenessMillis(), link), new AskDecider.MemoryCodec(), rules, settings);
    }

    /** Which verdicts and reviews are of no referral that there is. */
    public DecisionOperator<Judgements, JudgementNews, MilestoneRules> judgements(String operator) {
        return new DecisionOperator<>(
                new JudgementDecider(settings.latenessMillis(), operator),
                new JudgementDecider.MemoryCodec(),
                rules,
                settings);
    }

    /** The bindings of referrals, by referral_id. */
    public static Change<JudgementNews> bound(Change<PersonEvent> change) {
        return new Change<>(change.kind(), JudgementNews.of((PersonEvent.Bound) change.element()));
    }

    /** The ledgers of programs. */
    public DecisionOperator<LedgerState, LedgerNews, MilestoneRules> rewards(String operator, LedgerSettings ledgers) {
        return new DecisionOperator<>(
                new LedgerDecider(ledgers, operator), new LedgerDecider.MemoryCodec(), rules, settings);
    }
}
