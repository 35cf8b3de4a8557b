package dev.milepost.testkit.oracle;

import dev.milepost.testkit.programs.ProgramFacts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The versions of all programs. */
record ProgramBook(List<ProgramFacts> versions) {

    static final String DEFAULT = "default";

    /** A click of that name and time may qualify a referral of some program. */
    boolean mayQualify(String clickName, Instant time) {
        return versions.stream()
                .filter(facts -> !facts.validFrom().isAfter(time))
                .map(ProgramFacts::qualifies)
                .anyMatch(wanted -> wanted.event().equals(clickName) && wanted.amountAtLeastMinor() == null);
    }

    /** The version of {@code program} with the latest valid_from not after {@code time}, else the defaults. */
    ProgramFacts inForce(String program, Instant time) {
        return versions.stream()
                .filter(facts -> facts.program().equals(program))
                .filter(facts -> !facts.validFrom().isAfter(time))
                .max(Comparator.comparing(ProgramFacts::validFrom).thenComparing(ProgramFacts::version))
                .orElseGet(() -> ProgramFacts.defaults(program));
    }
}
