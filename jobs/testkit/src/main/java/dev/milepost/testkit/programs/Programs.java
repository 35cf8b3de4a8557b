package dev.milepost.testkit.programs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The programs of every population. There is no file for {@code default}, so that its built-in values are tested too.
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

    private Programs() {}

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
}
