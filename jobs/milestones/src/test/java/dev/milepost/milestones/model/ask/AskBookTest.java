package dev.milepost.milestones.model.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.milepost.milestones.model.ask.AskMilestone.Context;
import dev.milepost.programs.AttributionTerms;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.Qualification;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Ask.Arm;
import dev.milepost.programs.model.Ask.Experiment;
import dev.milepost.programs.model.Ask.Guard;
import dev.milepost.programs.model.Ask.Guard.Quota;
import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class AskBookTest {

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final Context FINE = new Context(0L, false, true, "smb", null, null);
    private static final Experiment TRIO = new Experiment(
            "up-and-running-timing",
            "s1",
            30 * DAY,
            100_000,
            List.of(
                    new Arm("now", 450_000, null, null, null),
                    new Arm("next_day", 450_000, Span.ofMillis(DAY), "sms", "later")));

    private final Map<String, ProgramVersion> programs = new HashMap<>();
    /** Of those that have not always asked for it. */
    private final Map<String, Long> riskFrom = new HashMap<>();

    private AskBookTest program(String program, Ask... asks) {
        programs.put(
                program,
                new ProgramVersion(
                        program,
                        1,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        ZoneOffset.UTC,
                        Retroactive.NONE,
                        null,
                        null,
                        AttributionTerms.DEFAULTS,
                        Qualification.DEFAULT,
                        null,
                        List.of(asks),
                        List.of(),
                        null));
        return this;
    }

    private static Ask ask(String id, String category, Experiment experiment, Guard... guards) {
        return new Ask(
                id,
                category,
                new Pattern.Event(List.of("done"), List.of()),
                "email",
                "template",
                new Ask.Guards(List.of(guards)),
                experiment);
    }

    private static AskMilestone reached(String program, String ask, long occurrence, long hour, Context context) {
        return new AskMilestone(
                program, ask, "ana", occurrence, hour * HOUR, "e" + hour, hour * HOUR, null, null, null, context);
    }

    private static AskMilestone reached(String program, String ask, long occurrence, long hour) {
        return reached(program, ask, occurrence, hour, FINE);
    }

    private List<AskRow> decide(AskMilestone... milestones) {
        AskBook book = new AskBook("ana", DAY, AskState.empty());
        List.of(milestones).forEach(milestone -> accept(book, milestone));
        return advance(book, 100_000).rows();
    }

    /** As if it came in time. */
    private static void accept(AskBook book, AskFact fact) {
        book.accept(fact, Long.MIN_VALUE);
    }

    private AskPrograms known(BiFunction<String, Long, ProgramVersion> versions) {
        return new AskPrograms() {
            @Override
            public ProgramVersion version(String program, long timeMillis) {
                return versions.apply(program, timeMillis);
            }

            @Override
            public long riskAskedFromMillis(String program) {
                return riskFrom.getOrDefault(program, Long.MIN_VALUE);
            }
        };
    }

    private Asked advance(AskBook book, long hour) {
        return book.advanceTo(hour * HOUR, known((program, time) -> programs.get(program)));
    }

    private static List<String> words(List<AskRow> rows) {
        return rows.stream()
                .map(row -> row.program() + row.ask() + " " + row.decision().word()
                        + (row.reason().isEmpty() ? "" : " " + row.reason()) + (row.lateCorrection() ? " late" : ""))
                .toList();
    }

    @Test
    void theFirstGuardInTheFilesOrderIsTheReasonAndItsValuesAreKept() {
        Guard[] guards = {
            new Guard.NotBefore(Span.ofMillis(DAY)),
            new Guard.SuppressIf(List.of()),
            new Guard.ExcludeSegments(Set.of("churn_risk")),
            new Guard.RequireMarketingConsent(),
            new Guard.RiskAtMost(600_000)
        };
        program("p", ask("a", "c", null, guards));
        assertThat(words(decide(
                        reached("p", "a", 1, 23),
                        reached("p", "a", 2, 24, new Context(0L, false, false, "churn_risk", "refund", null)),
                        reached("p", "a", 3, 25, new Context(0L, false, false, "churn_risk", null, null)),
                        reached("p", "a", 4, 26, new Context(0L, false, false, null, null, null)),
                        reached("p", "a", 5, 27, new Context(0L, true, true, null, null, null)),
                        reached("p", "a", 6, 28, new Context(null, false, true, null, null, null)))))
                .containsExactly(
                        "pa not_asked not_before",
                        "pa not_asked suppress_if",
                        "pa not_asked exclude_segments",
                        "pa not_asked require_marketing_consent",
                        "pa not_asked opted_out",
                        "pa asked");
        AskRow row = decide(reached("p", "a", 6, 28)).get(0);
        assertThat(row.values())
                .containsExactly(
                        Map.entry("not_before", "1970-01-01T00:00:00Z"),
                        Map.entry("suppress_if", "none"),
                        Map.entry("exclude_segments", "smb"),
                        Map.entry("require_marketing_consent", "true"),
                        Map.entry("risk_at_most", "unknown"));
    }

    @Test
    void riskIsTheHighestOfTheLatestVerdictsOf90Days() {
        program("p", ask("a", null, null, new Guard.RiskAtMost(600_000)));
        AskBook book = new AskBook("ana", DAY, AskState.empty());
        accept(book, new ReferralRisk("r1", 10 * HOUR, "v1", 700_000));
        accept(book, new ReferralRisk("r1", 20 * HOUR, "v2", 100_000));
        accept(book, new ReferralRisk("r2", 30 * HOUR, "v3", 600_001));
        accept(book, reached("p", "a", 1, 5));
        accept(book, reached("p", "a", 2, 15));
        accept(book, reached("p", "a", 3, 25));
        accept(book, reached("p", "a", 4, 35));
        accept(book, reached("p", "a", 5, 30 + 90 * 24));
        List<AskRow> rows = advance(book, 3_000).rows();
        assertThat(rows)
                .extracting(row -> row.values().get("risk_at_most"))
                .containsExactly("unknown", "0.700000", "0.100000", "0.600001", "unknown");
        assertThat(rows)
                .extracting(AskRow::decision)
                .containsExactly(
                        Decision.ASKED, Decision.NOT_ASKED, Decision.ASKED, Decision.NOT_ASKED, Decision.ASKED);
    }

    @Test
    void aVerdictOfBeforeTheProgramAskedForRiskIsUnknownToItsAsksWhateverOthersAsk() {
        program("p", ask("a", null, null, new Guard.RiskAtMost(600_000)))
                .program("q", ask("b", null, TRIO, new Guard.RiskAtMost(600_000)));
        riskFrom.put("p", 17 * HOUR);
        riskFrom.put("q", 20 * HOUR);
        AskState state = AskState.empty();
        AskBook book = new AskBook("ana", DAY, state);
        accept(book, new ReferralRisk("r1", 17 * HOUR, "v1", 700_000));
        accept(book, new ReferralRisk("r2", 20 * HOUR, "v2", 500_000));
        accept(book, reached("p", "a", 1, 19));
        accept(book, reached("p", "a", 2, 21));
        accept(book, reached("q", "b", 1, 20));
        accept(book, reached("q", "b", 2, 22));
        assertThat(risks(advance(book, 22)))
                .containsExactly("p1 0.700000", "q1 0.500000", "p2 0.700000", "q2 0.500000");

        // What the referral is found to be later is heard of; and it is when an ask is due.
        accept(book, due("q", "b", 2, 46, FINE));
        accept(book, new ReferralRisk("r1", 30 * HOUR, "v3", 600_000));
        AskBook again = new AskBook("ana", DAY, again(state));
        accept(again, reached("q", "b", 3, 31));
        assertThat(risks(advance(again, 50))).containsExactly("q3 0.600000", "q2 0.600000");
    }

    private static List<String> risks(Asked asked) {
        return asked.rows().stream()
                .map(row ->
                        row.program() + row.occurrence() + " " + row.values().get("risk_at_most"))
                .toList();
    }

    @Test
    void cooldownAndQuotasLookAtAllPrograms() {
        Guard cooldown = new Guard.Cooldown(Span.ofMillis(10 * HOUR));
        program("p", ask("a", "c", null, cooldown)).program("q", ask("b", "d", null, cooldown));
        assertThat(words(decide(reached("p", "a", 1, 1), reached("q", "b", 1, 10), reached("q", "b", 2, 11))))
                .containsExactly("pa asked", "qb not_asked cooldown", "qb asked");

        Window day = new Window.Calendar(CalendarUnit.DAY);
        program("p", ask("a", "c", null, new Quota(1, day, Quota.By.CATEGORY)))
                .program(
                        "q",
                        ask("b", "c", null, new Quota(1, day, Quota.By.ASK)),
                        ask("z", "x", null, new Quota(2, day, Quota.By.ALL)));
        assertThat(words(decide(
                        reached("p", "a", 1, 1),
                        reached("p", "a", 2, 2),
                        reached("q", "b", 1, 3),
                        reached("q", "b", 2, 4),
                        reached("q", "z", 1, 5),
                        reached("p", "a", 3, 24))))
                .containsExactly(
                        "pa asked",
                        "pa not_asked quota",
                        "qb asked",
                        "qb not_asked quota",
                        "qz not_asked quota",
                        "pa asked");
    }

    /** Who is in which arm was computed apart, for the scenarios of the program files. */
    @Test
    void armsAreThoseOfTheSaltedHash() {
        assertThat(Arms.of(TRIO, "ben").name()).isEqualTo("now");
        assertThat(Arms.of(TRIO, "ana").name()).isEqualTo("next_day");
        assertThat(Arms.of(TRIO, "iris")).isNull();
        int heldOut = 0;
        int now = 0;
        for (int i = 0; i < 10_000; i++) {
            Arm arm = Arms.of(TRIO, "user-" + i);
            heldOut += arm == null ? 1 : 0;
            now += arm != null && arm.name().equals("now") ? 1 : 0;
        }
        assertThat(heldOut).isBetween(880, 1_120);
        assertThat(now).isBetween(4_300, 4_700);
    }

    @Test
    void anArmMayOverrideAndExposuresAreToldOnce() {
        program("p", ask("a", "c", TRIO));
        AskBook book = new AskBook("ana", DAY, AskState.empty());
        accept(book, reached("p", "a", 1, 1));
        accept(book, reached("p", "a", 2, 2));
        Asked asked = advance(book, 10);
        assertThat(asked.rows().get(0))
                .returns("next_day", AskRow::arm)
                .returns(25 * HOUR, AskRow::sendAtMillis)
                .returns("sms", AskRow::channel)
                .returns("later", AskRow::template);
        assertThat(asked.exposures()).hasSize(1);
        assertThat(asked.exposures().get(0).askId())
                .isEqualTo(asked.rows().get(0).askId());
        ExposureTerms terms = asked.exposures().get(0).terms();
        assertThat(terms.horizonMillis()).isEqualTo(30 * DAY);
        assertThat(terms.shares()).isEqualTo(Map.of("holdout", 100_000L, "now", 450_000L, "next_day", 450_000L));
        AskBook iris = new AskBook("iris", DAY, AskState.empty());
        accept(iris, reached("p", "a", 1, 1));
        Asked heldOut = advance(iris, 10);
        assertThat(heldOut.rows().get(0).decision()).isEqualTo(Decision.HELD_OUT);
        assertThat(heldOut.exposures()).extracting(Exposure::arm).containsExactly("holdout");
    }

    @Test
    void whatComesLateIsWithdrawnOrMadeUpForAndDisplacesNobody() {
        program(
                "p",
                ask("a", "c", null, new Guard.Cooldown(Span.ofMillis(10 * HOUR)), new Guard.RequireMarketingConsent()));
        AskBook book = new AskBook("ana", 100 * DAY, AskState.empty());
        accept(book, reached("p", "a", 1, 50));
        assertThat(words(advance(book, 60).rows())).containsExactly("pa asked");
        accept(book, reached("p", "a", 2, 41));
        accept(book, reached("p", "a", 3, 20));
        accept(book, reached("p", "a", 4, 5, new Context(0L, false, false, null, null, null)));
        assertThat(words(advance(book, 61).rows()))
                .containsExactly(
                        "pa not_asked require_marketing_consent late", "pa asked late", "pa not_asked cooldown late");
        accept(book, reached("p", "a", 4, 5));
        book.retract(reached("p", "a", 1, 50));
        assertThat(words(advance(book, 62).rows()))
                .containsExactlyInAnyOrder("pa withdrawn never_reached late", "pa asked late");
        accept(book, reached("p", "a", 3, 20, new Context(0L, true, true, null, null, null)));
        assertThat(words(advance(book, 63).rows())).containsExactly("pa withdrawn opted_out late");
        assertThat(advance(book, 64).rows()).isEmpty();
    }

    @Test
    void theOutsideHearsOfAnAskInTurnsAndOfNobodyWhoIsHeldOut() {
        program("p", ask("a", "c", null, new Guard.RequireMarketingConsent()));
        AskState state = AskState.empty();
        Context no = new Context(0L, false, false, null, null, null);
        List<String> turns = new ArrayList<>();
        List<Context> said = List.of(FINE, no, FINE, no, no, FINE);
        for (int i = 0; i < said.size(); i++) {
            AskBook book = new AskBook("ana", 100 * DAY, state);
            accept(book, reached("p", "a", 1, 5, said.get(i)));
            advance(book, 60 + i).rows().forEach(row -> turns.add(row.decision().word() + " " + row.turn()));
            state = again(state);
        }
        assertThat(turns).containsExactly("asked 1", "withdrawn 2", "asked 3", "withdrawn 4", "asked 5");

        // Never asked: there is nothing that the outside could take back.
        AskBook refused = new AskBook("ana", 100 * DAY, AskState.empty());
        accept(refused, reached("p", "a", 1, 5, no));
        assertThat(advance(refused, 60).rows()).extracting(AskRow::turn).containsExactly(0);

        program("p", ask("a", "c", TRIO));
        AskBook iris = new AskBook("iris", 100 * DAY, AskState.empty());
        accept(iris, reached("p", "a", 1, 1));
        assertThat(advance(iris, 10).rows())
                .extracting(AskRow::decision, AskRow::turn)
                .containsExactly(tuple(Decision.HELD_OUT, 0));
        iris.retract(reached("p", "a", 1, 1));
        assertThat(advance(iris, 11).rows())
                .extracting(AskRow::decision, AskRow::turn)
                .containsExactly(tuple(Decision.WITHDRAWN, 0));
    }

    @Test
    void whatWasTakenBackAndIsReachedAgainIsAskedAgain() {
        program("p", ask("a", "c", null));
        AskBook book = new AskBook("ana", 100 * DAY, AskState.empty());
        accept(book, reached("p", "a", 1, 5));
        assertThat(words(advance(book, 60).rows())).containsExactly("pa asked");
        book.retract(reached("p", "a", 1, 5));
        accept(book, reached("p", "a", 1, 5));
        assertThat(advance(book, 61).rows()).as("nobody had heard of it").isEmpty();
        book.retract(reached("p", "a", 1, 5));
        assertThat(words(advance(book, 62).rows())).containsExactly("pa withdrawn never_reached late");
        accept(book, reached("p", "a", 1, 5));
        assertThat(words(advance(book, 63).rows())).containsExactly("pa asked late");
    }

    @Test
    void whoeverWasAskedAndIsHeldOutAfterAllIsWithdrawnFirst() {
        program("p", ask("a", "c", null));
        AskBook iris = new AskBook("iris", 100 * DAY, AskState.empty());
        accept(iris, reached("p", "a", 1, 10));
        assertThat(advance(iris, 20).rows()).extracting(AskRow::decision).containsExactly(Decision.ASKED);

        // Another version was in force when it was reached.
        program("p", ask("a", "c", TRIO));
        accept(iris, reached("p", "a", 1, 5));
        assertThat(advance(iris, 21).rows())
                .extracting(AskRow::decision, AskRow::reason, AskRow::turn)
                .containsExactly(tuple(Decision.WITHDRAWN, "held_out", 2), tuple(Decision.HELD_OUT, "", 0));
    }

    @Test
    void whatIsWithdrawnNamesTheChannelOfItsArm() {
        program("p", ask("a", "c", TRIO));
        AskBook book = new AskBook("ana", 100 * DAY, AskState.empty());
        accept(book, reached("p", "a", 1, 5));
        AskRow asked = advance(book, 60).rows().get(0);
        book.retract(reached("p", "a", 1, 5));
        AskRow withdrawn = advance(book, 61).rows().get(0);
        assertThat(asked.decision()).isEqualTo(Decision.ASKED);
        assertThat(withdrawn)
                .extracting(AskRow::arm, AskRow::channel, AskRow::template)
                .containsExactly(asked.arm(), asked.channel(), asked.template());
    }

    @Test
    void theOrderOfArrivalChangesNothingAndTheStateSurvivesItsCodec() {
        Guard cooldown = new Guard.Cooldown(Span.ofMillis(20 * HOUR));
        Guard quota = new Quota(3, new Window.Rolling(Span.ofMillis(5 * DAY)), Quota.By.ALL);
        program("p", ask("a", "c", TRIO, cooldown, quota))
                .program("q", ask("b", null, null, quota, new Guard.RiskAtMost(500_000)));
        for (int seed = 1; seed <= 20 * Integer.getInteger("milepost.seeds", 10); seed++) {
            Random random = new Random(seed);
            List<AskMilestone> milestones = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                boolean first = random.nextBoolean();
                milestones.add(reached(first ? "p" : "q", first ? "a" : "b", i, random.nextInt(400)));
            }
            ReferralRisk risk = new ReferralRisk("r", random.nextInt(400) * HOUR, "v", random.nextInt(1_000_000));
            AskBook all = new AskBook("ana", DAY, AskState.empty());
            accept(all, risk);
            milestones.forEach(milestone -> accept(all, milestone));
            List<AskRow> expected = advance(all, 1_000).rows();

            Collections.shuffle(milestones, random);
            milestones.sort((a, b) -> Long.compare(a.timeMillis() / (50 * HOUR), b.timeMillis() / (50 * HOUR)));
            AskState state = AskState.empty();
            accept(new AskBook("ana", DAY, state), risk);
            List<AskRow> rows = new ArrayList<>();
            for (AskMilestone milestone : milestones) {
                state = again(state);
                AskBook book = new AskBook("ana", DAY, state);
                rows.addAll(advance(book, milestone.timeMillis() / (50 * HOUR) * 50 - 1)
                        .rows());
                accept(book, milestone);
            }
            rows.addAll(advance(new AskBook("ana", DAY, state), 1_000).rows());
            assertThat(rows).as("seed %s", seed).isEqualTo(expected);
            long asked = rows.stream()
                    .filter(row -> row.decision() != Decision.NOT_ASKED)
                    .count();
            assertThat(asked).isPositive();
        }
    }

    private static AskState again(AskState state) {
        AskStateCodec codec = new AskStateCodec();
        byte[] bytes = bytes(codec, state);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            AskState read = codec.read(1, in);
            assertThat(in.available()).isZero();
            assertThat(bytes(codec, read)).isEqualTo(bytes);
            assertThat(bytes(codec, codec.copy(state))).isEqualTo(bytes);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(AskStateCodec codec, AskState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            codec.write(state, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void whoWasNotAskedLongAgoIsNotAskedAnew() {
        program("p", ask("a", "c", null, new Guard.Cooldown(Span.ofMillis(10 * HOUR))));
        AskState state = AskState.empty();
        AskBook book = new AskBook("ana", DAY, state);
        accept(book, reached("p", "a", 1, 50));
        accept(book, reached("p", "a", 2, 55));
        assertThat(words(advance(book, 60).rows())).containsExactly("pa asked", "pa not_asked cooldown");
        advance(book, 200);
        assertThat(state.told()).hasSize(1);
        accept(book, reached("p", "a", 2, 70));
        assertThat(book.nextTimer()).as("to forget").isBetween(402 * DAY, 404 * DAY);
        assertThat(advance(book, 201).rows()).isEmpty();
        accept(book, reached("p", "a", 3, 180));
        assertThat(words(advance(book, 202).rows())).containsExactly("pa asked late");
    }

    @Test
    void aVerdictThatNeverWasIsNoRisk() {
        program("p", ask("a", null, null, new Guard.RiskAtMost(600_000)));
        AskBook book = new AskBook("ana", DAY, AskState.empty());
        ReferralRisk risk = new ReferralRisk("r", HOUR, "v", 700_000);
        accept(book, risk);
        book.retract(risk);
        accept(book, reached("p", "a", 1, 5));
        assertThat(words(advance(book, 10).rows())).containsExactly("pa asked");
    }

    @Test
    void whatWasAskedLongAgoStillCountsInALifetime() {
        program("p", ask("a", "c", null, new Quota(2, Window.LIFETIME, Quota.By.CATEGORY)));
        AskState state = AskState.empty();
        AskBook book = new AskBook("ana", DAY, state);
        accept(book, reached("p", "a", 1, 1));
        assertThat(words(advance(book, 10).rows())).containsExactly("pa asked");
        advance(book, 500 * 24);
        assertThat(state.told()).isEmpty();
        accept(book, reached("p", "a", 2, 501 * 24));
        accept(book, reached("p", "a", 3, 502 * 24));
        assertThat(words(advance(book, 600 * 24).rows())).containsExactly("pa asked", "pa not_asked quota");
    }

    private static final Context NO = new Context(0L, false, false, "smb", null, null);

    private static AskDue due(String program, String ask, long occurrence, long hour, Context context) {
        return new AskDue(program, ask, occurrence, hour * HOUR, context);
    }

    private static List<String> turns(Asked asked) {
        return asked.rows().stream()
                .map(row -> row.program() + row.ask() + " " + row.decision().word()
                        + (row.reason().isEmpty() ? "" : " " + row.reason()) + (row.lateCorrection() ? " late" : "")
                        + " " + row.turn())
                .toList();
    }

    /** Ana is in the arm of the next day. */
    @Test
    void anAskThatWaitsIsToldToTheOutsideWhenItIsDue() {
        program("p", ask("a", "c", TRIO, new Guard.RequireMarketingConsent()));
        AskBook book = new AskBook("ana", DAY, AskState.empty());
        accept(book, reached("p", "a", 1, 5));
        Asked first = advance(book, 20);
        assertThat(turns(first)).containsExactly("pa asked 0");
        assertThat(first.exposures()).extracting(Exposure::arm).containsExactly("next_day");
        assertThat(book.nextTimer()).as("it is not due").isGreaterThan(400 * DAY);
        accept(book, due("p", "a", 1, 29, FINE));
        assertThat(book.nextTimer()).isEqualTo(29 * HOUR);
        Asked second = advance(book, 29);
        assertThat(turns(second)).containsExactly("pa asked 1");
        assertThat(second.rows().get(0))
                .returns(5 * HOUR, AskRow::milestoneMillis)
                .returns(29 * HOUR, AskRow::sendAtMillis)
                .returns(29 * HOUR, AskRow::decidedAtMillis)
                .returns(29 * HOUR, AskRow::knownAtMillis)
                .returns("later", AskRow::template);
        assertThat(second.exposures()).isEmpty();
        assertThat(advance(book, 40).rows()).isEmpty();
    }

    @Test
    void anAskThatAGuardStopsWhenItIsDueIsWithdrawnAndTheOutsideNeverHearsOfIt() {
        program("p", ask("a", "c", TRIO, new Guard.RequireMarketingConsent()));
        AskState state = AskState.empty();
        AskBook book = new AskBook("ana", DAY, state);
        accept(book, reached("p", "a", 1, 5));
        accept(book, due("p", "a", 1, 29, NO));
        Asked asked = advance(book, 30);
        assertThat(turns(asked)).containsExactly("pa asked 0", "pa withdrawn require_marketing_consent 0");
        assertThat(asked.rows().get(1))
                .returns(29 * HOUR, AskRow::decidedAtMillis)
                .returns(Map.of("require_marketing_consent", "false"), AskRow::values)
                .returns("next_day", AskRow::arm);
        assertThat(asked.exposures()).as("exposed all the same").hasSize(1);
        // It may be revised for the lateness; then nothing is left but that she was exposed.
        state = again(state);
        advance(new AskBook("ana", DAY, state), 54);
        assertThat(state.told()).isEmpty();
        assertThat(state.dues()).isEmpty();
    }

    @Test
    void whatComesLateChangesWhatWasSettledWhenItWasDue() {
        program("p", ask("a", "c", TRIO, new Guard.RequireMarketingConsent()));
        AskBook book = new AskBook("ana", 10 * DAY, AskState.empty());
        accept(book, reached("p", "a", 1, 5));
        accept(book, due("p", "a", 1, 29, FINE));
        assertThat(turns(advance(book, 30))).containsExactly("pa asked 0", "pa asked 1");
        accept(book, due("p", "a", 1, 29, NO));
        assertThat(turns(advance(book, 31))).containsExactly("pa withdrawn require_marketing_consent late 2");
        accept(book, due("p", "a", 1, 29, FINE));
        assertThat(turns(advance(book, 32))).containsExactly("pa asked late 3");
        book.retract(reached("p", "a", 1, 5));
        assertThat(turns(advance(book, 33))).containsExactly("pa withdrawn never_reached late 4");
        accept(book, due("p", "a", 1, 29, NO));
        assertThat(advance(book, 34).rows()).isEmpty();
    }

    @Test
    void cooldownAndQuotasGoByWhenAsksGoOut() {
        Guard cooldown = new Guard.Cooldown(Span.ofMillis(10 * HOUR));
        program("p", ask("a", "c", TRIO)).program("q", ask("b", null, null, cooldown), ask("z", null, null));
        AskBook book = new AskBook("ana", DAY, AskState.empty());
        accept(book, reached("p", "a", 1, 5));
        // Ten hours from the milestone, and fewer than ten before the ask is due; then fewer than ten after it.
        accept(book, reached("q", "b", 1, 15));
        accept(book, reached("q", "b", 2, 20));
        accept(book, reached("q", "b", 3, 38));
        accept(book, reached("q", "b", 4, 39));
        accept(book, due("p", "a", 1, 29, FINE));
        assertThat(words(advance(book, 50).rows()))
                .containsExactly(
                        "pa asked",
                        "qb asked",
                        "qb not_asked cooldown",
                        "pa asked",
                        "qb not_asked cooldown",
                        "qb asked");

        // What went out while it waited is a reason against it; what never went out is none against others.
        program("p", ask("a", "c", TRIO, cooldown, new Quota(1, Window.LIFETIME, Quota.By.ASK)));
        AskBook other = new AskBook("ana", DAY, AskState.empty());
        accept(other, reached("p", "a", 1, 5));
        accept(other, reached("q", "z", 1, 25));
        accept(other, due("p", "a", 1, 29, FINE));
        accept(other, reached("p", "a", 2, 36));
        accept(other, due("p", "a", 2, 60, FINE));
        assertThat(words(advance(other, 70).rows()))
                .containsExactly("pa asked", "qz asked", "pa withdrawn cooldown", "pa asked", "pa asked");
    }

    @Test
    void anAskOfAProgramThatHasEndedDoesNotGoOut() {
        program("p", ask("a", "c", TRIO));
        AskBook book = new AskBook("ana", DAY, AskState.empty());
        accept(book, reached("p", "a", 1, 5));
        accept(book, due("p", "a", 1, 29, FINE));
        Asked asked =
                book.advanceTo(30 * HOUR, known((program, time) -> time < 20 * HOUR ? programs.get(program) : null));
        assertThat(turns(asked)).containsExactly("pa asked 0", "pa withdrawn not_in_force 0");
    }

    /** Whatever the timers and the order of arrival, as long as nothing is late. */
    @Test
    void whatWaitedHadItsPlaceWhateverIsToldAgainOfAnotherMilestone() {
        program("p", ask("a", "c", TRIO, new Guard.RequireMarketingConsent()))
                .program("q", ask("b", "c", null, new Guard.Cooldown(Span.ofMillis(48 * HOUR))));
        AskBook book = new AskBook("ana", DAY, AskState.empty());
        accept(book, reached("p", "a", 1, 5));
        accept(book, reached("q", "b", 1, 6));
        accept(book, due("p", "a", 1, 29, NO));
        assertThat(turns(advance(book, 29)))
                .containsExactly("pa asked 0", "qb not_asked cooldown 0", "pa withdrawn require_marketing_consent 0");
        accept(book, reached("q", "b", 1, 6));
        assertThat(turns(advance(book, 30))).isEmpty();
    }

    @Test
    void whatWaitsIsTheSameInAnyOrderOfArrival() {
        Guard cooldown = new Guard.Cooldown(Span.ofMillis(12 * HOUR));
        program("p", ask("a", "c", TRIO, cooldown, new Guard.RequireMarketingConsent()))
                .program("q", ask("b", "c", null, new Quota(2, new Window.Rolling(Span.ofMillis(DAY)), Quota.By.ALL)));
        int stopped = 0;
        for (int seed = 1; seed <= 20 * Integer.getInteger("milepost.seeds", 10); seed++) {
            Random random = new Random(seed);
            List<AskFact> facts = new ArrayList<>();
            for (int i = 1; i <= 15; i++) {
                boolean waits = random.nextBoolean();
                AskMilestone milestone = reached(waits ? "p" : "q", waits ? "a" : "b", i, random.nextInt(400));
                facts.add(milestone);
                long due = milestone.timeMillis() / HOUR + 24;
                if (waits && due <= 400) {
                    facts.add(due("p", "a", i, due, random.nextInt(4) == 0 ? NO : FINE));
                }
            }
            AskBook all = new AskBook("ana", DAY, AskState.empty());
            facts.forEach(fact -> accept(all, fact));
            List<AskRow> expected = advance(all, 400).rows();

            Collections.shuffle(facts, random);
            facts.sort((a, b) -> Long.compare(time(a) / (20 * HOUR), time(b) / (20 * HOUR)));
            AskState state = AskState.empty();
            List<AskRow> rows = new ArrayList<>();
            for (AskFact fact : facts) {
                state = again(state);
                AskBook book = new AskBook("ana", DAY, state);
                rows.addAll(advance(book, time(fact) / (20 * HOUR) * 20 - 1).rows());
                accept(book, fact);
            }
            rows.addAll(advance(new AskBook("ana", DAY, state), 400).rows());
            assertThat(rows).as("seed %s", seed).isEqualTo(expected);
            stopped += (int) rows.stream()
                    .filter(row -> row.decision() == Decision.WITHDRAWN)
                    .count();
        }
        assertThat(stopped).isPositive();
    }

    private static long time(AskFact fact) {
        return fact instanceof AskDue due ? due.dueMillis() : ((AskMilestone) fact).timeMillis();
    }

    /** By its own timers alone; says how many there were. */
    private int sweep(AskBook book) {
        int timers = 0;
        for (long next = book.nextTimer(); next != Long.MAX_VALUE; next = book.nextTimer()) {
            book.advanceTo(next, known((program, time) -> programs.get(program)));
            timers++;
        }
        return timers;
    }

    @Test
    void verdictsOfAUserWhoIsNeverAskedAreForgottenByThemselves() {
        AskState state = AskState.empty();
        AskBook book = new AskBook("ana", DAY, state);
        for (int referral = 0; referral < 10; referral++) {
            for (int score = 0; score < 100; score++) {
                accept(book, new ReferralRisk("r" + referral, (referral * 24 + score) * HOUR / 10, "v" + score, score));
            }
        }
        long last = (9 * 24 + 99) * HOUR / 10;
        while (book.nextTimer() <= last + 2 * DAY) {
            book.advanceTo(book.nextTimer(), known((program, time) -> null));
        }
        assertThat(state.risks())
                .as("of each referral the last")
                .hasSize(10)
                .allMatch(timeline -> timeline.versions().size() == 1);
        state = again(state);
        assertThat(sweep(new AskBook("ana", DAY, state))).isLessThanOrEqualTo(2);
        assertThat(state.isEmpty()).isTrue();
        assertThat(state.toldUntilMillis).isBetween(last + 91 * DAY, last + 92 * DAY);
    }

    @Test
    void whatWasDecidedIsForgottenWithoutAnotherAsk() {
        program("p", ask("a", null, null, new Guard.RequireMarketingConsent()), ask("b", "c", TRIO));
        AskState state = AskState.empty();
        AskBook book = new AskBook("ana", DAY, state);
        accept(book, reached("p", "a", 1, 50, NO));
        accept(book, reached("p", "b", 1, 51));
        accept(book, due("p", "b", 1, 75, FINE));
        assertThat(book.nextTimer()).isEqualTo(50 * HOUR);
        assertThat(words(advance(book, 75).rows()))
                .containsExactly("pa not_asked require_marketing_consent", "pb asked", "pb asked");
        int timers = 0;
        while (book.nextTimer() <= 6 * DAY) {
            book.advanceTo(book.nextTimer(), known((program, time) -> programs.get(program)));
            timers++;
        }
        assertThat(timers).isBetween(1, 2);
        assertThat(state.told()).extracting(ToldAsk::going).containsExactly(ToldAsk.Going.OUT);
        assertThat(state.dues()).isEmpty();
        assertThat(sweep(book)).isEqualTo(1);
        assertThat(state.toldUntilMillis).isBetween(75 * HOUR + 400 * DAY, 75 * HOUR + 401 * DAY);
        assertThat(state.told()).isEmpty();
        assertThat(state.earlier).hasSize(2);
    }

    @Test
    void aFirstAskThatComesLateSaysSo() {
        program("p", ask("a", null, null), ask("b", "c", TRIO, new Guard.RequireMarketingConsent()));
        AskBook book = new AskBook("ana", DAY, AskState.empty());
        book.accept(reached("p", "a", 1, 50), 60 * HOUR);
        book.accept(reached("p", "a", 2, 60), 60 * HOUR);
        book.accept(reached("p", "a", 3, 61), 60 * HOUR);
        assertThat(words(advance(book, 61).rows())).containsExactly("pa asked late", "pa asked late", "pa asked");

        AskBook waits = new AskBook("ana", DAY, AskState.empty());
        waits.accept(reached("p", "b", 1, 50), 80 * HOUR);
        waits.accept(due("p", "b", 1, 74, NO), 80 * HOUR);
        assertThat(words(waits.advanceTo(74 * HOUR, known((program, time) -> programs.get(program)), 81 * HOUR)
                        .rows()))
                .containsExactly("pb asked late", "pb withdrawn require_marketing_consent late");
    }

    @Test
    void theRowHasWhatThePatternsNumberHadComeTo() {
        program("p", ask("a", null, null));
        AskMilestone.Value saved = new AskMilestone.Value("value", new BigDecimal("200.000000"), false);
        AskMilestone milestone = new AskMilestone("p", "a", "ana", 1, 5 * HOUR, "e", 5 * HOUR, null, null, saved, FINE);
        AskState state = AskState.empty();
        accept(new AskBook("ana", DAY, state), milestone);
        assertThat(advance(new AskBook("ana", DAY, again(state)), 10).rows())
                .extracting(AskRow::value)
                .containsExactly(saved);
    }
}
