package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.Firing.Basis;
import dev.milepost.milestones.model.ledger.Firing.View;
import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Reward;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One moment at which a program's rewards are decided: what the deciders share. */
final class Pass {

    final String program;
    final LedgerState state;
    final Terms terms;
    final LedgerSettings settings;
    final Told told;
    final List<LedgerEntry> entries = new ArrayList<>();
    /** Whose rewards have moved. */
    final Set<SlotKey> moved = new TreeSet<>();
    /** The moment. */
    final long timeMillis;
    /** What is known up to this time counts; later than the moment where that has been told already. */
    final long asOfMillis;

    final long toldUntilMillis;
    private final long reachedMillis;

    private final Map<Standing, Map<Integer, Basis>> standing = new HashMap<>();

    private record Standing(SlotKey slot, int version, View view) {}

    Pass(
            String program,
            LedgerState state,
            Terms terms,
            LedgerSettings settings,
            Told told,
            long timeMillis,
            long reachedMillis) {
        this.reachedMillis = reachedMillis;
        this.program = program;
        this.state = state;
        this.terms = terms;
        this.settings = settings;
        this.told = told;
        this.timeMillis = timeMillis;
        this.toldUntilMillis = state.toldUntilMillis;
        this.asOfMillis = Math.max(timeMillis, toldUntilMillis);
    }

    Stimulus because(String causeId, String reason, long knownAtMillis) {
        return new Stimulus(timeMillis, knownAtMillis, causeId, reason, toldUntilMillis, reachedMillis);
    }

    /** Which occurrences stand by the rules of a version; asked once for all awards of a subject. */
    Map<Integer, Basis> standing(Slot slot, int version, View view) {
        return standing.computeIfAbsent(
                new Standing(slot.key, version, view),
                asked -> new Firing(slot, state.world, asOfMillis, view)
                        .standing(Terms.reward(terms.version(version), slot.key.rule())
                                .fire()));
    }

    /** The reward as the award was decided by. */
    Reward reward(Slot slot, Award award) {
        return Terms.reward(terms.version(award.version), slot.key.rule());
    }

    /** As the reward was decided by: hold, condition, expiry. */
    Effect effect(Slot slot, Award award, Given given) {
        return Terms.effects(reward(slot, award), award.occurrence).get(given.effect);
    }

    /** As its amount is by now. */
    Effect amountEffect(Slot slot, Award award, Given given) {
        return effect(slot, award, given.effect, given.amountVersion);
    }

    /** As a version has it. */
    Effect effect(Slot slot, Award award, int effect, int version) {
        Reward reward = Terms.reward(terms.version(version), slot.key.rule());
        return Terms.effects(reward, award.occurrence).get(effect);
    }

    OrderMoney order(Award award) {
        return state.world.order(award.cause.order(), asOfMillis);
    }

    /** What an effect of an award that stands would give now, by the amount that it has in a version. */
    Dues.Due due(Award award, Effect amount, int version) {
        return Dues.of(amount, award.cause, order(award), terms.version(version).currency());
    }

    /** What is due of a reward whose award stands. */
    long due(Slot slot, Award award, Given given) {
        Dues.Due due = due(award, amountEffect(slot, award, given), given.amountVersion);
        return due.problem() == null ? due.quantity() : given.chain.due();
    }

    /** Takes more or less of caps and budget; false where that would be too much, and nothing changed. */
    boolean take(Slot slot, Award award, Given given, Limits.Take to) {
        Effect effect = amountEffect(slot, award, given);
        ProgramVersion version = terms.version(given.amountVersion);
        String problem = state.limits.change(
                key(slot, award, given.effect, given.beneficiary),
                effect.caps(),
                budget(version),
                version.timezone(),
                given.earnedAtMillis,
                given.take,
                to);
        if (problem != null) {
            return false;
        }
        given.take = to;
        return true;
    }

    /** The budget is the program's of now, whichever version a reward goes by. */
    Budget budget(ProgramVersion otherwise) {
        ProgramVersion now = terms.at(asOfMillis);
        return (now == null ? otherwise : now).budget();
    }

    static Limits.Key key(Slot slot, Award award, int effect, String beneficiary) {
        return new Limits.Key(slot.key.rule(), award.place.rung(), effect, beneficiary, false);
    }

    /** Tells what a chain did. */
    boolean tell(Slot slot, Award award, Given given, Move move) {
        if (move.entries().isEmpty()) {
            return false;
        }
        entries.addAll(move.entries());
        moved.add(slot.key);
        given.reason = move.entries().get(move.entries().size() - 1).reason();
        row(slot, award, given);
        return true;
    }

    void row(Slot slot, Award award, Given given) {
        told.row(new RewardRow(
                given.chain.rewardId,
                program,
                award.version,
                slot.key.rule(),
                slot.key.subject(),
                award.cause.advocate(),
                given.beneficiary,
                given.side,
                given.kind,
                given.occurrence,
                given.chain.currency,
                given.chain.state(),
                given.earned,
                given.chain.paid(),
                given.chain.owed(),
                given.earnedAtMillis,
                given.holdEndsMillis,
                given.expiresMillis,
                given.reason,
                award.referrals,
                award.cause.causeId()));
    }
}
