package dev.milepost.oracle;

import dev.milepost.oracle.Milestones.Reached;
import dev.milepost.oracle.Milestones.Turn;
import dev.milepost.oracle.Subjects.Kind;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Ask.Guard;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.row.AskRow;
import dev.milepost.schemas.row.ExposureRow;
import dev.milepost.testkit.oracle.pattern.ContextOracle;
import dev.milepost.testkit.oracle.pattern.Done;
import dev.milepost.testkit.oracle.pattern.Happening;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whom to ask: of each user all asks of all programs, one after the other, as if each had been decided in its time; and again
 * when it is due, where its arm waits.
 */
final class Asks {

    private static final long RISK_WINDOW = Duration.ofDays(90).toMillis();

    private static final Set<String> MONEY = Set.of("amount", "mrr", "arr");

    /** An ask's milestone, when it was first reached. */
    private record Due(
            ProgramVersion version,
            Ask ask,
            String user,
            int occurrence,
            long time,
            Happening cause,
            Done.Value value,
            String id) {}

    /** Asked, or held out; of cooldown and quotas it is a part at the time when it goes out, also while it waits for that. */
    private static final class Told {
        private final Due due;
        private final AskRow row;
        private final long time;
        private boolean out;

        Told(Due due, AskRow row, long time, boolean out) {
            this.due = due;
            this.row = row;
            this.time = time;
            this.out = out;
        }
    }

    /** Something to decide: at a milestone, or of what was asked and is due now. */
    private record Turning(long time, Due due, Told waiting) {
        /** What has waited is first. */
        static final Comparator<Turning> ORDER = Comparator.comparingLong(Turning::time)
                .thenComparing(turning -> turning.waiting() == null ? 1 : 0)
                .thenComparing(turning -> turning.due().id());
    }

    private final Map<String, List<ProgramVersion>> versions;
    private final Users users;
    private final List<FraudVerdict> verdicts;

    private final List<AskRow> rows = new ArrayList<>();
    private final List<ExposureRow> exposures = new ArrayList<>();

    /**
     * Of all programs.
     *
     * @param versions by program, oldest first
     */
    Asks(
            Map<String, List<ProgramVersion>> versions,
            Map<String, Milestones> milestones,
            Users users,
            List<FraudVerdict> verdicts,
            long until) {
        this.versions = versions;
        this.users = users;
        this.verdicts = verdicts;
        Map<String, List<Due>> byUser = new TreeMap<>();
        milestones.forEach((program, reached) -> reached.all().stream()
                .filter(each -> each.kind() == Kind.USER)
                .forEach(each -> due(program, versions.get(program), each, byUser)));
        byUser.forEach((user, dues) -> {
            List<Told> told = new ArrayList<>();
            Set<String> experiments = new HashSet<>();
            PriorityQueue<Turning> turns = new PriorityQueue<>(Turning.ORDER);
            dues.forEach(due -> turns.add(new Turning(due.time(), due, null)));
            while (!turns.isEmpty() && turns.peek().time() <= until) {
                Turning turn = turns.remove();
                if (turn.waiting() != null) {
                    goOut(turn.waiting(), told);
                    continue;
                }
                Told asked = decide(turn.due(), told, experiments);
                if (asked != null && !asked.out) {
                    turns.add(new Turning(asked.time, asked.due, asked));
                }
            }
        });
    }

    /** It is due: unless something stops it now, by the version in force now, the outside is told. */
    private void goOut(Told asked, List<Told> told) {
        Due due = asked.due;
        Due now = inForce(due, asked.time);
        Map<String, String> values = new LinkedHashMap<>();
        List<Told> others = told.stream().filter(each -> each.out).toList();
        String reason = now == null ? "not_in_force" : reason(now, others, values);
        asked.out = reason.isEmpty();
        AskRow row = asked.row;
        if (!asked.out) {
            told.remove(asked);
            row = AskRow.newBuilder(row)
                    .setDecision("withdrawn")
                    .setReason(reason)
                    .setSendAt(null)
                    .build();
            row.setVersion((long) (now == null ? due.version() : now.version()).version());
            rows.add(row);
        }
        row.setGuardValues(values);
        row.setDecidedAt(Instant.ofEpochMilli(asked.time));
        row.setKnownAt(Instant.ofEpochMilli(asked.time));
        row.setTurn(asked.out ? 1L : 0L);
    }

