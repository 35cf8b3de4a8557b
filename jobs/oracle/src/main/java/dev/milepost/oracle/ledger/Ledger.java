package dev.milepost.oracle.ledger;

import dev.milepost.oracle.Editions;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The ledger of one program: moment by moment, at each what the text says, in its order. */
public final class Ledger {

    /** A payout that fits no reward, and the word why. */
    public record Refused(Payout payout, String reason) {}

    final String program;
    final List<ProgramVersion> versions;
    final Editions editions;
    final World world;
    final boolean requireVerdict;
    final Standing standing;
    final Rows rows;
    final List<Subject> subjects;
    final Map<Subject, TreeMap<Integer, Award>> awards = new LinkedHashMap<>();
    final Map<Subject, Settled> settled = new HashMap<>();
    final Map<String, Chain> chains = new TreeMap<>();
    private final List<Refused> refused = new ArrayList<>();
    private final TreeSet<Long> moments = new TreeSet<>();

    /** The moment that is decided. */
    long time;

    /**
     * Decides all.
     *
     * @param versions oldest first
     * @param until the last moment that is decided
     */
    public Ledger(
            String program,
            List<ProgramVersion> versions,
            Editions editions,
            List<Subject> subjects,
            World world,
            boolean requireVerdict,
            long until) {
        this.program = program;
        this.versions = versions;
        this.editions = editions;
        this.world = world;
        this.requireVerdict = requireVerdict;
        this.subjects = subjects.stream()
                .sorted(Comparator.comparing((Subject subject) -> subject.rule).thenComparing(subject -> subject.id))
                .toList();
        this.standing = new Standing(world);
        this.rows = new Rows(this);
        this.subjects.forEach(subject -> awards.put(subject, new TreeMap<>()));
        moments.addAll(world.moments());
        moments.addAll(editions.ends());
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
            if (raises(version)) {
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
            if (raises(version) && version.validFromMillis() == time) {
                new Revising(this).raise(version, List.copyOf(chains.values()));
            }
        }
        Revising revising = new Revising(this);
        all().forEach(revising::revise);
        new Granting(this).grant();
        Releasing releasing = new Releasing(this);
        all().forEach(award -> List.copyOf(award.chains).forEach(releasing::settle));
        for (Payout payout : world.payoutsAt(time)) {
            pay(payout);
        }
        subjects.forEach(new Settling(this)::settle);
    }

    private List<Award> all() {
        return awards.values().stream().flatMap(of -> of.values().stream()).toList();
    }

