package dev.milepost.oracle;

import dev.milepost.oracle.Rulebook.MilestoneId;
import dev.milepost.oracle.Rulebook.Rule;
import dev.milepost.oracle.Subjects.Kind;
import dev.milepost.oracle.Users.Referral;
import dev.milepost.oracle.ledger.Given;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Pattern;
import dev.milepost.schemas.row.MilestoneRow;
import dev.milepost.testkit.oracle.pattern.Courses;
import dev.milepost.testkit.oracle.pattern.Done;
import dev.milepost.testkit.oracle.pattern.Happening;
import dev.milepost.testkit.oracle.pattern.PatternOracle;
import dev.milepost.testkit.oracle.pattern.Spec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that the subjects of one program reach, with the whole course of it: what stands since when, and since when not. */
final class Milestones {

    /** How far from its order a refund concerns it. */
    private static final Duration REFUND_HORIZON = Duration.ofDays(400);

    /**
     * What stands from a time on as one completion.
     *
     * @param cause the event by which
     * @param byReview whether that is a decision about a referral
     * @param done null: nothing any more
     * @param rule that completed
     */
    record Turn(long time, String cause, boolean byReview, Done done, Rule rule) {}

    /** What a subject has come to with one milestone: by place (first, second …) its turns. */
    record Reached(MilestoneId id, Kind kind, String subject, List<List<Turn>> places) {}

    private final String program;
    private final Subjects subjects;
    private final long until;
    private final List<Reached> all = new ArrayList<>();

    /**
     * Of a program.
     *
     * @param versions oldest first
     * @param until timers up to that time go off
     */
    Milestones(String program, List<ProgramVersion> versions, Editions editions, Subjects subjects, long until) {
        this.program = program;
        this.subjects = subjects;
        this.until = until;
        Map<Kind, Map<String, List<Happening>>> histories = new TreeMap<>();
        Rulebook.of(versions, editions).forEach((id, rules) -> {
            for (Kind kind : new TreeSet<>(rules.stream().map(Rule::kind).toList())) {
                List<Rule> ofKind =
                        rules.stream().filter(rule -> rule.kind() == kind).toList();
                for (String subject : subjects.of(kind, program)) {
                    List<Happening> history = histories
                            .computeIfAbsent(kind, k -> new TreeMap<>())
                            .computeIfAbsent(subject, s -> subjects.history(kind, program, s));
                    reach(id, kind, subject, ofKind, history);
                }
            }
        });
    }

    private void reach(MilestoneId id, Kind kind, String subject, List<Rule> rules, List<Happening> history) {
        List<List<List<Turn>>> runs = new ArrayList<>();
        for (Rule rule : rules) {
            if (!concerns(rule.pattern(), history)) {
                continue;
            }
            ProgramVersion terms = rule.versions().get(0);
            Spec spec = Specs.of(rule.pattern());
            boolean whole = id.effect() == Rulebook.EARNS && Rejections.isOfSingleEvents(rule.pattern());
            Courses.Question question = (known, upTo) -> {
                List<Happening> counted = kind == Kind.REFERRAL
                        ? sinceSignup(known)
                        : whole ? known : Rejections.counted(known, REFUND_HORIZON);
                List<Happening> seen = counted.stream()
                        .filter(event -> event.time() >= rule.from())
                        .toList();
                return new PatternOracle(
                                seen,
                                terms.timezone(),
                                terms.currency() == null ? "" : terms.currency(),
                                REFUND_HORIZON.toMillis(),
                                upTo,
                                rule.to())
                        .done(spec);
            };
            List<List<Turn>> places = Courses.of(history, until, question).stream()
                    .map(turns -> turns.stream()
                            .map(turn -> new Turn(
                                    turn.time(), turn.causeId(), Rejections.isDecision(turn.by()), turn.done(), rule))
                            .toList())
                    .toList();
            if (!places.isEmpty()) {
                runs.add(places);
            }
        }
        if (!runs.isEmpty()) {
            all.add(new Reached(id, kind, subject, runs.size() == 1 ? runs.get(0) : merged(runs)));
        }
    }

    /** From the signup on, once it is known that it was bound. */
    private List<Happening> sinceSignup(List<Happening> known) {
        if (known.stream().noneMatch(event -> event.name().equals("referral.bound"))) {
            return List.of();
        }
        return known.stream().dropWhile(event -> !event.name().equals("signup")).toList();
    }

    /** What a later rule completes stands behind all that stands of those before it, at each time. */
    private static List<List<Turn>> merged(List<List<List<Turn>>> runs) {
        TreeMap<Long, Turn> times = new TreeMap<>();
        runs.forEach(run -> run.forEach(place -> place.forEach(turn -> times.put(turn.time(), turn))));
        List<List<Turn>> places = new ArrayList<>();
        times.forEach((time, by) -> {
            List<Turn> standing = new ArrayList<>();
            runs.forEach(run -> run.forEach(place -> {
                Turn turn = at(place, time);
                if (turn != null && turn.done() != null) {
                    standing.add(turn);
                }
            }));
            while (places.size() < standing.size()) {
                places.add(new ArrayList<>());
            }
            for (int i = 0; i < places.size(); i++) {
                List<Turn> turns = places.get(i);
                Turn now = i < standing.size() ? standing.get(i) : null;
                Done done = now == null ? null : now.done();
                Done before =
                        turns.isEmpty() ? null : turns.get(turns.size() - 1).done();
                if (!Objects.equals(said(done), said(before))) {
                    // What completes then does so by itself; others have moved, or ended, by one that did.
                    Turn own = now != null && now.time() == time ? now : by;
                    turns.add(new Turn(time, own.cause(), own.byReview(), done, now == null ? null : now.rule()));
                }
            }
        });
        return places;
    }

