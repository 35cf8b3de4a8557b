package dev.milepost.oracle.ledger;

import dev.milepost.oracle.Hashes;
import dev.milepost.oracle.ledger.Given.OrderMoney;
import dev.milepost.oracle.ledger.Given.Payout;
import dev.milepost.oracle.ledger.Given.Subject;
import dev.milepost.oracle.ledger.Standing.Basis;
import dev.milepost.oracle.ledger.Standing.View;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import dev.milepost.programs.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The ledger of one program: moment by moment, at each what the text says, in its order. */
public final class Ledger {

    /** A payout that fits no reward, and the word why. */
    public record Refused(Payout payout, String reason) {}

    final String program;
    final List<ProgramVersion> versions;
    final World world;
    final boolean requireVerdict;
    final Standing standing;
    final Rows rows;
    private final List<Subject> subjects;
    private final Map<Subject, Map<Integer, Award>> awards = new java.util.LinkedHashMap<>();
    private final Map<String, Chain> chains = new TreeMap<>();
    private final List<Refused> refused = new ArrayList<>();
    private final TreeSet<Long> moments = new TreeSet<>();

    /** The moment that is decided. */
    long time;

    /** What is granted together. */
    private record Candidate(
            Award award, ProgramVersion version, List<Offer> offers, boolean isNew, String cause, String firstId) {}

    private record Offer(
            Effect terms, int effect, int recurrence, int life, String occurrence, String beneficiary, String id) {}

    /**
     * Decides all.
     *
     * @param versions oldest first
     * @param until the last moment that is decided
     */
    public Ledger(
            String program,
            List<ProgramVersion> versions,
            List<Subject> subjects,
            World world,
            boolean requireVerdict,
            long until) {
        this.program = program;
        this.versions = versions;
        this.world = world;
        this.requireVerdict = requireVerdict;
        this.subjects = subjects.stream()
                .sorted(Comparator.comparing((Subject subject) -> subject.rule).thenComparing(subject -> subject.id))
                .toList();
        this.standing = new Standing(world);
        this.rows = new Rows(this);
        this.subjects.forEach(subject -> awards.put(subject, new TreeMap<>()));
        moments.addAll(world.moments());
        for (Subject subject : subjects) {
            subject.completions
                    .values()
                    .forEach(places -> places.forEach(turns -> turns.forEach(turn -> moments.add(turn.time()))));
            subject.conditions
                    .values()
                    .forEach(all -> all.forEach(met -> {
                        moments.add(met.since());
                        moments.add(met.until());
                    }));
        }
        for (ProgramVersion version : versions) {
            if (version.retroactive() != Retroactive.NONE) {
                moments.add(version.validFromMillis());
            }
        }
        for (Long next = moments.pollFirst(); next != null && next <= until; next = moments.pollFirst()) {
            time = next;
            decide();
        }
    }

    public Rows rows() {
        return rows;
    }

    public List<Refused> refused() {
        return refused;
    }

    private void decide() {
        for (ProgramVersion version : versions) {
            if (version.retroactive() != Retroactive.NONE && version.validFromMillis() == time) {
                new Revising(this).raise(version, List.copyOf(chains.values()));
            }
        }
        Revising revising = new Revising(this);
        all().forEach(revising::revise);
        grant();
        Releasing releasing = new Releasing(this);
        all().forEach(award -> List.copyOf(award.chains).forEach(releasing::settle));
        for (Payout payout : world.payoutsAt(time)) {
            pay(payout);
        }
    }

    private List<Award> all() {
        return awards.values().stream().flatMap(of -> of.values().stream()).toList();
    }

    private void pay(Payout payout) {
        Chain chain = chains.get(payout.reward());
        String problem = chain == null
                ? "unknown"
                : !chain.currency.equals(payout.currency())
                        ? "currency_differs"
                        : chain.pay(payout.amount(), time, payout.id());
        if (problem != null) {
            refused.add(new Refused(payout, problem));
        } else {
            rows.told(chain);
        }
    }

    /** That moment will be decided too. */
    void remind(long moment) {
        if (moment != Long.MAX_VALUE && moment > time) {
            moments.add(moment);
        }
    }

    // What the file says.

    ProgramVersion version(int number) {
        return versions.stream()
                .filter(version -> version.version() == number)
                .findFirst()
                .orElseThrow();
    }

    /** The latest that has begun; null: none. */
    ProgramVersion inForce(long at) {
        ProgramVersion last = null;
        for (ProgramVersion version : versions) {
            last = version.validFromMillis() <= at ? version : last;
        }
        return last;
    }

    static Reward reward(ProgramVersion version, String rule) {
        return version.rewards().stream()
                .filter(reward -> reward.id().equals(rule))
                .findFirst()
                .orElse(null);
    }

