package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.Candidates.Candidate;
import dev.milepost.milestones.model.ledger.Candidates.Offer;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect;
import java.util.List;
import java.util.Map;

/**
 * Grants what has been earned: all effects of an occurrence together, or none of them, where a cap or the budget has no room for
 * one. What was not granted is never tried again, so nobody is displaced and nobody moves up; only what was voided by something
 * that is undone later is granted once more, as another life of the reward, under another id.
 */
final class Granting {

    private final Pass pass;
    private final Candidates candidates;

    Granting(Pass pass) {
        this.pass = pass;
        candidates = new Candidates(pass);
    }

    /** In the order of reward_id. */
    void grant(Map<SlotKey, Long> touched) {
        candidates.of(touched).forEach(this::decide);
    }

    private void decide(Candidate candidate) {
        List<Dues.Due> dues = dues(candidate);
        String problem = problem(candidate, dues);
        if (problem == null && isNothing(dues)) {
            // All of the order was taken back before: whether that lasts is not known, so nothing is decided.
            return;
        }
        if (candidate.isNew()) {
            candidate.slot().awards.put(candidate.award().occurrence, candidate.award());
        }
        if (problem == null) {
            problem = take(candidate, dues);
            if (problem == null) {
                give(candidate, dues);
                return;
            }
            // Without the later version it would have had room, and the version then would have found none to raise it.
            Candidate own = candidate.asDecided();
            List<Dues.Due> ownDues = dues(own);
            if (problem(own, ownDues) == null && !isNothing(ownDues) && take(own, ownDues) == null) {
                give(own, ownDues);
                return;
            }
        }
        for (int i = 0; i < candidate.offers().size(); i++) {
            skip(candidate, candidate.offers().get(i), dues.get(i).quantity(), problem);
            giveUp(candidate.award(), candidate.offers().get(i));
        }
    }

    /** What was to be given anew is given no more; other rewards of the award are none of its business. */
    private static void giveUp(Award award, Offer offer) {
        award.given.stream()
                .filter(given -> given.effect == offer.index() && given.recurrence == offer.recurrence())
                .forEach(given -> given.revivable = false);
    }

    private List<Dues.Due> dues(Candidate candidate) {
        return candidate.offers().stream()
                .map(offer -> pass.due(candidate.award(), offer.amount(), offer.amountVersion()))
                .toList();
    }

    /** The word why not; null: none. */
    private String problem(Candidate candidate, List<Dues.Due> dues) {
        for (int i = 0; i < dues.size(); i++) {
            String problem = problem(candidate.award(), candidate.offers().get(i), dues.get(i));
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private String problem(Award award, Offer offer, Dues.Due due) {
        if (offer.beneficiary() == null) {
            return "no_beneficiary";
        }
        if (due.problem() != null || due.quantity() > 0) {
            return due.problem();
        }
        boolean refunded =
                pass.whole(award, offer.amount(), offer.amountVersion()).quantity() > 0;
        return refunded ? null : "no_amount";
    }

    private static boolean isNothing(List<Dues.Due> dues) {
        return dues.stream().anyMatch(due -> due.quantity() == 0);
    }

    private void give(Candidate candidate, List<Dues.Due> dues) {
        for (int i = 0; i < dues.size(); i++) {
            give(candidate, candidate.offers().get(i), dues.get(i).quantity());
        }
    }

    /** Room for all of them, or for none: the word why not. */
    private String take(Candidate candidate, List<Dues.Due> dues) {
        for (int i = 0; i < candidate.offers().size(); i++) {
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
        return Limits.Take.of(
                dues.get(i).quantity(), candidate.offers().get(i).effect().unit() == null);
    }

    private String change(Candidate candidate, int i, Limits.Take from, Limits.Take to) {
        Offer offer = candidate.offers().get(i);
        return pass.state.limits.change(
                pass.key(candidate.slot(), candidate.award(), offer.index(), offer.beneficiary()),
                offer.amount().caps(),
                pass.budget(candidate.version()),
                pass.terms.version(offer.amountVersion()).timezone(),
                candidate.timeMillis(),
                from,
                to);
    }

    private void give(Candidate candidate, Offer offer, long quantity) {
        ProgramVersion version = candidate.version();
        Effect effect = offer.effect();
        long earned = candidate.timeMillis();
        Given given = new Given(
                RewardChain.of(
                        candidates.id(candidate.slot(), offer),
                        effect.unit() == null ? version.currency() : effect.unit()),
                offer.index(),
                offer.recurrence(),
                offer.life(),
                offer.occurrence(),
                offer.beneficiary(),
                effect.to(),
                effect.kind(),
                quantity,
                earned,
                effect.hold().after(earned, version.timezone()));
        long reviewBy = version.review().after().after(earned, version.timezone());
        candidate.award().referrals.forEach(referral -> given.reviewByMillis.put(referral, reviewBy));
        given.amountVersion = offer.amountVersion();
        Given before = candidate.award().latest(offer.index(), offer.recurrence());
        if (before != null) {
            given.conditionAtMillis = before.conditionAtMillis;
        }
        given.take = Limits.Take.of(quantity, effect.unit() == null);
        candidate.award().given.add(given);
        pass.state.index(candidate.slot().key, candidate.award().cause);
        pass.state.index(candidate.slot(), candidate.award(), given);
        Agenda agenda = pass.state.agenda;
        agenda.slot(given.holdEndsMillis, candidate.slot().key, given.holdEndsMillis);
        agenda.slot(reviewBy, candidate.slot().key, reviewBy);
        if (effect.recur() != null && offer.recurrence() == 0) {
            given.repeatsMillis = Candidates.next(given, effect, version);
            agenda.slot(given.repeatsMillis, candidate.slot().key, Long.MIN_VALUE);
        }
        Stimulus stimulus = pass.because(candidate.causeId(), candidate.reason(), candidate.knownAtMillis())
                .at(earned);
        pass.tell(candidate.slot(), candidate.award(), given, given.chain.earn(quantity, stimulus));
    }

    private void skip(Candidate candidate, Offer offer, long quantity, String problem) {
        pass.told.row(new RewardRow(
                candidates.id(candidate.slot(), offer),
                pass.program,
                candidate.version().version(),
                candidate.slot().key.rule(),
                candidate.slot().key.subject(),
                candidate.award().cause.advocate(),
                offer.beneficiary(),
                offer.effect().to(),
                offer.effect().kind(),
                offer.occurrence(),
                offer.effect().unit() == null
                        ? candidate.version().currency()
                        : offer.effect().unit(),
                null,
                quantity,
                0,
                0,
                candidate.timeMillis(),
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                problem,
                candidate.award().referrals,
                candidate.causeId(),
                candidate.timeMillis(),
                false));
    }
}
