package dev.milepost.oracle;

import dev.milepost.oracle.Milestones.Reached;
import dev.milepost.oracle.Milestones.Turn;
import dev.milepost.oracle.Subjects.Kind;
import dev.milepost.oracle.Users.Referral;
import dev.milepost.oracle.ledger.Given;
import dev.milepost.oracle.ledger.Ledger;
import dev.milepost.oracle.ledger.World;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Measure;
import dev.milepost.schemas.event.AppliedProgram;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.testkit.oracle.Answer;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.ProgramFacts;
import dev.milepost.testkit.programs.Qualification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/** Answers a whole log at once: milestones, asks, exposures, rewards, ledgers. */
public final class ProgramOracle {

    private static final Set<String> IDENTITY_OR_RING = Set.of("IDENTITY", "SELF", "RING");

    private final Map<String, List<ProgramVersion>> versions = new TreeMap<>();
    private final long until;

    /**
     * What comes of a log.
     *
     * @param rows of milestones, asks, exposures, rewards and ledger, in no order; each without revision
     * @param ledgers by program
     * @param attribution what they rest on
     */
    public record Found(Collection<SpecificRecord> rows, Map<String, Ledger> ledgers, Answer attribution) {}

    /**
     * Of programs.
     *
     * @param programs all their versions
     * @param until the last moment that is answered for
     */
    public ProgramOracle(Collection<ProgramVersion> programs, Instant until) {
        programs.stream()
                .sorted(Comparator.comparingInt(ProgramVersion::version))
                .forEach(version -> versions.computeIfAbsent(version.program(), p -> new ArrayList<>())
                        .add(version));
        this.until = until.toEpochMilli();
    }

    /** The log's order does not matter. */
    public Found answer(List<TimedRecord> log) {
        List<TimedRecord> withoutPrograms = log.stream()
                .filter(record -> !(record.record() instanceof AppliedProgram))
                .toList();
        List<ProgramFacts> facts = versions.values().stream()
                .flatMap(List::stream)
                .map(ProgramOracle::facts)
                .toList();
        Answer answer = new AttributionOracle(facts).answer(withoutPrograms);
        List<TimedRecord> accepted = AttributionOracle.accepted(withoutPrograms);
        Users users = new Users(accepted, answer, new Named(versions.values()));
        Subjects subjects = new Subjects(users, all(Review.class, accepted));
        Map<String, Milestones> milestones = new TreeMap<>();
        Map<String, Editions> editions = new TreeMap<>();
        versions.forEach((program, all) -> {
            editions.put(program, new Editions(all));
            milestones.put(program, new Milestones(program, all, editions.get(program), subjects, until));
        });
        List<SpecificRecord> rows = new ArrayList<>();
        milestones.values().forEach(reached -> rows.addAll(reached.rows()));
        Asks asks = new Asks(versions, milestones, users, all(FraudVerdict.class, accepted), until);
        rows.addAll(asks.rows());
        rows.addAll(asks.exposures());
        Map<String, Ledger> ledgers = new TreeMap<>();
        milestones.forEach((program, reached) -> {
            Ledger ledger = new Ledger(
                    program,
                    versions.get(program),
                    editions.get(program),
                    told(reached),
                    world(program, accepted, users),
                    true,
                    until);
            rows.addAll(ledger.rows().rewards());
            rows.addAll(ledger.rows().entries());
            ledgers.put(program, ledger);
        });
        return new Found(rows, ledgers, answer);
    }