    /** The ask as the version says that is in force at a time; null: none says it any more. */
    private Due inForce(Due due, long time) {
        return versions.get(due.version().program()).stream()
                .filter(each -> each.validFromMillis() <= time)
                .reduce((one, later) -> later)
                .filter(each -> time < each.validToMillis())
                .flatMap(each -> each.asks().stream()
                        .filter(ask -> ask.id().equals(due.ask().id()))
                        .map(ask -> new Due(
                                each, ask, due.user(), due.occurrence(), time, due.cause(), due.value(), due.id()))
                        .findFirst())
                .orElse(null);
    }

    private static void due(
            String program, List<ProgramVersion> versions, Reached reached, Map<String, List<Due>> byUser) {
        for (int i = 0; i < reached.places().size(); i++) {
            Turn first = reached.places().get(i).get(0);
            ProgramVersion version = versions.stream()
                    .filter(each -> each.validFromMillis() <= first.time())
                    .reduce((one, later) -> later)
                    .filter(each -> first.time() < each.validToMillis())
                    .orElse(null);
            Ask ask = version == null
                    ? null
                    : version.asks().stream()
                            .filter(each -> each.id().equals(reached.id().milestone()))
                            .findFirst()
                            .orElse(null);
            if (ask != null) {
                String user = reached.subject();
                String id = Hashes.id(program, ask.id(), user, String.valueOf(i + 1));
                byUser.computeIfAbsent(user, u -> new ArrayList<>())
                        .add(new Due(
                                version,
                                ask,
                                user,
                                i + 1,
                                first.time(),
                                first.done().cause(),
                                first.done().value(),
                                id));
            }
        }
    }

    /** What is told as asked or held out; null where a guard stops it. */
    private Told decide(Due due, List<Told> told, Set<String> experiments) {
        Map<String, String> values = new LinkedHashMap<>();
        String reason = reason(due, told, values);
        boolean passes = reason.isEmpty();
        Ask.Experiment experiment = passes ? due.ask().experiment() : null;
        Ask.Arm arm = experiment == null ? null : arm(experiment, due.user());
        boolean heldOut = experiment != null && arm == null;
        String armName = heldOut ? "holdout" : arm == null ? "" : arm.name();
        AskRow row = new AskRow();
        row.setProgramId(due.version().program());
        row.setUserId(due.user());
        row.setAskId(due.id());
        row.setDecision(heldOut ? "held_out" : passes ? "asked" : "not_asked");
        row.setReason(reason);
        row.setMilestoneId(due.ask().id());
        row.setOccurrence(String.valueOf(due.occurrence()));
        row.setVersion((long) due.version().version());
        row.setCategory(due.ask().category() == null ? "" : due.ask().category());
        row.setExperimentId(experiment == null ? "" : experiment.id());
        row.setArm(armName);
        row.setGuardValues(values);
        row.setMilestoneTime(Instant.ofEpochMilli(due.time()));
        row.setDecidedAt(Instant.ofEpochMilli(due.time()));
        row.setKnownAt(Instant.ofEpochMilli(due.time()));
        long send = arm == null || arm.delay() == null
                ? due.time()
                : arm.delay().after(due.time(), due.version().timezone());
        row.setSendAt(passes && !heldOut ? Instant.ofEpochMilli(send) : null);
        row.setChannel(
                arm != null && arm.channel() != null ? arm.channel() : due.ask().channel());
        row.setTemplate(
                arm != null && arm.template() != null
                        ? arm.template()
                        : due.ask().template());
        row.setCauseEventId(due.cause().id());
        row.setLateCorrection(false);
        row.setValueMinor(due.cause().amount());
        boolean money = due.value() != null && MONEY.contains(due.value().field());
        row.setCurrency(
                due.cause().amount() == null && !money ? "" : due.cause().currency());
        row.setValue(due.value() == null ? null : due.value().number());
        row.setValueField(due.value() == null ? "" : due.value().field());
        row.setReferralCode(code(due));
        // The first message of an ask; whoever is held out hears of none, and of who waits none yet.
        boolean waits = passes && !heldOut && send > due.time();
        row.setTurn(passes && !heldOut && !waits ? 1L : 0L);
        rows.add(row);
        Told asked = passes ? new Told(due, row, heldOut ? due.time() : send, !waits) : null;
        if (passes) {
            told.add(asked);
        }
        if (experiment != null && experiments.add(experiment.id())) {
            exposures.add(new ExposureRow(
                    experiment.id(),
                    due.user(),
                    due.version().program(),
                    due.ask().id(),
                    due.id(),
                    armName,
                    Instant.ofEpochMilli(due.time())));
        }
        return asked;
    }

