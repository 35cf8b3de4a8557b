package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.id.Ids;
import dev.milepost.milestones.model.ledger.Firing.Basis;
import dev.milepost.milestones.model.ledger.Firing.View;
import dev.milepost.milestones.model.time.Spans;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Reward;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Grants what has been earned: all effects of an occurrence together, or none of them, where a cap or the budget has no room for
 * one. What was not granted is never tried again, so nobody is displaced and nobody moves up; only what was voided by something
 * that is undone later is granted once more, as another life of the reward, under another id.
 */
final class Granting {

    private final Pass pass;

    /** One effect of an award that is to be given. */
    private record Offer(Effect effect, int index, int recurrence, int life, String occurrence, String beneficiary) {}

    /**
     * What is granted together.
     *
     * @param isNew whether nothing was decided about the award yet
     * @param firstId the smallest of its rewards' ids
     */
    private record Candidate(
            Slot slot,
            Award award,
            ProgramVersion version,
            List<Offer> offers,
            boolean isNew,
            long timeMillis,
            String causeId,
            long knownAtMillis,
            String firstId) {}

    Granting(Pass pass) {
        this.pass = pass;
    }

    /** In the order of reward_id. */
    void grant(Map<SlotKey, Long> touched) {
        List<Candidate> candidates = new ArrayList<>();
        touched.forEach((key, known) -> {
            Slot slot = pass.state.slots.get(key);
            if (slot != null) {
                earned(slot, known, candidates);
                for (Award award : slot.awards.values()) {
                    if (!award.given.isEmpty()
                            && pass.firing(slot, View.AS_IT_IS)
                                    .standing(pass.fire(slot, award))
                                    .containsKey(award.occurrence)) {
                        revived(slot, award, known, candidates);
                    }
                    repeated(slot, award, candidates);
                }
            }
        });
        candidates.sort(Comparator.comparingLong(Candidate::timeMillis).thenComparing(Candidate::firstId));
        candidates.forEach(this::decide);
    }

    /** Occurrences that stand and were not decided yet: by the version in force when they came to stand. */
    private void earned(Slot slot, long knownAtMillis, List<Candidate> candidates) {
        for (ProgramVersion version : pass.terms.versions()) {
            Reward reward = Terms.reward(version, slot.key.rule());
            if (reward == null) {
                continue;
            }
            pass.firing(slot, View.AS_IT_IS).standing(reward.fire()).forEach((occurrence, basis) -> {
                if (!slot.awards.containsKey(occurrence)
                        && isInForce(version, basis.sinceMillis())
                        && basis.sinceMillis() < version.validToMillis()) {
                    candidates.add(candidate(slot, occurrence, version, reward, basis, knownAtMillis));
                }
            });
        }
    }

    private boolean isInForce(ProgramVersion version, long timeMillis) {
        ProgramVersion at = pass.terms.at(timeMillis);
        return at != null && at.version() == version.version();
    }

