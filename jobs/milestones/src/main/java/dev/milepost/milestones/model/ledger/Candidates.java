package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.id.Ids;
import dev.milepost.milestones.model.ledger.Firing.Basis;
import dev.milepost.milestones.model.ledger.Firing.View;
import dev.milepost.milestones.model.ledger.LedgerFact.Review;
import dev.milepost.milestones.model.time.Spans;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is to be granted at a moment, if there is room for it: what was earned, what is given anew, and repetitions. */
final class Candidates {

    private final Pass pass;

    private final List<Candidate> found = new ArrayList<>();

    /**
     * One effect of an award that is to be given.
     *
     * @param effect as the award was decided by: hold, condition, expiry
     * @param amount as the version has it whose amount it gives
     */
    record Offer(
            Effect effect,
            int index,
            Effect amount,
            int amountVersion,
            int recurrence,
            int life,
            String occurrence,
            String beneficiary) {

        private Offer asDecided(int version) {
            return new Offer(effect, index, effect, version, recurrence, life, occurrence, beneficiary);
        }
    }

    /**
     * What is granted together.
     *
     * @param isNew whether nothing was decided about the award yet
     * @param causeId the event by which, and
     * @param reason the word why
     * @param firstId the smallest of its rewards' ids
     */
    record Candidate(
            Slot slot,
            Award award,
            ProgramVersion version,
            List<Offer> offers,
            boolean isNew,
            long timeMillis,
            String causeId,
            String reason,
            long knownAtMillis,
            String firstId) {

        /** With the amounts that it was decided by, not those of a later version. */
        Candidate asDecided() {
            List<Offer> own =
                    offers.stream().map(offer -> offer.asDecided(award.version)).toList();
            return new Candidate(slot, award, version, own, isNew, timeMillis, causeId, reason, knownAtMillis, firstId);
        }

        private Candidate approvedBy(Review review) {
            return new Candidate(
                    slot, award, version, offers, isNew, timeMillis, review.id(), "approved", knownAtMillis, firstId);
        }
    }

    Candidates(Pass pass) {
        this.pass = pass;
    }

    /** Of those subjects, in the order of time, then of reward_id. */
    List<Candidate> of(Map<SlotKey, Long> touched) {
        touched.forEach((key, known) -> {
            Slot slot = pass.state.slots.get(key);
            earned(slot, known);
            for (Award award : slot.awards.values()) {
                if (!award.given.isEmpty()) {
                    boolean stands = stands(slot, award);
                    if (stands) {
                        revived(slot, award, known);
                    }
                    repeated(slot, award, stands);
                }
            }
        });
        found.sort(Comparator.comparingLong(Candidate::timeMillis).thenComparing(Candidate::firstId));
        return found;
    }

    private boolean stands(Slot slot, Award award) {
        return pass.standing(slot, award.version, View.AS_IT_IS).containsKey(award.occurrence);
    }

    /** Occurrences that stand and were not decided yet: by the version in force when they came to stand. */
    private void earned(Slot slot, long knownAtMillis) {
        for (ProgramVersion version : pass.terms.versions()) {
            if (Terms.reward(version, slot.key.rule()) == null) {
                continue;
            }
            pass.standing(slot, version.version(), View.AS_IT_IS).forEach((occurrence, basis) -> {
                if (!slot.isDecided(occurrence) && pass.terms.decides(version, basis.sinceMillis())) {
                    found.add(candidate(slot, occurrence, version, basis, knownAtMillis));
                }
            });
        }
    }