    /** The code that the user created last in the program, up to then; null: none. */
    private String code(Due due) {
        String code = null;
        for (Happening event : users.own(due.user())) {
            boolean creates = event.name().equals("referral_code_created")
                    && event.time() <= due.time()
                    && event.texts().getOrDefault("referral_code", "").length() > 0
                    && event.texts()
                            .getOrDefault("program", "default")
                            .equals(due.version().program());
            code = creates ? event.texts().get("referral_code") : code;
        }
        return code;
    }

    /** The first guard that stops it, in the file's order; empty: none. */
    private String reason(Due due, List<Told> told, Map<String, String> values) {
        ContextOracle.Context context = context(due, users.own(due.user()), List.of());
        if (context.optedOut()) {
            values.put("opted_out", "true");
            return "opted_out";
        }
        for (Guard guard : due.ask().guards().inOrder()) {
            if (guard instanceof Guard.SuppressIf suppress) {
                String by = suppressedBy(due, suppress);
                values.put(guard.word(), by == null ? "none" : by);
                if (by != null) {
                    return guard.word();
                }
            } else if (stops(guard, due, context, told, values)) {
                return guard.word();
            }
        }
        return "";
    }

    private static ContextOracle.Context context(
            Due due, List<Happening> history, List<ContextOracle.Suppressor> suppressors) {
        String currency = due.version().currency() == null ? "" : due.version().currency();
        return new ContextOracle(history, due.time(), due.version().timezone(), currency).find(suppressors);
    }

    /** The event of the first suppressor that holds; each sees what happened since the program first had it. Null: none. */
    private String suppressedBy(Due due, Guard.SuppressIf suppress) {
        for (Ask.Suppressor suppressor : suppress.suppressors()) {
            long from = versions.get(due.version().program()).stream()
                    .filter(version -> version.asks().stream()
                            .flatMap(ask -> ask.guards().inOrder().stream())
                            .filter(Guard.SuppressIf.class::isInstance)
                            .flatMap(guard -> ((Guard.SuppressIf) guard).suppressors().stream())
                            .anyMatch(other -> other.event().equals(suppressor.event())
                                    && Objects.equals(other.unless(), suppressor.unless())))
                    .mapToLong(ProgramVersion::validFromMillis)
                    .min()
                    .orElseThrow();
            List<Happening> seen = users.own(due.user()).stream()
                    .filter(event -> event.time() >= from)
                    .toList();
            String by = context(due, seen, List.of(Specs.of(suppressor))).suppressedBy();
            if (by != null) {
                return by;
            }
        }
        return null;
    }

