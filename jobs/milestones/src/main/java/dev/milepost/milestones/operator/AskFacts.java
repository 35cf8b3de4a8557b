package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.ask.AskRow;
import dev.milepost.milestones.model.ask.Exposure;
import dev.milepost.schemas.event.AskFact;
import dev.milepost.schemas.event.AskFactKind;
import java.time.Instant;
import java.util.Map;

/** Tells the stream {@code asked} which asks went out, and who is in which arm of an experiment. */
final class AskFacts {

    private AskFacts() {}

    static AskFact asked(AskRow row) {
        return new AskFact(
                row.user(),
                "asked/" + row.askId(),
                AskFactKind.ASKED,
                Instant.ofEpochMilli(row.sendAtMillis()),
                row.program(),
                row.ask(),
                row.askId(),
                row.experiment(),
                row.arm(),
                0L,
                "",
                Map.of());
    }

    static AskFact exposed(Exposure exposure) {
        return new AskFact(
                exposure.user(),
                "exposed/" + exposure.experiment(),
                AskFactKind.EXPOSED,
                Instant.ofEpochMilli(exposure.exposedAtMillis()),
                exposure.program(),
                exposure.ask(),
                exposure.askId(),
                exposure.experiment(),
                exposure.arm(),
                exposure.terms().horizonMillis(),
                exposure.terms().currency(),
                exposure.terms().shares());
    }
}
