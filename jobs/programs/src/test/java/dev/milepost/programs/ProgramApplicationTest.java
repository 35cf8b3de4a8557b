package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.milepost.programs.ProgramApplication.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramApplicationTest {

    /** Before this it is too late. */
    private static final Instant EARLIEST = Instant.parse("2026-06-01T12:00:00Z");

    private static final AppliedVersion SPRING_1 = applied("spring", 1, "2026-01-01T00:00:00Z");
    private static final AppliedVersion SPRING_3 = applied("spring", 3, "2026-03-01T00:00:00Z");

    private static final LongestWindow KEPT = new LongestWindow(90 * 86_400_000L, "kept = 90d");

    @TempDir
    private Path folder;

    @Test
    void aVersionInTimeReplacesTheOneThatHoldsWhenItBegins() throws IOException {
        Path spring = write("spring.yaml", text("spring", 4, "2026-06-01T12:00:00Z"));
        Path autumn = write("autumn.yaml", text("autumn", 1, "2026-09-01T00:00:00Z"));

        List<Candidate> candidates =
                ProgramApplication.check(List.of(folder), List.of(SPRING_1, SPRING_3), EARLIEST, KEPT);

        assertThat(candidates).extracting(Candidate::file).containsExactly(autumn, spring);
        assertThat(candidates)
                .extracting(candidate -> candidate.version().label())
                .containsExactly("autumn@1", "spring@4");
        assertThat(candidates).noneMatch(Candidate::isApplied);
        assertThat(candidates.get(0).replaces()).isEmpty();
        assertThat(candidates.get(1).replaces()).contains("spring@3");
        assertThat(candidates.get(1).text()).isEqualTo(Files.readString(spring));
    }

    @Test
    void filesThatAreAppliedTogetherReplaceEachOther() throws IOException {
        Path five = write("five.yaml", text("spring", 5, "2026-08-01T00:00:00Z"));
        Path four = write("four.yaml", text("spring", 4, "2026-07-01T00:00:00Z"));

        List<Candidate> candidates = ProgramApplication.check(List.of(five, four), List.of(SPRING_3), EARLIEST, KEPT);

        assertThat(candidates.get(0).replaces()).contains("spring@4");
        assertThat(candidates.get(1).replaces()).contains("spring@3");
    }

    @Test
    void aVersionThatEndedBeforeIsNotReplaced() throws IOException {
        AppliedVersion ended = new AppliedVersion(
                "spring", 3, millis("2026-03-01T00:00:00Z"), millis("2026-04-01T00:00:00Z"), "a.yaml", "");
        Path spring = write("spring.yaml", text("spring", 4, "2026-07-01T00:00:00Z"));

        assertThat(ProgramApplication.check(List.of(spring), List.of(ended), EARLIEST, KEPT)
                        .get(0)
                        .replaces())
                .isEmpty();
    }

    @Test
    void theSameContentIsAppliedAlreadyWhateverItsCommentsAndItsValidFrom() throws IOException {
        String same =
                "# As of March.\n" + text("spring", 3, "2026-03-01T00:00:00Z").replace("from: ", "from:   ");
        Path spring = write("spring.yaml", same);

        assertThat(ProgramApplication.check(List.of(spring), List.of(SPRING_1, SPRING_3), EARLIEST, KEPT))
                .singleElement()
                .matches(Candidate::isApplied);
    }

    @Test
    void otherContentUnderAnAppliedVersionIsRefused() throws IOException {
        Path spring = write("spring.yaml", text("spring", 1, "2026-01-01T00:00:00Z") + "timezone: Europe/Berlin\n");

        assertThat(problems(List.of(SPRING_1, SPRING_3), EARLIEST, spring))
                .containsExactly(spring + ":2:10: spring@1 was applied with other content, and a version never changes:"
                        + " give this one version 4");
    }

    @Test
    void whatWasPromisedIsNotTurnedIntoSomethingElse() throws IOException {
        String head = "currency: USD\nreview: {risk_over: 0.3, block_over: 0.9, on_timeout: void, after: 7d}\n";
        String reward = """
                rewards:
                  - id: r
                    per: %s
                    on: {event: referral.qualified}
                    fire: once
                    effects: [{to: advocate, kind: cash, amount: 1.00}]
                """;
        AppliedVersion before = applied("spring", 3, "2026-03-01T00:00:00Z", head + reward.formatted("advocate"));
        Path euro = write(
                "spring.yaml",
                text("spring", 4, "2026-07-01T00:00:00Z") + "retroactive: unpaid\n" + head.replace("USD", "EUR")
                        + reward.formatted("advocate"));
        assertThat(problems(List.of(before), EARLIEST, euro))
                .containsExactly(
                        euro + ":4:14: retroactive: unpaid cannot turn the USD that spring@3 (applied) gave into"
                                + " EUR: write retroactive: none, or keep currency: USD");
        Path budget = write(
                "spring.yaml",
                text("spring", 4, "2026-07-01T00:00:00Z") + "budget: {amount: 9.00}\n" + head.replace("USD", "EUR")
                        + reward.formatted("advocate"));
        assertThat(problems(List.of(before), EARLIEST, budget))
                .containsExactly(budget
                        + ":5:11: currency: EUR of spring@4 follows the USD of spring@3 (applied) under a budget, which is of one"
                        + " currency: keep currency: USD, or begin a program with another id");
        Path per = write("spring.yaml", text("spring", 4, "2026-07-01T00:00:00Z") + head + reward.formatted("account"));
        assertThat(problems(List.of(before), EARLIEST, per))
                .containsExactly(per + ":8:10: r is per account, and was per advocate in spring@3 (applied), which has"
                        + " promised it: give this one another id");
        AppliedVersion without = applied("spring", 4, "2026-04-01T00:00:00Z", head);
        Path back =
                write("spring.yaml", text("spring", 5, "2026-07-01T00:00:00Z") + head + reward.formatted("account"));
        assertThat(problems(List.of(before, without), EARLIEST, back))
                .singleElement()
                .asString()
                .contains("r is per account, and was per advocate in spring@3 (applied)");
        Path ask = write(
                "spring.yaml",
                text("spring", 4, "2026-07-01T00:00:00Z")
                        + "asks: [{id: r, on: {event: opened}, channel: in_app, template: t}]\n");
        assertThat(problems(List.of(before), EARLIEST, ask))
                .containsExactly(ask + ":4:13: r is an ask, and was a reward in spring@3 (applied), which has promised"
                        + " it: give this one another id");
    }

    @Test
    void anExperimentIsOneProgramsAlone() throws IOException {
        String ask = "asks: [{id: a, on: {event: opened}, channel: in_app, template: t, experiment: {id: when, salt: s,"
                + " horizon: 30d, holdout: 0.10, arms: {now: {share: 0.90}}}}]\n";
        AppliedVersion spring = applied("spring", 3, "2026-03-01T00:00:00Z", ask);
        Path same = write("spring.yaml", text("spring", 4, "2026-07-01T00:00:00Z") + ask);
        assertThat(ProgramApplication.check(List.of(same), List.of(spring), EARLIEST, KEPT))
                .hasSize(1);
        Path autumn = write("autumn.yaml", text("autumn", 1, "2026-07-01T00:00:00Z") + ask);
        assertThat(problems(List.of(spring), EARLIEST, autumn))
                .containsExactly(
                        autumn + ":4:84: experiment when is one of spring@3 (applied) too, and a customer is in"
                                + " an experiment once: give it another id");
        assertThat(ProgramFiles.check(List.of(autumn, same), KEPT).problems())
                .singleElement()
                .asString()
                .contains("spring.yaml:4:84: experiment when is one of autumn@1 (" + autumn + ":2:10) too");
    }

    @Test
    void aVersionMayEndTheProgramBeforeAnotherBegins() throws IOException {
        AppliedVersion scheduled = applied("spring", 4, "2026-09-01T00:00:00Z");
        Path end = write("spring.yaml", text("spring", 5, "2026-07-01T00:00:00Z") + "valid_to: 2026-09-01T00:00:00Z\n");
        assertThat(ProgramApplication.check(List.of(end), List.of(SPRING_3, scheduled), EARLIEST, KEPT))
                .hasSize(1);
        Path later = write(
                "spring.yaml", text("spring", 5, "2026-07-01T00:00:00Z") + "valid_to: 2026-09-01T00:00:00.001Z\n");
        assertThat(problems(List.of(SPRING_3, scheduled), EARLIEST, later).get(0))
                .contains("a later version begins at the same time or later");
    }

    @Test
    void aVersionThatIsLateIsRefusedAtItsValidFrom() throws IOException {
        Path spring = write("spring.yaml", text("spring", 4, "2026-06-01T11:59:59.999Z"));

        assertThat(problems(List.of(SPRING_3), EARLIEST, spring))
                .containsExactly(spring
                        + ":3:13: valid_from 2026-06-01T11:59:59.999Z is not 65 s ahead of now, to have arrived 60 s"
                        + " ahead, and a job runs or there are events already, which are decided without it: write a"
                        + " later time, such as 2026-06-01T12:05:00Z, or give the file to a job that starts without"
                        + " state (--programs)");
    }

    @Test
    void aVersionBelowOneThatIsAppliedIsRefused() throws IOException {
        Path spring = write("spring.yaml", text("spring", 2, "2026-07-01T00:00:00Z"));

        assertThat(problems(List.of(SPRING_1, SPRING_3), EARLIEST, spring).get(0))
                .isEqualTo(
                        spring + ":2:10: version 2 of spring comes after version 3, which is applied: give it version"
                                + " 4 or a higher one");
    }

    @Test
    void aVersionIsNeverValidBeforeAnEarlierOneThatIsApplied() throws IOException {
        AppliedVersion next = applied("spring", 4, "2026-12-01T00:00:00Z");
        Path spring = write("spring.yaml", text("spring", 5, "2026-07-01T00:00:00Z"));

        assertThat(problems(List.of(SPRING_1, next), EARLIEST, spring))
                .containsExactly(
                        spring + ":3:13: version 5 of spring is valid from 2026-07-01T00:00:00Z, and version 4,"
                                + " which is applied, from 2026-12-01T00:00:00Z: a later version begins at the same time or"
                                + " later");
    }

    @Test
    void whereThereIsNoEventAnyTimeAndAnyOrderWillDoAsLongAsVersionsAgree() throws IOException {
        Path two = write("two.yaml", text("spring", 2, "2026-02-01T00:00:00Z"));
        assertThat(ProgramApplication.check(List.of(two), List.of(SPRING_1, SPRING_3), null, KEPT))
                .singleElement()
                .matches(candidate -> candidate.replaces().equals(Optional.of("spring@1")));

        Path late = write("two.yaml", text("spring", 2, "2026-04-01T00:00:00Z"));
        assertThat(problems(List.of(SPRING_1, SPRING_3), null, late).get(0))
                .startsWith(late + ":3:13: version 2 of spring is valid from 2026-04-01T00:00:00Z, and version 3,");
    }

    @Test
    void allProblemsOfAllFilesAreToldAndNothingIsAppliedOfTheRest() throws IOException {
        Path right = write("a.yaml", text("right", 1, "2026-07-01T00:00:00Z"));
        Path late = write("b.yaml", text("late", 1, "2026-01-01T00:00:00Z"));
        Path wrong = write("c.yaml", "program: wrong\nversion: 0\n");
        Path none = folder.resolve("d.yaml");

        assertThat(problems(List.of(), EARLIEST, right, late, wrong, none))
                .hasSize(4)
                .satisfies(lines -> {
                    assertThat(lines.get(0)).startsWith(wrong + ":1:1: there is no valid_from");
                    assertThat(lines.get(1)).startsWith(wrong + ":2:10: version 0");
                    assertThat(lines.get(2)).startsWith(none + ": there is no such file");
                    assertThat(lines.get(3)).startsWith(late + ":3:13: valid_from");
                });
    }

    @Test
    void anAppliedTextThatThisReleaseCannotReadIsComparedAsItIs() throws IOException {
        String text = text("spring", 1, "2026-01-01T00:00:00Z");
        AppliedVersion unread = new AppliedVersion(
                "spring", 1, millis("2026-01-01T00:00:00Z"), Long.MAX_VALUE, "old.yaml", text + "some_old_key: 1\n");

        assertThat(problems(List.of(unread), EARLIEST, write("a.yaml", text)).get(0))
                .contains("with other content");
    }

    @Test
    void aWindowLongerThanTouchesAreKeptIsNotApplied() throws IOException {
        String text = text("autumn", 1, "2026-09-01T00:00:00Z");
        Path day = write("a.yaml", text + "attribution:\n  window: 90d\n  click_window: 2161h\n");

        assertThat(problems(List.of(), EARLIEST, day))
                .containsExactly(day + ":6:17: click_window 2161h is longer than touches are kept (kept = 90d): write a"
                        + " shorter one, or raise that setting");
        assertThat(problems(List.of(), null, day)).hasSize(1);
    }

    private static List<String> problems(List<AppliedVersion> before, Instant earliest, Path... files) {
        return catchThrowableOfType(
                        ProgramFileException.class,
                        () -> ProgramApplication.check(Arrays.asList(files), before, earliest, KEPT))
                .problems();
    }

    private static AppliedVersion applied(String program, int version, String validFrom) {
        return new AppliedVersion(
                program, version, millis(validFrom), Long.MAX_VALUE, "a.yaml", text(program, version, validFrom));
    }

    private static AppliedVersion applied(String program, int version, String validFrom, String more) {
        return new AppliedVersion(
                program,
                version,
                millis(validFrom),
                Long.MAX_VALUE,
                "a.yaml",
                text(program, version, validFrom) + more);
    }

    private static String text(String program, int version, String validFrom) {
        return "program: " + program + "\nversion: " + version + "\nvalid_from: " + validFrom + "\n";
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