    private boolean stops(
            Guard guard, Due due, ContextOracle.Context context, List<Told> told, Map<String, String> values) {
        ZoneId zone = due.version().timezone();
        if (guard instanceof Guard.NotBefore notBefore) {
            Long signup = context.signup();
            values.put(
                    guard.word(),
                    signup == null ? "unknown" : Instant.ofEpochMilli(signup).toString());
            return signup != null && due.time() < notBefore.afterSignup().after(signup, zone);
        }
        if (guard instanceof Guard.Cooldown cooldown) {
            if (told.isEmpty()) {
                values.put(guard.word(), "never");
                return false;
            }
            long last = told.stream().mapToLong(each -> each.time).max().getAsLong();
            values.put(guard.word(), Instant.ofEpochMilli(last).toString());
            return told.stream()
                    .anyMatch(each -> each.time <= due.time()
                            ? cooldown.length().before(due.time(), zone) < each.time
                            : cooldown.length().before(each.time, zone) < due.time());
        }
        if (guard instanceof Guard.Quota quota) {
            List<Long> times = told.stream()
                    .filter(other -> switch (quota.by()) {
                        case ALL -> true;
                        case CATEGORY ->
                            due.ask().category() != null
                                    && due.ask()
                                            .category()
                                            .equals(other.due.ask().category());
                        case ASK ->
                            other.due.version().program().equals(due.version().program())
                                    && other.due.ask().id().equals(due.ask().id());
                    })
                    .map(other -> other.time)
                    .toList();
            long count = UsedWindow.fullest(times, due.time(), quota.window(), zone);
            values.put(guard.word(), String.valueOf(count));
            return count + 1 > quota.times();
        }
        if (guard instanceof Guard.ExcludeSegments exclude) {
            values.put(guard.word(), context.segment() == null ? "none" : context.segment());
            return context.segment() != null && exclude.segments().contains(context.segment());
        }
        if (guard instanceof Guard.RequireMarketingConsent) {
            values.put(guard.word(), String.valueOf(context.consent()));
            return !context.consent();
        }
        BigDecimal risk = risk(due);
        values.put(guard.word(), risk == null ? "unknown" : risk.setScale(6).toPlainString());
        return risk != null && risk.movePointRight(6).longValueExact() > ((Guard.RiskAtMost) guard).millionths();
    }

    /**
     * The highest score of the latest verdicts on the user's referrals, those of the last 90 days and since its program first
     * asked for it; null: unknown.
     */
    private BigDecimal risk(Due due) {
        long from = riskFrom(versions.get(due.version().program()));
        Map<String, FraudVerdict> latest = new TreeMap<>();
        verdicts.stream()
                .filter(verdict -> verdict.getAdvocateId().equals(due.user()))
                .filter(verdict -> verdict.getEventTime().toEpochMilli() <= due.time())
                .filter(verdict -> verdict.getEventTime().toEpochMilli() >= from)
                .sorted(Comparator.comparing(FraudVerdict::getEventTime).thenComparing(FraudVerdict::getEventId))
                .forEach(verdict -> latest.put(verdict.getReferralId(), verdict));
        return latest.values().stream()
                .filter(verdict -> verdict.getEventTime().toEpochMilli() > due.time() - RISK_WINDOW)
                .map(FraudVerdict::getScore)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static long riskFrom(List<ProgramVersion> program) {
        return program.stream()
                .filter(version -> version.asks().stream()
                        .flatMap(ask -> ask.guards().inOrder().stream())
                        .anyMatch(Guard.RiskAtMost.class::isInstance))
                .mapToLong(ProgramVersion::validFromMillis)
                .min()
                .orElseThrow();
    }

    /** The user's arm; null: held out. The point is the top 53 bits of the hash, as a share of 2^53. */
    private static Ask.Arm arm(Ask.Experiment experiment, String user) {
        BigDecimal point = Hashes.point(experiment.salt() + ":" + user);
        BigDecimal until = BigDecimal.valueOf(experiment.holdout(), 6);
        if (point.compareTo(until) < 0) {
            return null;
        }
        for (Ask.Arm arm : experiment.arms()) {
            until = until.add(BigDecimal.valueOf(arm.share(), 6));
            if (point.compareTo(until) < 0) {
                return arm;
            }
        }
        return experiment.arms().get(experiment.arms().size() - 1);
    }

    List<AskRow> rows() {
        return rows;
    }

    List<ExposureRow> exposures() {
        return exposures;
    }
}