    static List<Effect> effects(Reward reward, int occurrence) {
        if (reward.fire() instanceof Fire.Ladder ladder) {
            return occurrence >= 1 && occurrence <= ladder.steps().size()
                    ? ladder.steps().get(occurrence - 1).effects()
                    : List.of();
        }
        return reward.fire().effects();
    }

    /** As it was granted by. */
    Effect terms(Chain chain) {
        return terms(chain, chain.award.version);
    }

    Effect terms(Chain chain, int version) {
        return effects(reward(version(version), chain.award.subject.rule), chain.award.occurrence)
                .get(chain.effect);
    }

    Map<Integer, Basis> standing(Subject subject, int version, View view) {
        return standing.of(subject, reward(version(version), subject.rule).fire(), time, view);
    }

    boolean stands(Award award) {
        return standing(award.subject, award.version, View.AS_IT_IS).containsKey(award.occurrence);
    }

    OrderMoney order(Award award) {
        return world.order(award.reach.order(), time);
    }

    /** What is due of a reward whose award stands. */
    long worth(Chain chain) {
        Worth worth = Worth.of(
                terms(chain, chain.amountVersion),
                chain.award.reach,
                order(chain.award),
                version(chain.amountVersion).currency());
        return worth.problem() == null ? worth.quantity() : chain.due;
    }

    private Worth worth(Award award, Effect effect) {
        return Worth.of(
                effect, award.reach, order(award), version(award.version).currency());
    }

    // Caps and budget.

    private Room.Take take(Award award, int effect, String beneficiary, long at, long most, long now, boolean money) {
        return new Room.Take(List.of(award.subject.rule, award.rung, effect, beneficiary), at, most, now, money);
    }

    private Room.Take take(Chain chain) {
        return take(chain.award, chain.effect, chain.beneficiary, chain.earnedAt, chain.most, chain.now, chain.money);
    }

    private List<Room.Take> takes(Chain but) {
        return chains.values().stream()
                .filter(chain -> chain != but)
                .map(this::take)
                .toList();
    }

    private Budget budget(ProgramVersion otherwise) {
        ProgramVersion now = inForce(time);
        return (now == null ? otherwise : now).budget();
    }

    /** Whether a reward may become worth so much; it takes it then. */
    boolean takes(Chain chain, long due) {
        ProgramVersion version = version(chain.amountVersion);
        long most = Math.max(chain.most, due);
        Room.Take next = take(chain.award, chain.effect, chain.beneficiary, chain.earnedAt, most, due, chain.money);
        String problem = Room.refuses(
                takes(chain),
                take(chain),
                next,
                terms(chain, chain.amountVersion).caps(),
                budget(version),
                version.timezone());
        if (problem == null) {
            chain.most = most;
            chain.now = due;
        }
        return problem == null;
    }

    // Granting.