    private static <T> List<T> all(Class<T> type, List<TimedRecord> accepted) {
        return accepted.stream()
                .map(TimedRecord::record)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** A version as attribution's oracle reads it. */
    private static ProgramFacts facts(ProgramVersion version) {
        return new ProgramFacts(
                version.program(),
                version.version(),
                Instant.ofEpochMilli(version.validFromMillis()),
                version.currency() == null ? "USD" : version.currency(),
                Duration.ofMillis(version.attribution().windowMillis()),
                List.copyOf(version.attribution().excludeChannels()),
                Duration.ofMillis(version.attribution().clickWindowMillis()),
                version.attribution().bind().name().equals("FIRST"),
                version.attribution().evidence().stream()
                        .map(evidence -> evidence.name().toLowerCase(Locale.ROOT))
                        .toList(),
                Duration.ofMillis(version.attribution().halfLifeMillis()),
                new Qualification(
                        version.qualifies().event(),
                        atLeast(version),
                        Duration.ofMillis(version.qualifies().withinMillis())));
    }

    private static Long atLeast(ProgramVersion version) {
        List<Condition> where = version.qualifies().where();
        if (where.isEmpty()) {
            return null;
        }
        if (where.size() == 1
                && where.get(0) instanceof Condition.Exact exact
                && exact.field() == Measure.AMOUNT
                && exact.operator().word().equals("at_least")) {
            return exact.operands().get(0);
        }
        throw new IllegalArgumentException(
                "Attribution's oracle qualifies by an amount at least, not by " + where + " of " + version.label());
    }

    private World world(String program, List<TimedRecord> accepted, Users users) {
        List<Given.OrderMoney> orders = new ArrayList<>();
        for (Referral referral : users.referrals()) {
            if (referral.program().equals(program)) {
                orders.addAll(Orders.of(referral, users.own(referral.referee())));
            }
        }
        List<Given.Verdict> verdicts = all(FraudVerdict.class, accepted).stream()
                .filter(verdict -> verdict.getProgramId().equals(program))
                .map(verdict -> new Given.Verdict(
                        verdict.getReferralId(),
                        verdict.getEventTime().toEpochMilli(),
                        verdict.getEventId(),
                        verdict.getScore().movePointRight(6).longValueExact(),
                        verdict.getCodes().stream().anyMatch(ProgramOracle::isIdentityOrRing)))
                .toList();
        List<Given.Review> reviews = new ArrayList<>();
        for (Review review : all(Review.class, accepted)) {
            boolean decides = review.getAction() == ReviewAction.APPROVE || review.getAction() == ReviewAction.REJECT;
            if (decides && review.getProgramId().equals(program)) {
                review.getReferralIds()
                        .forEach(referral -> reviews.add(new Given.Review(
                                referral,
                                review.getEventTime().toEpochMilli(),
                                review.getEventId(),
                                review.getAction() == ReviewAction.APPROVE)));
            }
        }
        List<Given.Payout> payouts = all(Payout.class, accepted).stream()
                .filter(payout -> payout.getProgramId().equals(program))
                .map(payout -> new Given.Payout(
                        payout.getRewardId(),
                        payout.getEventTime().toEpochMilli(),
                        payout.getEventId(),
                        payout.getAmountMinor(),
                        payout.getCurrency()))
                .toList();
        return new World(orders, verdicts, reviews, payouts);
    }

    private static boolean isIdentityOrRing(String code) {
        return IDENTITY_OR_RING.contains(code.split("_", 2)[0]);
    }

    /** What a ledger hears of milestones. */
    private static List<Given.Subject> told(Milestones milestones) {
        Map<List<String>, Given.Subject> subjects = new HashMap<>();
        for (Reached reached : milestones.all()) {
            if (reached.kind() == Kind.USER) {
                continue;
            }
            Given.Subject subject = subjects.computeIfAbsent(
                    List.of(reached.id().milestone(), reached.subject()),
                    key -> new Given.Subject(key.get(0), key.get(1)));
            if (reached.id().effect() == Rulebook.EARNS) {
                subject.completions(
                        reached.id().rung(),
                        reached.places().stream()
                                .map(turns -> milestones.told(reached, turns))
                                .toList());
            } else {
                subject.conditions(reached.id().effect(), conditions(reached));
            }
        }
        return List.copyOf(subjects.values());
    }

    /** Each completion with the times between which it stands without a break, in whatever place. */
    private static List<Given.Condition> conditions(Reached reached) {
        TreeSet<Long> times = new TreeSet<>();
        reached.places().forEach(turns -> turns.forEach(turn -> times.add(turn.time())));
        Map<List<Object>, Long> open = new HashMap<>();
        List<Given.Condition> met = new ArrayList<>();
        for (long time : times) {
            Set<List<Object>> standing = new java.util.HashSet<>();
            for (List<Turn> turns : reached.places()) {
                Turn turn = Milestones.at(turns, time);
                if (turn != null && turn.done() != null) {
                    standing.add(List.of(turn.done().time(), turn.done().causeId()));
                }
            }
            open.entrySet().removeIf(each -> {
                boolean ends = !standing.contains(each.getKey());
                if (ends) {
                    met.add(new Given.Condition(
                            each.getValue(), time, (String) each.getKey().get(1)));
                }
                return ends;
            });
            standing.forEach(each -> open.putIfAbsent(each, time));
        }
        open.forEach((each, since) -> met.add(new Given.Condition(since, Long.MAX_VALUE, (String) each.get(1))));
        return met;
    }
}
