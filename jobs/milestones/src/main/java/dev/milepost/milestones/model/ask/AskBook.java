package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.ask.ToldAsk.Going;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides the asks of one user, of all programs, in the order of time, behind the watermark: each at its milestone, and where
 * its arm waits again when it is due.
 *
 * <p>What was told is not decided again, but where a late fact says that it would have come otherwise: an ask that should not
 * have been made is withdrawn, one that should have been is made now, both marked late. What once went out, or was told as held
 * out, counts for cooldown and quotas, withdrawn or not; so a late ask never comes on top of others.
 */
public final class AskBook {

    /** How long asks are kept with their time: the longest window of a quota or cooldown is 13 months. */
    static final long KEPT_MILLIS = 400L * 86_400_000L;

    private static final long DAY_MILLIS = 86_400_000L;
    private static final String NEVER_REACHED = "never_reached";

    private final String user;
    private final long latenessMillis;
    private final AskState state;
    private final AskRows rows;

    /** Of a user; facts may come so much later than their time. */
    public AskBook(String user, long latenessMillis, AskState state) {
        this.user = user;
        this.latenessMillis = latenessMillis;
        this.state = state;
        this.rows = new AskRows(user);
    }

    /**
     * A fact holds from now on, in place of the one with its identity.
     *
     * @param reachedMillis the time that event time had reached when it came: up to then all that had come was decided
     */
    public void accept(AskFact fact, long reachedMillis) {
        if (fact instanceof AskMilestone milestone) {
            late(milestone.timeMillis(), reachedMillis);
            reached(milestone);
        } else if (fact instanceof AskDue due) {
            late(due.dueMillis(), reachedMillis);
            due(due);
        } else {
            state.put((ReferralRisk) fact);
        }
    }

    /** Of what comes late its time has been told without it, were it the first that is heard of the user. */
    private void late(long timeMillis, long reachedMillis) {
        if (timeMillis <= reachedMillis) {
            state.toldUntilMillis = Math.max(state.toldUntilMillis, timeMillis);
        }
    }

    private void due(AskDue due) {
        if (due.dueMillis() + latenessMillis < state.toldUntilMillis) {
            return;
        }
        boolean same = due.equals(state.put(due));
        ToldAsk told = state.told(due.key());
        boolean settled = told != null && (told.going() == Going.OUT || told.going() == Going.STOPPED);
        if (!same && settled && told.askedAtMillis() == due.dueMillis()) {
            state.revised.add(due.at());
        }
    }

    /**
     * It was reached, in place of what was said of that completion before. One that is later than the lateness is not heard:
     * what was decided about it may be forgotten, and nobody is asked for what is so long ago.
     */
    private void reached(AskMilestone milestone) {
        ToldAsk told = state.told(milestone.key());
        if (told == null && milestone.timeMillis() + latenessMillis < state.toldUntilMillis) {
            return;
        }
        state.gone.remove(milestone.key());
        if (told == null || !told.milestone().equals(milestone) || told.reason().equals(NEVER_REACHED)) {
            state.reach(milestone);
        }
    }

    /** A fact, as it was accepted, never was. */
    public void retract(AskFact fact) {
        if (fact instanceof AskMilestone milestone) {
            state.pass(milestone.key());
            if (state.told(milestone.key()) != null) {
                state.gone.add(milestone.key());
            }
        } else if (fact instanceof AskDue due) {
            state.remove(due.at());
        } else if (fact instanceof ReferralRisk risk) {
            state.remove(risk);
        }
    }

    /**
     * When there is something to decide, and what came late: at once; or to forget, within a day from then. Long.MAX_VALUE:
     * never.
     */
    public long nextTimer() {
        if (!state.gone.isEmpty() || !state.revised.isEmpty()) {
            return state.toldUntilMillis;
        }
        return Math.min(state.nextDecision(), sweep(state.nextForgetting(latenessMillis)));
    }

    /** Once a day, and not of all users at the same time. */
    private long sweep(long timeMillis) {
        if (timeMillis == Long.MAX_VALUE) {
            return timeMillis;
        }
        return timeMillis + Math.floorMod(user.hashCode() - timeMillis, DAY_MILLIS);
    }

    /**
     * Decides all up to that time, itself included.
     *
     * @param programs what asks go by, all versions that are known
     */
    public Asked advanceTo(long timeMillis, AskPrograms programs) {
        return advanceTo(timeMillis, programs, timeMillis);
    }

    /**
     * The same.
     *
     * @param reachedMillis the time that the stream has reached, by which corrections of what was told are known
     */
    public Asked advanceTo(long timeMillis, AskPrograms programs, long reachedMillis) {
        Asked asked = new Asked(Math.max(state.toldUntilMillis + 1, reachedMillis));
        Asking asking = new Asking(user, state, rows, programs, asked);
        for (AskKey key : List.copyOf(state.gone)) {
            ToldAsk told = state.told(key);
            if (told != null && told.decision() != Decision.WITHDRAWN) {
                asking.withdraw(told, told.milestone(), NEVER_REACHED);
            }
        }
        state.gone.clear();
        TreeSet<Step> steps = new TreeSet<>();
        state.aheadUpTo(timeMillis).forEach(milestone -> steps.add(step(milestone)));
        state.awaitedUpTo(timeMillis).forEach(due -> steps.add(step(due)));
        state.revised.forEach(at -> addUpTo(timeMillis, step(state.due(at)), steps));
        state.revised.clear();
        while (!steps.isEmpty()) {
            Step step = steps.pollFirst();
            if (step.due() != null) {
                settle(step.due(), asking);
            } else {
                asking.decide(step.milestone());
                ToldAsk told = state.told(step.milestone().key());
                AskDue due = told == null ? null : state.due(told.at());
                if (due != null && state.isAwaited(due)) {
                    addUpTo(timeMillis, step(due), steps);
                }
            }
        }
        state.toldUntilMillis = Math.max(state.toldUntilMillis, timeMillis);
        state.forget(latenessMillis);
        return asked;
    }

    /** A milestone, or an ask that is due. What waits at a time goes out before others are reached at it. */
    private record Step(long timeMillis, String askId, AskMilestone milestone, AskDue due) implements Comparable<Step> {
        private static final Comparator<Step> ORDER = Comparator.comparingLong(Step::timeMillis)
                .thenComparing(step -> step.due() == null)
                .thenComparing(Step::askId);

        @Override
        public int compareTo(Step other) {
            return ORDER.compare(this, other);
        }
    }

    private Step step(AskMilestone milestone) {
        return new Step(milestone.timeMillis(), rows.askId(milestone.key()), milestone, null);
    }

    private Step step(AskDue due) {
        return new Step(due.dueMillis(), rows.askId(due.key()), null, due);
    }

    private static void addUpTo(long timeMillis, Step step, Set<Step> steps) {
        if (step.timeMillis() <= timeMillis) {
            steps.add(step);
        }
    }

    /** Unless a milestone that was told anew has changed that. */
    private void settle(AskDue due, Asking asking) {
        ToldAsk told = state.told(due.key());
        if (told != null && told.going() != Going.NOT && told.askedAtMillis() == due.dueMillis()) {
            asking.settle(due);
        }
    }
}