    private Candidate candidate(Slot slot, int occurrence, ProgramVersion version, Basis basis, long knownAtMillis) {
        long time = Math.max(pass.timeMillis, basis.sinceMillis());
        Award award = new Award(occurrence, version.version(), basis.place(), basis.cause(), basis.referrals(), time);
        List<Effect> effects = pass.terms.effects(version.version(), slot.key.rule(), occurrence);
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < effects.size(); i++) {
            offers.add(offer(slot, award, effects, i, 0, 1));
        }
        long known = Math.max(knownAtMillis, basis.knownAtMillis());
        Candidate earned = of(slot, award, version, offers, true, time, basis.causeId(), known);
        Review approval = pass.approval(award.referrals);
        boolean since = approval != null
                && basis.sinceMillis() == time
                && !basis.causeId().equals(approval.id());
        return approval == null || since ? earned : earned.approvedBy(approval);
    }

    private void revived(Slot slot, Award award, long knownAtMillis) {
        List<Effect> effects = pass.rung(slot, award).effects();
        List<Offer> offers = new ArrayList<>();
        for (Given given : award.given) {
            if (given.revivable
                    && given == award.latest(given.effect, given.recurrence)
                    && (given.recurrence == 0 || isOf(award.latest(given.effect, 0), given))
                    && quantity(slot, award, given.effect) > 0) {
                offers.add(offer(slot, award, effects, given.effect, given.recurrence, given.life + 1));
            }
        }
        if (!offers.isEmpty()) {
            ProgramVersion version = pass.terms.version(award.version);
            String cause = award.cause.causeId();
            Candidate again = of(slot, award, version, offers, false, pass.timeMillis, cause, knownAtMillis);
            Review approval = pass.approval(award.referrals);
            found.add(approval == null ? again : again.approvedBy(approval));
        }
    }

    /** Of an earlier life the repetitions stay void: the new life has its own. */
    private static boolean isOf(Given first, Given repetition) {
        return !first.revivable
                && first.chain.state() != Step.VOIDED
                && repetition.recurrence <= first.repeated
                && repetition.earnedAtMillis > first.earnedAtMillis;
    }

    /** Repetitions whose time has come; where nothing is due then, they are passed over without a word. */
    private void repeated(Slot slot, Award award, boolean stands) {
        ProgramVersion version = pass.terms.version(award.version);
        List<Effect> effects = pass.rung(slot, award).effects();
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
                if (stands && quantity(slot, award, i) > 0) {
                    Given before = award.latest(i, first.repeated);
                    int life = before == null ? 1 : before.life + 1;
                    byTime.computeIfAbsent(due, t -> new ArrayList<>())
                            .add(offer(slot, award, effects, i, first.repeated, life));
                }
            }
            pass.state.agenda.slot(first.repeatsMillis, slot.key, Long.MIN_VALUE);
        }
        byTime.forEach((time, offers) -> found.add(
                of(slot, award, version, offers, false, Math.max(time, pass.timeMillis), award.cause.causeId(), time)));
    }

    /** Counted from the first, so that a 31st does not drift; Long.MAX_VALUE after the last. */
    static long next(Given first, Effect effect, ProgramVersion version) {
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
        return new Candidate(
                slot, award, version, offers, isNew, timeMillis, causeId, "earned", knownAtMillis, firstId);
    }

    private long quantity(Slot slot, Award award, int effect) {
        int version = pass.amountVersion(slot, award, effect);
        return pass.due(award, pass.effectOf(version, slot, award, effect), version)
                .quantity();
    }

    private Offer offer(Slot slot, Award award, List<Effect> effects, int index, int recurrence, int life) {
        Effect effect = effects.get(index);
        int amount = pass.amountVersion(slot, award, index);
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
        return new Offer(
                effect,
                index,
                pass.effectOf(amount, slot, award, index),
                amount,
                recurrence,
                life,
                occurrence,
                award.beneficiary(effect.to()));
    }

    /** The reward_id. */
    String id(Slot slot, Offer offer) {
        return Ids.of(
                pass.program,
                slot.key.rule(),
                slot.key.subject(),
                offer.beneficiary == null ? "" : offer.beneficiary,
                offer.effect.to().name().toLowerCase(Locale.ROOT),
                offer.occurrence);
    }
}