    private static List<Object> said(Done done) {
        return done == null ? List.of() : List.of(done.time(), done.causeId(), done.referrals(), done.orders());
    }

    /** The turn that holds at a time; null: none yet. */
    static Turn at(List<Turn> turns, long time) {
        return turns.stream()
                .filter(turn -> turn.time() <= time)
                .reduce((one, later) -> later)
                .orElse(null);
    }

    /** Whether anything has happened that the pattern looks at; a level of money is read from purchases, any other from attributes too. */
    private static boolean concerns(Pattern pattern, List<Happening> history) {
        Set<String> names = new TreeSet<>(Set.of("user_attributes", "order", "renewal"));
        Named.collect(pattern, names);
        return history.stream().anyMatch(event -> names.contains(event.name()));
    }

    /** Of all milestones and conditions. */
    List<Reached> all() {
        return all;
    }

    /** The rows of the table. */
    List<MilestoneRow> rows() {
        List<MilestoneRow> rows = new ArrayList<>();
        for (Reached reached : all) {
            for (int i = 0; i < reached.places().size() && reached.id().effect() == Rulebook.EARNS; i++) {
                List<Turn> turns = reached.places().get(i);
                Turn last = turns.get(turns.size() - 1);
                if (last.done() != null) {
                    rows.add(row(reached, i + 1, last));
                }
            }
        }
        return rows;
    }

    private MilestoneRow row(Reached reached, int occurrence, Turn turn) {
        Happening cause = turn.done().cause();
        String referee = reached.kind() == Kind.REFERRAL ? null : cause.texts().get("referee_id");
        MilestoneRow row = new MilestoneRow();
        row.setProgramId(program);
        row.setMilestoneId(reached.id().milestone());
        row.setSubjectKind(reached.kind().name().toLowerCase(Locale.ROOT));
        row.setSubjectId(reached.subject());
        row.setOccurrence(
                reached.id().rung() == 0 ? "" + occurrence : reached.id().rung() + "/" + occurrence);
        row.setVersion((long) turn.rule().at(turn.done().time()).version());
        row.setUserId(referee == null ? reached.subject() : referee);
        row.setReachedAt(Instant.ofEpochMilli(turn.done().time()));
        row.setCauseEventId(cause.id());
        row.setValueMinor(cause.amount());
        row.setCurrency(cause.currency() == null ? "" : cause.currency());
        return row;
    }

    /** What the ledger is told of a place: where the account comes to be another's in between, a turn more. */
    List<Given.Turn> told(Reached reached, List<Turn> turns) {
        if (reached.kind() != Kind.ACCOUNT) {
            Referral own = reached.kind() == Kind.REFERRAL ? subjects.referral(reached.subject()) : null;
            return turns.stream()
                    .map(turn -> new Given.Turn(
                            turn.time(), turn.cause(), turn.byReview(), reach(reached, turn, own, null, null)))
                    .toList();
        }
        Advocates advocates = new Advocates(subjects.history(reached.kind(), program, reached.subject()));
        TreeSet<Long> times = new TreeSet<>(advocates.moments());
        times.removeIf(time -> time <= turns.get(0).time());
        turns.forEach(turn -> times.add(turn.time()));
        List<Given.Turn> told = new ArrayList<>();
        Happening last = null;
        for (long time : times) {
            Turn turn = at(turns, time);
            Happening now = turn.done() == null
                    ? null
                    : advocates.at(Math.min(time, turn.done().time() + REFUND_HORIZON.toMillis()));
            boolean moved = last != null && now != null && !now.equals(last);
            if (turn.time() == time || moved) {
                String cause = turn.time() == time ? turn.cause() : advocates.cause(time);
                boolean byReview = moved || turn.byReview();
                String advocate = now == null ? null : now.texts().get("advocate_id");
                String boundBy = now == null ? null : now.referrals().get(0);
                told.add(new Given.Turn(time, cause, byReview, reach(reached, turn, null, advocate, boundBy)));
            }
            last = now == null ? last : now;
        }
        return told;
    }

    private static Given.Reach reach(Reached reached, Turn turn, Referral own, String ofAccount, String boundBy) {
        if (turn.done() == null) {
            return null;
        }
        Happening cause = turn.done().cause();
        boolean isReferral = reached.kind() == Kind.REFERRAL;
        String referee = isReferral ? reached.subject() : cause.texts().get("referee_id");
        String referrer = own == null ? ofAccount : own.advocate();
        return new Given.Reach(
                cause.id(),
                reached.kind() == Kind.ADVOCATE ? reached.subject() : referrer,
                boundBy,
                referee,
                isReferral && own != null ? List.of(own.id()) : turn.done().referrals(),
                orders(turn.done(), reached, referee),
                cause.currency(),
                cause.amount(),
                cause.mrr(),
                cause.texts(),
                turn.done().time());
    }

    /** Those that it may be of, the subject's where they are no referee's; else the one by which the referral qualified. */
    private static List<List<String>> orders(Done done, Reached reached, String referee) {
        if (!done.orders().isEmpty()) {
            return done.orders().stream()
                    .map(order ->
                            Given.OrderMoney.order(order.user() == null ? reached.subject() : order.user(), order.id()))
                    .toList();
        }
        return referee == null ? List.of() : List.of(Given.OrderMoney.qualifying(referee));
    }
}