    private Candidate candidate(
            Slot slot, int occurrence, ProgramVersion version, Reward reward, Basis basis, long knownAtMillis) {
        long time = Math.max(pass.timeMillis, basis.sinceMillis());
        Award award = new Award(occurrence, version.version(), basis.cause(), basis.referrals(), time);
        List<Effect> effects = Terms.effects(reward, occurrence);
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < effects.size(); i++) {
            offers.add(offer(award, effects, i, 0, 1));
        }
        long known = Math.max(knownAtMillis, basis.knownAtMillis());
        return of(slot, award, version, offers, true, time, basis.causeId(), known);
    }

    private void revived(Slot slot, Award award, long knownAtMillis, List<Candidate> candidates) {
        List<Effect> effects = Terms.effects(pass.reward(slot, award), award.occurrence);
        List<Offer> offers = new ArrayList<>();
        for (Given given : award.given) {
            if (given.revivable
                    && given == award.latest(given.effect, given.recurrence)
                    && (given.recurrence == 0 || isOf(award.latest(given.effect, 0), given))
                    && due(award, effects.get(given.effect)).quantity() > 0) {
                offers.add(offer(award, effects, given.effect, given.recurrence, given.life + 1));
            }
        }
        if (!offers.isEmpty()) {
            ProgramVersion version = pass.terms.version(award.version);
            String cause = award.cause.turns().get(0).causeId();
            candidates.add(of(slot, award, version, offers, false, pass.timeMillis, cause, knownAtMillis));
        }
    }

    /** Of an earlier life the repetitions stay void: the new life has its own. */
    private static boolean isOf(Given first, Given repetition) {
        return first.chain.state() != Step.VOIDED
                && repetition.recurrence <= first.repeated
                && repetition.earnedAtMillis > first.earnedAtMillis;
    }

    /** Repetitions whose time has come; where nothing is due then, they are passed over without a word. */
    private void repeated(Slot slot, Award award, List<Candidate> candidates) {
        if (award.given.isEmpty()) {
            return;
        }
        ProgramVersion version = pass.terms.version(award.version);
        List<Effect> effects = Terms.effects(pass.reward(slot, award), award.occurrence);
        boolean stands =
                pass.firing(slot, View.AS_IT_IS).standing(pass.fire(slot, award)).containsKey(award.occurrence);
        Map<Long, List<Offer>> byTime = new TreeMap<>();
        for (int i = 0; i < effects.size(); i++) {
            Effect effect = effects.get(i);
            Given first = effect.recur() == null ? null : award.latest(i, 0);
            if (first == null || first.chain.state() == Step.VOIDED) {
                continue;
            }
            while (first.repeatsMillis <= pass.asOfMillis) {
                long due = first.repeatsMillis;
                first.repeated++;
                first.repeatsMillis = next(first, effect, version);
                if (stands && due(award, effect).quantity() > 0) {
                    Given before = award.latest(i, first.repeated);
                    int life = before == null ? 1 : before.life + 1;
                    byTime.computeIfAbsent(due, t -> new ArrayList<>())
                            .add(offer(award, effects, i, first.repeated, life));
                }
            }
            pass.state.agenda.slot(first.repeatsMillis, slot.key, Long.MIN_VALUE);
        }
        byTime.forEach((time, offers) -> candidates.add(of(
                slot,
                award,
                version,
                offers,
                false,
                Math.max(time, pass.timeMillis),
                award.cause.turns().get(0).causeId(),
                time)));
    }

    /** Counted from the first, so that a 31st does not drift; Long.MAX_VALUE after the last. */
    private static long next(Given first, Effect effect, ProgramVersion version) {
        int k = first.repeated + 1;
        if (k >= effect.recur().times()) {
            return Long.MAX_VALUE;
        }
        return Spans.times(effect.recur().every(), k).after(first.earnedAtMillis, version.timezone());
    }

    private Candidate of(
            Slot slot,
            Award award,
            ProgramVersion version,
            List<Offer> offers,
            boolean isNew,
            long timeMillis,
            String causeId,
            long knownAtMillis) {
        String firstId = offers.stream()
                .map(offer -> id(slot, offer))
                .min(Comparator.naturalOrder())
                .orElse("");
        return new Candidate(slot, award, version, offers, isNew, timeMillis, causeId, knownAtMillis, firstId);
    }

    private static Offer offer(Award award, List<Effect> effects, int index, int recurrence, int life) {
        Effect effect = effects.get(index);
        boolean several = effects.stream().filter(e -> e.to() == effect.to()).count() > 1;
        String occurrence = String.valueOf(award.occurrence);
        if (several || recurrence > 0) {
            occurrence += "#" + index;
        }
        if (recurrence > 0) {
            occurrence += "#" + recurrence;
        }
        if (life > 1) {
            occurrence += "~" + life;
        }
        String beneficiary = effect.to() == Effect.Side.ADVOCATE ? award.cause.advocate() : award.cause.referee();
        return new Offer(effect, index, recurrence, life, occurrence, beneficiary);
    }

    private String id(Slot slot, Offer offer) {
        return Ids.of(
                pass.program,
                slot.key.rule(),
                slot.key.subject(),
                offer.beneficiary == null ? "" : offer.beneficiary,
                offer.effect.to().name().toLowerCase(Locale.ROOT),
                offer.occurrence);
    }

    private Dues.Due due(Award award, Effect effect) {
        return Dues.of(
                effect,
                award.cause,
                pass.order(award),
                pass.terms.version(award.version).currency());
    }

    private void decide(Candidate candidate) {
        List<Dues.Due> dues = new ArrayList<>();
        String problem = null;
        for (Offer offer : candidate.offers) {
            Dues.Due due = due(candidate.award, offer.effect);
            dues.add(due);
            if (problem == null) {
                problem = offer.beneficiary == null ? "no_beneficiary" : due.problem();
            }
        }
        if (problem == null && dues.stream().anyMatch(due -> due.quantity() == 0)) {
            // All of the order was taken back before: whether that lasts is not known, so nothing is decided.
            return;
        }
        if (problem == null) {
            problem = take(candidate, dues);
        }
        if (candidate.isNew) {
            candidate.slot.awards.put(candidate.award.occurrence, candidate.award);
        }
        for (int i = 0; i < candidate.offers.size(); i++) {
            if (problem == null) {
                give(candidate, candidate.offers.get(i), dues.get(i).quantity());
            } else {
                skip(candidate, candidate.offers.get(i), dues.get(i).quantity(), problem);
            }
        }
        if (problem != null) {
            candidate.award.given.forEach(given -> given.revivable = false);
        }
    }

    /** Room for all of them, or for none: the word why not. */
    private String take(Candidate candidate, List<Dues.Due> dues) {
        for (int i = 0; i < candidate.offers.size(); i++) {
            String problem = change(candidate, i, Limits.Take.NOTHING, taking(candidate, i, dues));
            if (problem != null) {
                for (int done = 0; done < i; done++) {
                    change(candidate, done, taking(candidate, done, dues), Limits.Take.NOTHING);
                }
                return problem;
            }
        }
        return null;
    }

    private static Limits.Take taking(Candidate candidate, int i, List<Dues.Due> dues) {
        return Limits.Take.of(dues.get(i).quantity(), candidate.offers.get(i).effect.unit() == null);
    }

    private String change(Candidate candidate, int i, Limits.Take from, Limits.Take to) {
        Offer offer = candidate.offers.get(i);
        return pass.state.limits.change(
                Pass.key(candidate.slot, candidate.award, offer.index, offer.beneficiary),
                offer.effect.caps(),
                pass.budget(candidate.version),
                candidate.version.timezone(),
                candidate.timeMillis,
                from,
                to);
    }

    private void give(Candidate candidate, Offer offer, long quantity) {
        ProgramVersion version = candidate.version;
        Effect effect = offer.effect;
        long earned = candidate.timeMillis;
        Given given = new Given(
                RewardChain.of(id(candidate.slot, offer), effect.unit() == null ? version.currency() : effect.unit()),
                offer.index,
                offer.recurrence,
                offer.life,
                offer.occurrence,
                offer.beneficiary,
                effect.to(),
                effect.kind(),
                quantity,
                earned,
                effect.hold().after(earned, version.timezone()),
                version.review().after().after(earned, version.timezone()));
        given.amountVersion = version.version();
        given.take = Limits.Take.of(quantity, effect.unit() == null);
        candidate.award.given.add(given);
        pass.state.index(candidate.award.cause);
        pass.state.index(candidate.slot, candidate.award, given);
        Agenda agenda = pass.state.agenda;
        agenda.slot(given.holdEndsMillis, candidate.slot.key, given.holdEndsMillis);
        agenda.slot(given.timeoutAtMillis, candidate.slot.key, given.timeoutAtMillis);
        if (effect.recur() != null && offer.recurrence == 0) {
            given.repeatsMillis = next(given, effect, version);
            agenda.slot(given.repeatsMillis, candidate.slot.key, Long.MIN_VALUE);
        }
        Stimulus stimulus = pass.because(candidate.causeId, "earned", candidate.knownAtMillis)
                .at(earned);
        pass.tell(candidate.slot, candidate.award, given, given.chain.earn(quantity, stimulus));
    }

    private void skip(Candidate candidate, Offer offer, long quantity, String problem) {
        pass.told.row(new RewardRow(
                id(candidate.slot, offer),
                pass.program,
                candidate.version.version(),
                candidate.slot.key.rule(),
                candidate.slot.key.subject(),
                offer.beneficiary,
                offer.effect.to(),
                offer.effect.kind(),
                offer.occurrence,
                offer.effect.unit() == null ? candidate.version.currency() : offer.effect.unit(),
                null,
                quantity,
                0,
                0,
                candidate.timeMillis,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                problem,
                candidate.award.referrals,
                candidate.causeId));
    }
}
