package dev.milepost.testkit.programs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One version of a program, as far as attribution reads it.
 *
 * @param program the program's id
 * @param version from 1
 * @param validFrom in force from this instant on, until a version with a later one
 * @param currency ISO 4217; of conditions on amounts
 * @param window how long before a conversion a touch earns credit, inclusive
 * @param excludeChannels channels that earn none
 * @param clickWindow how long before a signup a link touch binds, inclusive
 * @param bindFirst the oldest link comes first ({@code bind: first}); else the newest
 * @param evidence the kinds accepted: of code, invite, link
 * @param halfLife of the model time_decay
 * @param qualifies what qualifies a referral
 */
public record ProgramFacts(
        String program,
        int version,
        Instant validFrom,
        String currency,
        Duration window,
        List<String> excludeChannels,
        Duration clickWindow,
        boolean bindFirst,
        List<String> evidence,
        Duration halfLife,
        Qualification qualifies) {

    public ProgramFacts {
        excludeChannels = List.copyOf(excludeChannels);
        evidence = List.copyOf(evidence);
    }

    /** What holds for a program without a file, and before the first version of one with a file. */
    public static ProgramFacts defaults(String program) {
        return new ProgramFacts(
                program,
                0,
                Instant.MIN,
                "USD",
                Duration.ofDays(30),
                List.of(),
                Duration.ofDays(30),
                false,
                List.of("code", "invite", "link"),
                Duration.ofDays(7),
                new Qualification("order", null, Duration.ofDays(90)));
    }
}