    private void pay(Payout payout) {
        Chain chain = chains.get(payout.reward());
        String problem = chain == null || chain.award.isDone
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

    List<Effect> effects(ProgramVersion version, String rule, int occurrence) {
        Reward reward = reward(version, rule);
        if (reward == null) {
            return List.of();
        }
        if (reward.fire() instanceof Fire.Ladder ladder) {
            int step = editions.rungs(version, reward).indexOf(occurrence);
            return step < 0 ? List.of() : ladder.steps().get(step).effects();
        }
        return reward.fire().effects();
    }

    /** As it was granted by. */
    Effect terms(Chain chain) {
        Award award = chain.award;
        return effects(version(award.version), award.subject.rule, award.occurrence)
                .get(chain.effect);
    }

    Effect terms(Chain chain, int version) {
        return terms(chain.award, chain.effect, version);
    }

    /** As another version has that effect; null: it has none. */
    Effect terms(Award award, int effect, int version) {
        int there = editions.effects(version, award.subject.rule, award.rung).indexOf(number(award, effect));
        return there < 0
                ? null
                : effects(version(version), award.subject.rule, award.occurrence)
                        .get(there);
    }

    private int number(Award award, int effect) {
        return editions.effects(award.version, award.subject.rule, award.rung).get(effect);
    }

    Map<Integer, Basis> standing(Subject subject, int version, View view) {
        Reward reward = reward(version(version), subject.rule);
        if (Standing.isByItself(reward.fire())) {
            return standing.each(
                    subject,
                    settled(subject),
                    reward.fire(),
                    awards.get(subject).values(),
                    time,
                    view);
        }
        return standing.of(
                subject, settled(subject), reward.fire(), editions.rungs(version(version), reward), time, view);
    }

    Settled settled(Subject subject) {
        return settled.getOrDefault(subject, Settled.NOTHING);
    }

    /** Whether a version is what decides about something that stands since then. */
    boolean decides(ProgramVersion version, long since) {
        ProgramVersion then = inForce(since);
        return then != null && then.version() == version.version() && since < version.validToMillis();
    }

    /** Whether it was; the only one is the first. */
    boolean isDecided(Subject subject, int occurrence) {
        Map<Integer, Award> decided = awards.get(subject);
        int settled = settled(subject).occurrence();
        boolean first = settled != Settled.NONE || decided.containsKey(0) || decided.containsKey(1);
        return occurrence <= settled || decided.containsKey(occurrence) || (occurrence <= 1 && first);
    }

    boolean stands(Award award) {
        return standing(award.subject, award.version, View.AS_IT_IS).containsKey(award.occurrence);
    }

    /** What has become of the orders that it may be of; of an order of which nothing was taken back null. */
    List<OrderMoney> orders(Award award) {
        List<OrderMoney> orders = new ArrayList<>();
        award.reach.orders().forEach(order -> orders.add(world.order(order, time)));
        return orders;
    }

    /** What is due of a reward whose award stands. */
    long worth(Chain chain) {
        Worth worth = worth(chain.award, chain.effect, chain.amountVersion);
        return worth.problem() == null ? worth.quantity() : chain.due;
    }

    /** What an effect would give if it were granted now. */
    Worth worth(Award award, int effect) {
        return worth(award, effect, givesNow(award, effect));
    }

    /** As a version has it. */
    Worth worth(Award award, int effect, int version) {
        return Worth.of(
                terms(award, effect, version),
                award.reach,
                orders(award),
                version(version).currency());
    }

    /** As a version has it, before anything was taken back of the order. */
    Worth before(Award award, int effect, int version) {
        return Worth.of(
                terms(award, effect, version),
                award.reach,
                List.of(),
                version(version).currency());
    }

    /** Whether a version has an amount for what the award rests on. */
    boolean canSay(Award award, int effect, int version) {
        return terms(award, effect, version) != null
                && worth(award, effect, version).problem() == null;
    }

    /** Whether it says something of what others gave, and is not merely the end of the one before. */
    private boolean raises(ProgramVersion version) {
        if (version.retroactive() == Retroactive.NONE) {
            return false;
        }
        ProgramVersion before = null;
        for (ProgramVersion each : versions) {
            before = each.version() < version.version() ? each : before;
        }
        return before == null
                || !before.as(version.version(), version.validFromMillis(), version.validToMillis())
                        .equals(version);
    }

    /** The version whose amount is granted now: the last that is retroactive, else the award's own. */
    int givesNow(Award award, int effect) {
        int gives = award.version;
        for (ProgramVersion version : versions) {
            boolean speaks = raises(version) && version.validFromMillis() <= time;
            if (speaks && version.version() > gives && canSay(award, effect, version.version())) {
                gives = version.version();
            }
        }
        return gives;
    }

    // Caps and budget.

    Room.Take take(Award award, int effect, String beneficiary, long at, long most, long now, boolean money) {
        return new Room.Take(
                List.of(award.subject.rule, award.rung, number(award, effect), beneficiary), at, most, now, money);
    }

    private Room.Take take(Chain chain) {
        return take(chain.award, chain.effect, chain.beneficiary, chain.earnedAt, chain.most, chain.now, chain.money);
    }

    List<Room.Take> takes(Chain but) {
        return chains.values().stream()
                .filter(chain -> chain != but)
                .map(this::take)
                .toList();
    }

    Budget budget(ProgramVersion otherwise) {
        ProgramVersion now = inForce(time);
        return (now == null ? otherwise : now).budget();
    }

    /** Whether a reward may become worth so much; it takes it then. */
    boolean takes(Chain chain, long due) {
        return denies(chain, due) == null;
    }

    /** The same: the word why not, or null. */
    String denies(Chain chain, long due) {
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
        return problem;
    }
}
