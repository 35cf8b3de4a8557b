package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.id.Ids;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Ask.Arm;
import java.util.Map;

/** What a book tells of one user, as rows. */
final class AskRows {

    private final String user;
    private final AskState state;

    AskRows(String user, AskState state) {
        this.user = user;
        this.state = state;
    }

    String askId(AskMilestone milestone) {
        return Ids.of(milestone.program(), milestone.ask(), user, String.valueOf(milestone.occurrence()));
    }

    /** The arm of that name; null: none. */
    static Arm arm(Ask ask, String name) {
        return ask.experiment() == null
                ? null
                : ask.experiment().arms().stream()
                        .filter(arm -> arm.name().equals(name))
                        .findFirst()
                        .orElse(null);
    }

    static String channel(Ask ask, Arm arm) {
        return arm != null && arm.channel() != null ? arm.channel() : ask.channel();
    }

    static String template(Ask ask, Arm arm) {
        return arm != null && arm.template() != null ? arm.template() : ask.template();
    }

    AskRow row(
            AskMilestone milestone,
            ProgramVersion version,
            Ask ask,
            Decision decision,
            String reason,
            Map<String, String> values,
            String experiment,
            String arm,
            long knownAtMillis,
            long send,
            String channel,
            String template,
            boolean late,
            int turn) {
        return new AskRow(
                askId(milestone),
                milestone.program(),
                version.version(),
                milestone.ask(),
                ask.category() == null ? "" : ask.category(),
                user,
                milestone.occurrence(),
                decision,
                reason,
                values,
                experiment,
                arm,
                milestone.timeMillis(),
                milestone.causeId(),
                late ? Math.max(state.toldUntilMillis, milestone.timeMillis()) : milestone.timeMillis(),
                knownAtMillis,
                send,
                channel,
                template,
                late,
                milestone.amountMinor(),
                milestone.currency(),
                milestone.context().referralCode(),
                turn);
    }
}
