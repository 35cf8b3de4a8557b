package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.id.Ids;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Ask.Arm;
import java.util.Map;

/** What a book tells of one user, as rows. */
final class AskRows {

    private final String user;

    AskRows(String user) {
        this.user = user;
    }

    String askId(AskMilestone milestone) {
        return askId(milestone.key());
    }

    String askId(AskKey key) {
        return Ids.of(key.program(), key.ask(), user, String.valueOf(key.occurrence()));
    }

    /** The arm of that name; null: none. */
    private static Arm arm(Ask ask, String name) {
        return ask.experiment() == null
                ? null
                : ask.experiment().arms().stream()
                        .filter(arm -> arm.name().equals(name))
                        .findFirst()
                        .orElse(null);
    }

    /**
     * What is said of an ask.
     *
     * @param decidedMillis the event time that it was decided for
     * @param knownMillis when it could be known
     * @param turn which message to the outside it is; 0: none
     */
    record Said(
            Decision decision,
            String reason,
            Map<String, String> values,
            long decidedMillis,
            long knownMillis,
            boolean late,
            int turn) {}

    /**
     * A row.
     *
     * @param version that decided
     * @param ask as it was when the milestone was reached
     * @param arm its name, {@code holdout}, or empty
     * @param sendMillis when it is to go out
     */
    AskRow row(AskMilestone milestone, ProgramVersion version, Ask ask, String arm, long sendMillis, Said said) {
        Arm of = arm(ask, arm);
        return new AskRow(
                askId(milestone),
                milestone.program(),
                version.version(),
                milestone.ask(),
                ask.category() == null ? "" : ask.category(),
                user,
                milestone.occurrence(),
                said.decision(),
                said.reason(),
                said.values(),
                arm.isEmpty() || ask.experiment() == null
                        ? ""
                        : ask.experiment().id(),
                arm,
                milestone.timeMillis(),
                milestone.causeId(),
                said.decidedMillis(),
                said.knownMillis(),
                sendMillis,
                of != null && of.channel() != null ? of.channel() : ask.channel(),
                of != null && of.template() != null ? of.template() : ask.template(),
                said.late(),
                milestone.amountMinor(),
                milestone.currency(),
                milestone.value(),
                milestone.context().referralCode(),
                said.turn());
    }
}
