package dev.milepost.testkit.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Writes program facts as the YAML files that the pipeline reads. */
public final class ProgramFiles {

    private static final Map<Long, String> UNITS = Map.of(86_400L, "d", 3_600L, "h", 60L, "m");

    private ProgramFiles() {}

    /** Writes one file per version, {@code <program>-v<version>.yaml}, into {@code folder}, which is made if absent. */
    public static void write(List<ProgramFacts> programs, Path folder) {
        try {
            Files.createDirectories(folder);
            for (ProgramFacts facts : programs) {
                Files.writeString(folder.resolve(facts.program() + "-v" + facts.version() + ".yaml"), yaml(facts));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Program files could not be written to " + folder, e);
        }
    }

    /** One version as YAML: program, version, valid_from, currency, attribution, qualifies. */
    public static String yaml(ProgramFacts facts) {
        String where = facts.qualifies().amountAtLeastMinor() == null
                ? ""
                : ", where: {amount: {at_least: "
                        + BigDecimal.valueOf(facts.qualifies().amountAtLeastMinor(), 2) + "}}";
        return """
                program: %s
                version: %d
                valid_from: %s
                currency: %s
                attribution:
                  window: %s
                  exclude_channels: [%s]
                  click_window: %s
                  bind: %s
                  evidence: [%s]
                  half_life: %s
                qualifies:
                  on: {event: %s%s}
                  within: %s
                """.formatted(
                        facts.program(),
                        facts.version(),
                        facts.validFrom(),
                        facts.currency(),
                        duration(facts.window()),
                        String.join(", ", facts.excludeChannels()),
                        duration(facts.clickWindow()),
                        facts.bindFirst() ? "first" : "last",
                        String.join(", ", facts.evidence()),
                        duration(facts.halfLife()),
                        facts.qualifies().event(),
                        where,
                        duration(facts.qualifies().within()));
    }

    /** An exact duration in the largest unit that divides it: d, h or m. */
    private static String duration(Duration duration) {
        for (long unit : List.of(86_400L, 3_600L, 60L)) {
            if (duration.toSeconds() % unit == 0 && duration.toNanosPart() == 0) {
                return duration.toSeconds() / unit + UNITS.get(unit);
            }
        }
        throw new IllegalArgumentException("A program's durations are whole minutes, not " + duration);
    }
}
