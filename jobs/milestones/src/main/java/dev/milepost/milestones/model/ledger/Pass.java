package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.Firing.Basis;
import dev.milepost.milestones.model.ledger.Firing.View;
import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.ledger.LedgerFact.Review;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.Rung;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Effect;
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
                        .standing(
                                Terms.reward(terms.version(version), slot.key.rule())
                                        .fire(),
                                terms.rungs(version, slot.key.rule())));
    }

    /** What the award is of, as it was decided by. */
    Rung rung(Slot slot, Award award) {
        return terms.rung(award.version, slot.key.rule(), award.occurrence);
    }

    /** As the reward was decided by: hold, condition, expiry. */
    Effect effect(Slot slot, Award award, Given given) {
        return rung(slot, award).effects().get(given.effect);
    }

    /** As its amount is by now. */
    Effect amountEffect(Slot slot, Award award, Given given) {
        return effectOf(given.amountVersion, slot, award, given.effect);
    }

    /** An effect of the award as another version has it; null: it has none. */
    Effect effectOf(int version, Slot slot, Award award, int effect) {
        Rung other = terms.rung(version, slot.key.rule(), award.occurrence);
        return other == null
                ? null
                : other.effect(rung(slot, award).effectNumbers().get(effect));
    }

    /** What has become of each order that it hangs on; an entry is null where nothing was taken back of that. */
    List<OrderMoney> orders(Award award) {
        List<OrderMoney> orders = new ArrayList<>();
        award.cause.orders().forEach(order -> orders.add(state.world.order(order, asOfMillis)));
        return orders;
    }

    /** By which the referrals it counts are not rejected any more as of this moment; null: it is not by that. */
    Review approval(List<String> referrals) {
        return state.world.approval(referrals, timeMillis, asOfMillis);
    }

    /** What one effect of an award that stands would give now, as a version has it. */
    Dues.Due due(Award award, Effect effect, int version) {
        return Dues.of(
                effect, award.cause, orders(award), terms.version(version).currency());
    }

    /** As {@link #due}, if nothing had been taken back of the order. */
    Dues.Due whole(Award award, Effect effect, int version) {
        return Dues.of(effect, award.cause, List.of(), terms.version(version).currency());
    }

    /**
     * The version whose amount an effect of an award gives that is granted now: the award's own, or the latest retroactive one
     * since; what is not granted yet is not paid yet.
     */
    int amountVersion(Slot slot, Award award, int effect) {
        int amount = award.version;
        for (ProgramVersion version : terms.versions()) {
            if (version.version() > award.version
                    && terms.isRaising(version)
                    && version.validFromMillis() <= asOfMillis
                    && gives(version.version(), slot, award, effect)) {
                amount = version.version();
            }
        }
        return amount;
    }

    /** Whether a version has the effect, and can say its amount by what is known of the completion. */
    boolean gives(int version, Slot slot, Award award, int effect) {
        Effect other = effectOf(version, slot, award, effect);
        return other != null && due(award, other, version).problem() == null;
    }

    /** What is due of a reward whose award stands. */
    long due(Slot slot, Award award, Given given) {
        Dues.Due due = due(award, amountEffect(slot, award, given), given.amountVersion);
        return due.problem() == null ? due.quantity() : given.chain.due();
    }

    /** Takes more or less of caps and budget; false where that would be too much, and nothing changed. */
    boolean take(Slot slot, Award award, Given given, Limits.Take to) {
        return taking(slot, award, given, to) == null;
    }

    /** The same: null, or the word for what has no room. */
    String taking(Slot slot, Award award, Given given, Limits.Take to) {
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
        given.take = problem == null ? to : given.take;
        return problem;
    }

    /** The budget is the program's of now, whichever version a reward goes by. */
    Budget budget(ProgramVersion otherwise) {
        ProgramVersion now = terms.at(asOfMillis);
        return (now == null ? otherwise : now).budget();
    }

    /** Whose usage the effect at that place is. */
    Limits.Key key(Slot slot, Award award, int effect, String beneficiary) {
        Rung rung = rung(slot, award);
        return new Limits.Key(
                slot.key.rule(), rung.number(), rung.effectNumbers().get(effect), beneficiary, false);
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
                award.cause.causeId(),
                given.chain.effectiveAtMillis(),
                given.chain.lateCorrection()));
    }
}
