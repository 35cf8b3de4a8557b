package dev.milepost.oracle.ledger;

import dev.milepost.oracle.Hashes;
import dev.milepost.oracle.ledger.Given.Review;
import dev.milepost.oracle.ledger.Given.Subject;
import dev.milepost.oracle.ledger.Standing.View;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Grants, at one moment of a ledger, what has been earned by then: all effects of an occurrence, or none. */
final class Granting {

    private final Ledger ledger;

    Granting(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What is granted together. */
    private record Candidate(
            Award award, ProgramVersion version, List<Offer> offers, boolean isNew, Cause cause, String firstId) {}

    private record Cause(String event, String why) {}

    private record Offer(
            Effect terms, int effect, int recurrence, int life, String occurrence, String beneficiary, String id) {}

    void grant() {
        List<Candidate> candidates = new ArrayList<>();
        for (Subject subject : ledger.subjects) {
            earned(subject, candidates);
            for (Award award : ledger.awards.get(subject).values()) {
                if (!award.chains.isEmpty() && !award.isDone) {
                    boolean stands = ledger.stands(award);
                    if (stands) {
                        revived(award, candidates);
                    }
                    repeated(award, stands, candidates);
                }
            }
        }
        candidates.sort(Comparator.comparing(Candidate::firstId));
        candidates.forEach(this::decide);
    }

    private void earned(Subject subject, List<Candidate> candidates) {
        for (ProgramVersion version : ledger.versions) {
            if (Ledger.reward(version, subject.rule) == null) {
                continue;
            }
            ledger.standing(subject, version.version(), View.AS_IT_IS).forEach((occurrence, basis) -> {
                if (!ledger.isDecided(subject, occurrence) && ledger.decides(version, basis.since())) {
                    Award award = new Award(subject, occurrence, version.version(), basis, ledger.time);
                    List<Effect> effects = ledger.effects(version, subject.rule, occurrence);
                    List<Offer> offers = new ArrayList<>();
                    for (int i = 0; i < effects.size(); i++) {
                        offers.add(offer(award, effects, i, 0, 1));
                    }
                    boolean now = basis.since() == ledger.time;
                    candidates.add(candidate(
                            award,
                            version,
                            offers,
                            true,
                            now ? earned(basis.cause(), basis.referrals()) : since(basis.cause(), basis.referrals())));
                }
            });
        }
    }

    /** What was voided, and would be due again. */
    private void revived(Award award, List<Candidate> candidates) {
        ProgramVersion version = ledger.version(award.version);
        List<Effect> effects = ledger.effects(version, award.subject.rule, award.occurrence);
        List<Offer> offers = new ArrayList<>();
        for (Chain chain : award.chains) {
            if (chain.revivable
                    && chain == award.latest(chain.effect, chain.recurrence)
                    && (chain.recurrence == 0 || isOf(award.latest(chain.effect, 0), chain))
                    && ledger.worth(award, chain.effect).quantity() > 0) {
                offers.add(offer(award, effects, chain.effect, chain.recurrence, chain.life + 1));
            }
        }
        if (!offers.isEmpty()) {
            candidates.add(candidate(award, version, offers, false, since(award.reach.cause(), award.referrals)));
        }
    }

    /** It was earned before, and an approval of now may be what lets it stand. */
    private Cause since(String event, List<String> referrals) {
        Review approval = ledger.world.approval(referrals, ledger.time);
        return approval == null ? new Cause(event, "earned") : new Cause(approval.id(), "approved");
    }

    /** It is earned now; that may be by an approval. */
    private Cause earned(String event, List<String> referrals) {
        Cause since = since(event, referrals);
        return since.event().equals(event) ? since : new Cause(event, "earned");
    }

    /** Of an earlier life of the first the repetitions stay void. */
    private static boolean isOf(Chain first, Chain repetition) {
        return !first.revivable
                && first.state != Chain.State.VOIDED
                && repetition.recurrence <= first.repeated
                && repetition.earnedAt > first.earnedAt;
    }

    private void repeated(Award award, boolean stands, List<Candidate> candidates) {
        ProgramVersion version = ledger.version(award.version);
        List<Effect> effects = ledger.effects(version, award.subject.rule, award.occurrence);
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < effects.size(); i++) {
            Chain first = effects.get(i).recur() == null ? null : award.latest(i, 0);
            if (first == null || first.state == Chain.State.VOIDED || first.repeats > ledger.time) {
                continue;
            }
            first.repeated++;
            scheduleNext(first, effects.get(i), version);
            if (stands && ledger.worth(award, i).quantity() > 0) {
                Chain before = award.latest(i, first.repeated);
                offers.add(offer(award, effects, i, first.repeated, before == null ? 1 : before.life + 1));
            }
        }
        if (!offers.isEmpty()) {
            candidates.add(candidate(award, version, offers, false, new Cause(award.reach.cause(), "earned")));
        }
    }

    /** The repetitions are counted from the first, so that a 31st does not drift. */
    private void scheduleNext(Chain first, Effect effect, ProgramVersion version) {
        int k = first.repeated + 1;
        Span every = effect.recur().every();
        first.repeats = k >= effect.recur().times()
                ? Long.MAX_VALUE
                : new Span(every.months() * k, every.millis() * k).after(first.earnedAt, version.timezone());
        ledger.remind(first.repeats);
    }

