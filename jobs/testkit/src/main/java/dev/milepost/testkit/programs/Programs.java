package dev.milepost.testkit.programs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of every population: {@link #standing} and {@link #sent} are all of them. There is no file for {@code default}, so that its built-in values are tested too.
 *
 * <p>Populations place their signups around {@link #MIDDLE}, so that each signup and conversion falls to one side of a
 * version's start.
 */
public final class Programs {

    /** Two versions; the second binds by the first link and qualifies by amount. */
    public static final String SPRING = "spring";

    /** {@code bind: first}, and no invites. */
    public static final String PARTNERS = "partners";

    /** Excludes channels, decays fast, qualifies by a product event, and starts late. */
    public static final String QUIET = "quiet";

    /** When the second version of {@link #SPRING} takes over. */
    public static final Instant MIDDLE = Instant.parse("2026-04-26T00:00:00Z");

    private static final Instant BEGINNING = Instant.parse("2025-12-01T00:00:00Z");

    private static final Duration DAY = Duration.ofDays(1);

    private Programs() {}

    /** What a run may know from the start: of these, what begins to hold while events flow is sent to it too. */
    public static List<ProgramFacts> all() {
        return List.of(
                new ProgramFacts(
                        SPRING,
                        1,
                        BEGINNING,
                        "USD",
                        Duration.ofDays(30),
                        List.of(),
                        Duration.ofDays(30),
                        false,
                        List.of("code", "invite", "link"),
                        Duration.ofDays(7),
                        new Qualification("order", null, Duration.ofDays(90))),
                new ProgramFacts(
                        SPRING,
                        2,
                        MIDDLE,
                        "USD",
                        Duration.ofDays(14),
                        List.of(),
                        Duration.ofDays(10),
                        true,
                        List.of("code", "invite", "link"),
                        Duration.ofDays(3),
                        new Qualification("order", 500L, Duration.ofDays(30))),
                new ProgramFacts(
                        PARTNERS,
                        1,
                        BEGINNING,
                        "EUR",
                        Duration.ofDays(20),
                        List.of("affiliate"),
                        Duration.ofDays(14),
                        true,
                        List.of("code", "link"),
                        Duration.ofDays(7),
                        new Qualification("renewal", 1000L, Duration.ofDays(60))),
                new ProgramFacts(
                        QUIET,
                        1,
                        MIDDLE.minus(Duration.ofDays(5)),
                        "USD",
                        Duration.ofHours(36),
                        List.of("direct", "email"),
                        Duration.ofHours(12),
                        false,
                        List.of("invite", "link"),
                        Duration.ofHours(48),
                        new Qualification("activated", null, Duration.ofDays(14))));
    }

    /** Those of {@link #all} that hold from before any event on. */
    public static List<ProgramFacts> standing() {
        return all().stream()
                .filter(facts -> facts.validFrom().equals(BEGINNING))
                .toList();
    }

    /**
     * What every log sends to the stream {@code programs}, ahead of its time: the rest of {@link #all}, and versions that only
     * a log knows. One has a longer window than all before it; one is a withdrawal, after which attribution goes on by it.
     */
    public static List<SentProgram> sent() {
        List<SentProgram> sent = new ArrayList<>();
        all().stream().filter(facts -> !standing().contains(facts)).forEach(facts -> sent.add(SentProgram.of(facts)));
        sent.add(SentProgram.of(new ProgramFacts(
                SPRING,
                3,
                MIDDLE.plus(DAY.multipliedBy(3)),
                "USD",
                Duration.ofDays(80),
                List.of("social"),
                Duration.ofDays(45),
                false,
                List.of("code", "invite", "link"),
                Duration.ofDays(5),
                new Qualification("activated", null, Duration.ofDays(45)))));
        sent.add(SentProgram.of(new ProgramFacts(
                QUIET,
                2,
                MIDDLE.plus(Duration.ofHours(6)),
                "USD",
                Duration.ofHours(36),
                List.of("email"),
                Duration.ofHours(24),
                true,
                List.of("invite", "link"),
                Duration.ofHours(24),
                new Qualification("order", 200L, Duration.ofDays(14)))));
        sent.add(SentProgram.withdrawing(
                new ProgramFacts(
                        PARTNERS,
                        2,
                        MIDDLE.plus(DAY),
                        "EUR",
                        Duration.ofDays(20),
                        List.of(),
                        Duration.ofDays(14),
                        true,
                        List.of("code", "link"),
                        Duration.ofDays(7),
                        new Qualification("renewal", 1000L, Duration.ofDays(60))),
                MIDDLE.plus(DAY.multipliedBy(2))));
        return List.copyOf(sent);
    }
}