    private void grant() {
        List<Candidate> candidates = new ArrayList<>();
        for (Subject subject : subjects) {
            earned(subject, candidates);
            for (Award award : awards.get(subject).values()) {
                if (!award.chains.isEmpty()) {
                    boolean stands = stands(award);
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
        for (ProgramVersion version : versions) {
            Reward reward = reward(version, subject.rule);
            if (reward == null) {
                continue;
            }
            standing(subject, version.version(), View.AS_IT_IS).forEach((occurrence, basis) -> {
                ProgramVersion then = inForce(basis.since());
                if (!awards.get(subject).containsKey(occurrence)
                        && then != null
                        && then.version() == version.version()
                        && basis.since() < version.validToMillis()) {
                    Award award = new Award(subject, occurrence, version.version(), basis);
                    List<Effect> effects = effects(reward, occurrence);
                    List<Offer> offers = new ArrayList<>();
                    for (int i = 0; i < effects.size(); i++) {
                        offers.add(offer(award, effects, i, 0, 1));
                    }
                    candidates.add(candidate(award, version, offers, true, basis.cause()));
                }
            });
        }
    }

    /** What was voided, and would be due again. */
    private void revived(Award award, List<Candidate> candidates) {
        ProgramVersion version = version(award.version);
        List<Effect> effects = effects(reward(version, award.subject.rule), award.occurrence);
        List<Offer> offers = new ArrayList<>();
        for (Chain chain : award.chains) {
            if (chain.revivable
                    && chain == award.latest(chain.effect, chain.recurrence)
                    && (chain.recurrence == 0 || isOf(award.latest(chain.effect, 0), chain))
                    && worth(award, effects.get(chain.effect)).quantity() > 0) {
                offers.add(offer(award, effects, chain.effect, chain.recurrence, chain.life + 1));
            }
        }
        if (!offers.isEmpty()) {
            candidates.add(candidate(award, version, offers, false, award.reach.cause()));
        }
    }

    /** Of an earlier life of the first the repetitions stay void. */
    private static boolean isOf(Chain first, Chain repetition) {
        return !first.revivable
                && first.state != Chain.State.VOIDED
                && repetition.recurrence <= first.repeated
                && repetition.earnedAt > first.earnedAt;
    }

    private void repeated(Award award, boolean stands, List<Candidate> candidates) {
        ProgramVersion version = version(award.version);
        List<Effect> effects = effects(reward(version, award.subject.rule), award.occurrence);
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < effects.size(); i++) {
            Chain first = effects.get(i).recur() == null ? null : award.latest(i, 0);
            if (first == null || first.state == Chain.State.VOIDED || first.repeats > time) {
                continue;
            }
            first.repeated++;
            scheduleNext(first, effects.get(i), version);
            if (stands && worth(award, effects.get(i)).quantity() > 0) {
                Chain before = award.latest(i, first.repeated);
                offers.add(offer(award, effects, i, first.repeated, before == null ? 1 : before.life + 1));
            }
        }
        if (!offers.isEmpty()) {
            candidates.add(candidate(award, version, offers, false, award.reach.cause()));
        }
    }

    /** The repetitions are counted from the first, so that a 31st does not drift. */
    private void scheduleNext(Chain first, Effect effect, ProgramVersion version) {
        int k = first.repeated + 1;
        Span every = effect.recur().every();
        first.repeats = k >= effect.recur().times()
                ? Long.MAX_VALUE
                : new Span(every.months() * k, every.millis() * k).after(first.earnedAt, version.timezone());
        remind(first.repeats);
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
                program,
                award.subject.rule,
                award.subject.id,
                beneficiary == null ? "" : beneficiary,
                terms.to().name().toLowerCase(Locale.ROOT),
                occurrence);
        return new Offer(terms, effect, recurrence, life, occurrence, beneficiary, id);
    }

    private static Candidate candidate(
            Award award, ProgramVersion version, List<Offer> offers, boolean isNew, String cause) {
        String first =
                offers.stream().map(Offer::id).min(Comparator.naturalOrder()).orElse("");
        return new Candidate(award, version, offers, isNew, cause, first);
    }

    /** All of it, or nothing. */
    private void decide(Candidate candidate) {
        Award award = candidate.award();
        List<Worth> worths = candidate.offers().stream()
                .map(offer -> worth(award, offer.terms()))
                .toList();
        String problem = null;
        for (int i = 0; i < worths.size() && problem == null; i++) {
            problem = candidate.offers().get(i).beneficiary() == null
                    ? "no_beneficiary"
                    : worths.get(i).problem();
        }
        if (problem == null && worths.stream().anyMatch(worth -> worth.quantity() == 0)) {
            return;
        }
        List<Room.Take> takes = new ArrayList<>(takes(null));
        for (int i = 0; i < worths.size() && problem == null; i++) {
            Offer offer = candidate.offers().get(i);
            long due = worths.get(i).quantity();
            Room.Take next = take(
                    award,
                    offer.effect(),
                    offer.beneficiary(),
                    time,
                    due,
                    due,
                    offer.terms().unit() == null);
            problem = Room.refuses(
                    takes,
                    null,
                    next,
                    offer.terms().caps(),
                    budget(candidate.version()),
                    candidate.version().timezone());
            takes.add(next);
        }
        if (candidate.isNew()) {
            awards.get(award.subject).put(award.occurrence, award);
        }
        for (int i = 0; i < worths.size(); i++) {
            if (problem == null) {
                give(candidate, candidate.offers().get(i), worths.get(i).quantity());
            } else {
                Offer offer = candidate.offers().get(i);
                rows.skipped(
                        award,
                        offer.id(),
                        offer.beneficiary(),
                        offer.terms(),
                        offer.occurrence(),
                        unit(offer.terms(), candidate.version()),
                        worths.get(i).quantity(),
                        problem);
            }
        }
        if (problem != null) {
            award.chains.forEach(chain -> chain.revivable = false);
        }
    }

    private static String unit(Effect terms, ProgramVersion version) {
        return terms.unit() == null ? version.currency() : terms.unit();
    }

    private void give(Candidate candidate, Offer offer, long quantity) {
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
                time,
                offer.terms().hold().after(time, version.timezone()),
                version.review().after().after(time, version.timezone()));
        chain.most = quantity;
        chain.now = quantity;
        candidate.award().chains.add(chain);
        chains.put(chain.id, chain);
        remind(chain.holdEnds);
        remind(chain.timeout);
        if (offer.terms().recur() != null && offer.recurrence() == 0) {
            scheduleNext(chain, offer.terms(), version);
        }
        chain.earn(time, candidate.cause());
        rows.told(chain);
    }
}
