package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.ask.AskRows.Said;
import dev.milepost.milestones.model.ask.Places.Counting;
import dev.milepost.milestones.model.ask.ToldAsk.Going;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Ask.Arm;
import java.util.Map;

/** Decides asks of one user, each at its milestone and again when it is due, and tells what is decided. */
final class Asking {

    private static final String NOT_IN_FORCE = "not_in_force";

    private final String user;
    private final AskState state;
    private final AskRows rows;
    private final AskPrograms programs;
    private final Asked asked;

    /**
     * Of a user.
     *
     * @param programs what asks go by
     * @param asked takes what is told
     */
    Asking(String user, AskState state, AskRows rows, AskPrograms programs, Asked asked) {
        this.user = user;
        this.state = state;
        this.rows = rows;
        this.programs = programs;
        this.asked = asked;
    }

    /** At the milestone: by the guards, then the arm. What follows for cooldown and quotas does not depend on the arm. */
    void decide(AskMilestone milestone) {
        state.pass(milestone.key());
        ToldAsk before = state.told(milestone.key());
        ProgramVersion version = version(milestone, milestone.timeMillis());
        Ask ask = ask(version, milestone, milestone.timeMillis());
        if (ask == null) {
            if (before != null && before.decision() != Decision.WITHDRAWN) {
                withdraw(before, milestone, NOT_IN_FORCE);
            }
            return;
        }
        boolean stands = before != null
                && before.decision().isExposure()
                && before.milestone().timeMillis() == milestone.timeMillis();
        // What came after what has gone out is no reason against it.
        Counting counting = new Counting(
                before, stands ? milestone.timeMillis() : Long.MAX_VALUE, told -> told.counts(milestone.timeMillis()));
        Guards.Answer answer = new Guards(
                        state,
                        rule(milestone.key(), ask, version),
                        milestone.context(),
                        milestone.timeMillis(),
                        counting)
                .ask();
        if (before == null) {
            tell(milestone, version, ask, answer, false, 0);
        } else if (!answer.reason().isEmpty() && before.decision().isExposure()) {
            withdraw(before, milestone, answer.reason());
        } else if (stands) {
            state.tell(before.by(milestone));
        } else {
            if (before.decision() == Decision.ASKED && isHeldOut(ask)) {
                withdraw(before, milestone, "held_out");
            }
            int turns = state.told(milestone.key()).turns();
            tell(milestone, version, ask, answer, before.asked(), turns);
        }
    }

    private ProgramVersion version(AskMilestone milestone, long timeMillis) {
        return programs.version(milestone.program(), timeMillis);
    }

    private static Ask ask(ProgramVersion version, AskMilestone milestone, long timeMillis) {
        if (version == null || timeMillis >= version.validToMillis()) {
            return null;
        }
        return version.asks().stream()
                .filter(ask -> ask.id().equals(milestone.ask()))
                .findFirst()
                .orElse(null);
    }

    private Guards.Rule rule(AskKey key, Ask ask, ProgramVersion version) {
        return new Guards.Rule(key, ask, version.timezone(), programs.riskAskedFromMillis(key.program()));
    }

    private boolean isHeldOut(Ask ask) {
        return ask.experiment() != null && Arms.of(ask.experiment(), user) == null;
    }

