package dev.milepost.milestones.model;

import dev.milepost.programs.AttributionTerms;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.Qualification;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Reward;
import java.time.ZoneOffset;
import java.util.List;

/** Versions of programs of which only the asks and the rewards matter. */
final class Versions {

    private Versions() {}

    static ProgramVersion version(
            String program, int version, long from, long to, List<Ask> asks, List<Reward> rewards) {
        return new ProgramVersion(
                program,
                version,
                from,
                to,
                ZoneOffset.UTC,
                Retroactive.NONE,
                "USD",
                null,
                AttributionTerms.DEFAULTS,
                Qualification.DEFAULT,
                null,
                asks,
                rewards,
                null);
    }
}
