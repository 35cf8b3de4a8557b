package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.AskContext;
import dev.milepost.milestones.model.ConditionFact;
import dev.milepost.milestones.model.DueFact;
import dev.milepost.milestones.model.MilestoneFact;
import dev.milepost.milestones.model.SubjectFact;
import dev.milepost.milestones.model.ask.AskDue;
import dev.milepost.milestones.model.ask.AskMilestone;
import dev.milepost.milestones.model.ask.AskMilestone.Value;
import dev.milepost.milestones.model.ledger.LedgerFact;
import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.ledger.LedgerFact.Purchase;
import dev.milepost.milestones.model.pattern.Reached;
import dev.milepost.milestones.model.pattern.RuleId;
import dev.milepost.milestones.model.pattern.SubjectKind;
import dev.milepost.milestones.model.people.Subjects;
import java.util.List;

/** What is found of a subject, as asks and ledgers hear of it. */
final class News {

    private News() {}

    /** Null where it is no ask's. What matters of a milestone is when it was first reached. */
    static AskNews ask(SubjectFact found, String subject) {
        if (found instanceof DueFact due) {
            String user = Subjects.id(subject);
            RuleId ask = due.key().rule();
            return new AskNews(
                    user,
                    new AskDue(
                            ask.program(),
                            ask.milestone(),
                            due.key().occurrence(),
                            due.key().dueMillis(),
                            context(due.context())));
        }
        if (!(found instanceof MilestoneFact fact) || fact.kind() != SubjectKind.USER) {
            return null;
        }
        RuleId rule = fact.key().rule();
        String user = Subjects.id(subject);
        MilestoneFact.Turn first = fact.turns().get(0);
        return new AskNews(
                user,
                new AskMilestone(
                        rule.program(),
                        rule.milestone(),
                        user,
                        fact.key().occurrence(),
                        first.timeMillis(),
                        first.reach().causeEventId(),
                        first.knownMillis(),
                        first.reach().amountMinor(),
                        first.reach().currency(),
                        value(first.reach().reached()),
                        context(fact.context())));
    }

    private static Value value(Reached reached) {
        return reached == null ? null : new Value(reached.field(), reached.number(), reached.isMoney());
    }

    private static AskMilestone.Context context(AskContext context) {
        return new AskMilestone.Context(
                context.signupMillis(),
                context.optedOut(),
                context.consent(),
                context.segment(),
                context.suppressedBy(),
                context.referralCode());
    }

    /** None where it is no reward's; of a condition one for each time that it stands, or stood. */
    static List<LedgerNews> rewards(SubjectFact found, String subject) {
        if (found == null || found.kind() == SubjectKind.USER) {
            return List.of();
        }
        RuleId rule = found.key().rule();
        String id = Subjects.id(subject);
        if (found instanceof ConditionFact condition) {
            return condition.stands().stream()
                    .map(stand -> new LedgerNews(
                            rule.program(),
                            new Condition(
                                    rule.milestone(),
                                    rule.condition(),
                                    id,
                                    stand.sinceMillis(),
                                    condition.key().causeEventId(),
                                    stand.knownMillis(),
                                    stand.untilMillis())))
                    .toList();
        }
        return List.of(new LedgerNews(rule.program(), completion((MilestoneFact) found, id)));
    }

    private static Completion completion(MilestoneFact fact, String subject) {
        RuleId rule = fact.key().rule();
        return new Completion(
                rule.milestone(),
                rule.rung(),
                subject,
                fact.key().occurrence(),
                fact.turns().stream()
                        .map(turn -> new LedgerFact.Turn(
                                turn.timeMillis(),
                                turn.causeEventId(),
                                turn.knownMillis(),
                                turn.byReview(),
                                turn.reach() == null ? null : reach(turn.reach(), fact.kind(), subject)))
                        .toList(),
                fact.leftOutMillis());
    }

    private static LedgerFact.Reach reach(MilestoneFact.Reach reach, SubjectKind kind, String subject) {
        return new LedgerFact.Reach(
                reach.causeEventId(),
                kind == SubjectKind.ADVOCATE ? subject : reach.advocate(),
                reach.boundBy(),
                kind == SubjectKind.REFERRAL ? subject : reach.referee(),
                reach.referrals(),
                new Purchase(reach.orderId(), reach.currency(), reach.amountMinor(), reach.mrrMinor()),
                reach.texts(),
                reach.orderId() == null ? led(reach, kind, subject) : List.of(),
                reach.reachedMillis());
    }

    /** An order that is no referee's is the advocate's own, of a referral its referee's. */
    private static List<String> led(MilestoneFact.Reach reach, SubjectKind kind, String subject) {
        String own = kind == SubjectKind.ACCOUNT ? reach.advocate() : subject;
        return reach.orders().stream()
                .map(order -> OrderMoney.ofOrder(order.user() == null ? own : order.user(), order.orderId()))
                .toList();
    }
}