    /**
     * @param before whether it had gone out before, or was held out
     * @param turns how often the outside was told of it
     */
    private void tell(
            AskMilestone milestone, ProgramVersion version, Ask ask, Guards.Answer answer, boolean before, int turns) {
        boolean passes = answer.reason().isEmpty();
        boolean experiment = passes && ask.experiment() != null;
        Arm arm = experiment ? Arms.of(ask.experiment(), user) : null;
        boolean heldOut = experiment && arm == null;
        Decision decision = heldOut ? Decision.HELD_OUT : passes ? Decision.ASKED : Decision.NOT_ASKED;
        String armName = heldOut ? ExposureTerms.HOLDOUT : arm == null ? "" : arm.name();
        long time = milestone.timeMillis();
        long send = arm == null || arm.delay() == null ? time : arm.delay().after(time, version.timezone());
        boolean goes = decision == Decision.ASKED && send <= time;
        boolean waits = decision == Decision.ASKED && send > time;
        int turn = goes ? turns + 1 : 0;
        boolean late = time <= state.toldUntilMillis;
        asked.rows()
                .add(rows.row(
                        milestone,
                        version,
                        ask,
                        armName,
                        send,
                        new Said(
                                decision,
                                answer.reason(),
                                answer.values(),
                                decided(time, late),
                                late ? corrected(milestone.knownAtMillis()) : milestone.knownAtMillis(),
                                late,
                                turn)));
        state.tell(new ToldAsk(
                milestone,
                ask.category(),
                decision,
                answer.reason(),
                armName,
                send,
                goes ? Going.OUT : waits ? Going.WAITING : Going.NOT,
                late,
                before || goes || heldOut,
                Math.max(turns, turn)));
        if (experiment && state.experiments.add(ask.experiment().id())) {
            asked.exposures()
                    .add(new Exposure(
                            user,
                            ask.experiment().id(),
                            armName,
                            milestone.program(),
                            milestone.ask(),
                            rows.askId(milestone),
                            time,
                            late,
                            ExposureTerms.of(version, ask.experiment())));
        }
    }

    private long decided(long timeMillis, boolean late) {
        return late ? Math.max(state.toldUntilMillis, timeMillis) : timeMillis;
    }

    private long corrected(long knownMillis) {
        return Math.max(asked.correctedMillis, knownMillis);
    }

    /**
     * When it is due: the guards of the version in force then are asked again, by the user as they are then and by what has gone
     * out. Of what was told already, where that would be otherwise now.
     */
    void settle(AskDue due) {
        ToldAsk told = state.told(due.key());
        AskMilestone milestone = told.milestone();
        long time = due.dueMillis();
        ProgramVersion version = version(milestone, milestone.timeMillis());
        ProgramVersion inForce = version(milestone, time);
        Ask ask = ask(inForce, milestone, time);
        boolean out = told.going() == Going.OUT;
        Guards.Answer answer = ask == null
                ? new Guards.Answer(NOT_IN_FORCE, Map.of())
                : new Guards(
                                state,
                                rule(due.key(), ask, inForce),
                                due.context(),
                                time,
                                new Counting(told, out ? time : Long.MAX_VALUE, other -> false))
                        .ask();
        boolean goes = answer.reason().isEmpty();
        if (told.going() != Going.WAITING && goes == out) {
            return;
        }
        boolean late = time <= state.toldUntilMillis;
        int turn = goes || told.turns() > 0 ? told.turns() + 1 : 0;
        asked.rows()
                .add(rows.row(
                        milestone,
                        goes || ask == null ? version : inForce,
                        ask(version, milestone, milestone.timeMillis()),
                        told.arm(),
                        time,
                        new Said(
                                goes ? Decision.ASKED : Decision.WITHDRAWN,
                                answer.reason(),
                                answer.values(),
                                decided(time, late),
                                late ? corrected(time) : time,
                                late || (goes && told.late()),
                                turn)));
        state.tell(told.due(goes, late, turn));
    }

    /**
     * It was told, and should not have been.
     *
     * @param now the milestone by which; of another time it is not that by which the ask counts
     */
    void withdraw(ToldAsk told, AskMilestone now, String reason) {
        AskMilestone milestone = told.milestone();
        ProgramVersion version = version(milestone, milestone.timeMillis());
        Ask ask = ask(version, milestone, milestone.timeMillis());
        int turn = told.decision() == Decision.ASKED && told.turns() > 0 ? told.turns() + 1 : 0;
        if (ask != null) {
            asked.rows()
                    .add(rows.row(
                            milestone,
                            version,
                            ask,
                            told.arm(),
                            milestone.timeMillis(),
                            new Said(
                                    Decision.WITHDRAWN,
                                    reason,
                                    Map.of(),
                                    decided(milestone.timeMillis(), true),
                                    corrected(now.knownAtMillis()),
                                    true,
                                    turn)));
        }
        ToldAsk left = told.withdrawn(reason, turn);
        state.tell(now.timeMillis() == milestone.timeMillis() ? left.by(now) : left);
    }
}
