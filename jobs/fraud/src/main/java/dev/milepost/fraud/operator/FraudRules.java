package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.account.AccountBook.Thresholds;
import dev.milepost.fraud.model.desk.CaseDesk;
import dev.milepost.fraud.model.review.CasePolicy;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Condition.Exact;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Operator;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Review;
import dev.milepost.programs.model.Reward;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What programs say that fraud is judged by. */
public final class FraudRules implements Thresholds, CaseDesk.Terms, Serializable {

    private static final long serialVersionUID = 1L;

    /** Of a program that says nothing: the defaults of the language. */
    private static final long RISK_OVER = 300_000;

    private final ProgramCatalog programs;

    FraudRules(ProgramCatalog programs) {
        this.programs = programs;
    }

    @Override
    public List<Long> of(String programId, String currency, long timeMillis) {
        ProgramVersion version = programs.at(programId, timeMillis);
        TreeSet<Long> found = new TreeSet<>();
        version.qualifies().where().forEach(condition -> least(condition, currency, found));
        for (Reward reward : version.rewards()) {
            walk(reward.on(), currency, found);
            if (reward.fire() instanceof Reward.Fire.Ladder ladder) {
                ladder.steps().forEach(step -> walk(step.on(), currency, found));
            }
        }
        return List.copyOf(found);
    }

    private static void walk(Pattern pattern, String currency, Set<Long> found) {
        for (Pattern.Event event : eventsOf(pattern)) {
            event.where().forEach(condition -> least(condition, currency, found));
        }
    }

    /** The events that a pattern waits for; of those that must not happen nothing. */
    private static List<Pattern.Event> eventsOf(Pattern pattern) {
        List<Pattern.Event> events = new ArrayList<>();
        if (pattern instanceof Pattern.Event event) {
            events.add(event);
        } else if (pattern instanceof Pattern.Nth nth) {
            events.add(nth.event());
        } else if (pattern instanceof Pattern.Count count) {
            events.add(count.event());
        } else if (pattern instanceof Pattern.Sum sum) {
            events.add(sum.event());
        } else if (pattern instanceof Pattern.All all) {
            all.parts().forEach(part -> events.addAll(eventsOf(part)));
        } else if (pattern instanceof Pattern.Any any) {
            any.parts().forEach(part -> events.addAll(eventsOf(part)));
        } else if (pattern instanceof Pattern.Sequence sequence) {
            sequence.parts().forEach(part -> events.addAll(eventsOf(part)));
        } else if (pattern instanceof Pattern.Timer timer) {
            events.addAll(eventsOf(timer.anchor()));
        } else if (pattern instanceof Pattern.Absence absence && absence.after() != null) {
            events.addAll(eventsOf(absence.after()));
        }
        return events;
    }

    private static void least(Condition condition, String currency, Set<Long> found) {
        boolean least = condition instanceof Exact exact
                && exact.field() == Measure.AMOUNT
                && exact.operator() == Operator.AT_LEAST
                && (currency == null || currency.equals(exact.currency()));
        if (least) {
            ((Exact) condition).operands().stream().filter(each -> each > 0).forEach(found::add);
        }
    }

    /** What a program says of its cases; null where it has no rewards, so that nothing waits for one. */
    @Override
    public CasePolicy policy(String programId, long timeMillis) {
        ProgramVersion version = programs.at(programId, timeMillis);
        return version.review() == null ? null : CasePolicy.of(version.review(), version.timezone());
    }

    @Override
    public long riskOver(String programId, long timeMillis) {
        Review review = programs.at(programId, timeMillis).review();
        return review == null ? RISK_OVER : review.riskOver();
    }

    @Override
    public long blockOver(String programId, long timeMillis) {
        Review review = programs.at(programId, timeMillis).review();
        return review == null ? Long.MAX_VALUE : review.blockOver();
    }

    /**
     * What the program's rewards {@code per: referral} give to both sides, each once, by amounts of money that the program names.
     * What depends on an event, a percentage or a table, counts nothing, and so do rewards that several referrals earn.
     */
    @Override
    public long atRiskMinor(String programId, long timeMillis) {
        long sum = 0;
        for (Reward reward : programs.at(programId, timeMillis).rewards()) {
            if (reward.per() == Reward.Subject.REFERRAL) {
                sum = Math.addExact(sum, named(reward.fire().effects()));
                if (reward.fire() instanceof Reward.Fire.Ladder ladder) {
                    for (Reward.Step step : ladder.steps()) {
                        sum = Math.addExact(sum, named(step.effects()));
                    }
                }
            }
        }
        return sum;
    }

    private static long named(List<Effect> effects) {
        long sum = 0;
        for (Effect effect : effects) {
            if (effect.unit() == null && effect.amount() instanceof Amount.Constant constant) {
                int times = effect.recur() == null ? 1 : effect.recur().times();
                sum = Math.addExact(sum, Math.multiplyExact(constant.quantity(), (long) times));
            }
        }
        return sum;
    }

    /** In which money its amounts are; empty where it has none. */
    String currency(String programId, long timeMillis) {
        String currency = programs.at(programId, timeMillis).currency();
        return currency == null ? "" : currency;
    }
}