    private Offer offer(Award award, List<Effect> effects, int effect, int recurrence, int life) {
        Effect terms = effects.get(effect);
        boolean several =
                effects.stream().filter(other -> other.to() == terms.to()).count() > 1;
        String occurrence = award.occurrence
                + (several || recurrence > 0 ? "#" + effect : "")
                + (recurrence > 0 ? "#" + recurrence : "")
                + (life > 1 ? "~" + life : "");
        String beneficiary = award.beneficiary(terms.to());
        String id = Hashes.id(
                ledger.program,
                award.subject.rule,
                award.subject.id,
                beneficiary == null ? "" : beneficiary,
                terms.to().name().toLowerCase(Locale.ROOT),
                occurrence);
        return new Offer(terms, effect, recurrence, life, occurrence, beneficiary, id);
    }

    private static Candidate candidate(
            Award award, ProgramVersion version, List<Offer> offers, boolean isNew, Cause cause) {
        String first =
                offers.stream().map(Offer::id).min(Comparator.naturalOrder()).orElse("");
        return new Candidate(award, version, offers, isNew, cause, first);
    }

    /** All of it, or nothing; by the amounts of its own version where there is no room for those of a later one. */
    private void decide(Candidate candidate) {
        Award award = candidate.award();
        List<Integer> latest = candidate.offers().stream()
                .map(offer -> ledger.givesNow(award, offer.effect()))
                .toList();
        List<Worth> worths = worths(candidate, latest);
        String problem = null;
        for (int i = 0; i < worths.size() && problem == null; i++) {
            Offer offer = candidate.offers().get(i);
            if (offer.beneficiary() == null) {
                problem = "no_beneficiary";
            } else if (worths.get(i).problem() != null) {
                problem = worths.get(i).problem();
            } else if (ledger.before(award, offer.effect(), latest.get(i)).quantity() == 0) {
                problem = "no_amount";
            }
        }
        if (problem == null && isNothing(worths)) {
            // Refunded, which may be undone.
            return;
        }
        if (candidate.isNew()) {
            ledger.awards.get(award.subject).put(award.occurrence, award);
        }
        if (problem == null) {
            problem = refuses(candidate, latest, worths);
            if (problem == null) {
                give(candidate, latest, worths);
                return;
            }
            List<Integer> own = Collections.nCopies(latest.size(), award.version);
            List<Worth> less = worths(candidate, own);
            if (less.stream().allMatch(worth -> worth.problem() == null)
                    && !isNothing(less)
                    && refuses(candidate, own, less) == null) {
                give(candidate, own, less);
                return;
            }
        }
        for (int i = 0; i < worths.size(); i++) {
            Offer offer = candidate.offers().get(i);
            ledger.rows.skipped(
                    award,
                    offer.id(),
                    offer.beneficiary(),
                    offer.terms(),
                    offer.occurrence(),
                    unit(offer.terms(), candidate.version()),
                    worths.get(i).quantity(),
                    problem);
            for (Chain chain : award.chains) {
                boolean given = chain.effect == offer.effect() && chain.recurrence == offer.recurrence();
                chain.revivable &= !given;
            }
        }
    }

    private List<Worth> worths(Candidate candidate, List<Integer> versions) {
        List<Worth> worths = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            worths.add(ledger.worth(candidate.award(), candidate.offers().get(i).effect(), versions.get(i)));
        }
        return worths;
    }

    private static boolean isNothing(List<Worth> worths) {
        return worths.stream().anyMatch(worth -> worth.quantity() == 0);
    }

    /** The word why there is no room; null: there is. */
    private String refuses(Candidate candidate, List<Integer> versions, List<Worth> worths) {
        Award award = candidate.award();
        List<Room.Take> takes = new ArrayList<>(ledger.takes(null));
        String problem = null;
        for (int i = 0; i < worths.size() && problem == null; i++) {
            Offer offer = candidate.offers().get(i);
            long due = worths.get(i).quantity();
            Room.Take next = ledger.take(
                    award,
                    offer.effect(),
                    offer.beneficiary(),
                    ledger.time,
                    due,
                    due,
                    offer.terms().unit() == null);
            problem = Room.refuses(
                    takes,
                    null,
                    next,
                    ledger.terms(award, offer.effect(), versions.get(i)).caps(),
                    ledger.budget(candidate.version()),
                    ledger.version(versions.get(i)).timezone());
            takes.add(next);
        }
        return problem;
    }

    private void give(Candidate candidate, List<Integer> versions, List<Worth> worths) {
        for (int i = 0; i < worths.size(); i++) {
            give(
                    candidate,
                    candidate.offers().get(i),
                    versions.get(i),
                    worths.get(i).quantity());
        }
    }

    private static String unit(Effect terms, ProgramVersion version) {
        return terms.unit() == null ? version.currency() : terms.unit();
    }

    private void give(Candidate candidate, Offer offer, int amountVersion, long quantity) {
        ProgramVersion version = candidate.version();
        Chain chain = new Chain(
                candidate.award(),
                offer.effect(),
                offer.recurrence(),
                offer.life(),
                offer.occurrence(),
                offer.id(),
                offer.beneficiary(),
                offer.terms(),
                unit(offer.terms(), version),
                quantity,
                ledger.time,
                offer.terms().hold().after(ledger.time, version.timezone()));
        chain.amountVersion = amountVersion;
        chain.most = quantity;
        chain.now = quantity;
        candidate.award().chains.add(chain);
        ledger.chains.put(chain.id, chain);
        ledger.remind(chain.holdEnds);
        if (offer.terms().recur() != null && offer.recurrence() == 0) {
            scheduleNext(chain, offer.terms(), version);
        }
        chain.earn(ledger.time, candidate.cause().event(), candidate.cause().why());
        ledger.rows.told(chain);
    }
}
