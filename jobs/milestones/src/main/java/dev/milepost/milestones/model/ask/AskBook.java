package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.ask.AskState.Earlier;
import dev.milepost.milestones.model.ask.AskState.ToldAsk;
import dev.milepost.milestones.model.id.Ids;
import dev.milepost.milestones.model.time.Timeline;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Ask.Arm;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Decides the asks of one user, of all programs, in the order of (milestone time, ask_id), behind the watermark.
 *
 * <p>What was told is not decided again, but where a late fact says that it would have come otherwise: an ask that should not
 * have been made is withdrawn, one that should have been is made now, both marked late. What was once told as asked or held out
 * counts for cooldown and quotas, withdrawn or not; so a late ask never comes on top of others.
 */
public final class AskBook {

    /** How long asks are kept with their time: the longest window of a quota or cooldown is 13 months. */
    static final long KEPT_MILLIS = 400L * 86_400_000L;

    private final String user;
    private final long latenessMillis;
    private final AskState state;

    /** Of a user; facts may come so much later than their time. */
    public AskBook(String user, long latenessMillis, AskState state) {
        this.user = user;
        this.latenessMillis = latenessMillis;
        this.state = state;
    }

    /** A fact holds from now on, in place of the one with its identity. */
    public void accept(AskFact fact) {
        if (fact instanceof AskMilestone milestone) {
            reached(milestone);
        } else {
            judged((ReferralRisk) fact);
        }
    }

    /**
     * It was reached, in place of what was said of that completion before. One that is later than the lateness is not heard:
     * what was decided about it may be forgotten, and nobody is asked for what is so long ago.
     */
    private void reached(AskMilestone milestone) {
        ToldAsk told = state.told.get(milestone.key());
        if (told == null && milestone.timeMillis() + latenessMillis < state.toldUntilMillis) {
            return;
        }
        if (told == null || !told.milestone().equals(milestone)) {
            state.ahead.put(milestone.key(), milestone);
            state.gone.remove(milestone.key());
        }
    }

    /** A fact, as it was accepted, never was. */
    public void retract(AskFact fact) {
        if (fact instanceof AskMilestone milestone) {
            state.ahead.remove(milestone.key());
            if (state.told.containsKey(milestone.key())) {
                state.gone.add(milestone.key());
            }
        } else if (fact instanceof ReferralRisk risk) {
            Timeline<ReferralRisk> timeline = state.risks.get(risk.referralId());
            if (timeline != null) {
                timeline.remove(risk.timeMillis(), risk.verdictId());
                if (timeline.isEmpty()) {
                    state.risks.remove(risk.referralId());
                }
            }
        }
    }

    private void judged(ReferralRisk risk) {
        state.risks
                .computeIfAbsent(risk.referralId(), r -> new Timeline<>())
                .put(risk.timeMillis(), risk.verdictId(), risk);
    }

    /** When there is something to decide; Long.MAX_VALUE: never, and what came late: at once. */
    public long nextTimer() {
        if (!state.gone.isEmpty()) {
            return state.toldUntilMillis;
        }
        return state.ahead.values().stream()
                .mapToLong(AskMilestone::timeMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /**
     * Decides all up to that time, itself included.
     *
     * @param versions the version of a program in force at a time, or null
     */
    public Asked advanceTo(long timeMillis, BiFunction<String, Long, ProgramVersion> versions) {
        return advanceTo(timeMillis, versions, timeMillis);
    }

    /**
     * The same.
     *
     * @param reachedMillis the time that the stream has reached, by which corrections of what was told are known
     */
    public Asked advanceTo(long timeMillis, BiFunction<String, Long, ProgramVersion> versions, long reachedMillis) {
        Asked asked = new Asked(Math.max(state.toldUntilMillis + 1, reachedMillis));
        for (AskKey key : List.copyOf(state.gone)) {
            ToldAsk told = state.told.get(key);
            if (told != null && told.decision() != Decision.WITHDRAWN) {
                withdraw(told, "never_reached", Long.MIN_VALUE, versions, asked);
            }
        }
        state.gone.clear();
        state.ahead.values().stream()
                .filter(milestone -> milestone.timeMillis() <= timeMillis)
                .sorted(Comparator.comparingLong(AskMilestone::timeMillis).thenComparing(this::askId))
                .toList()
                .forEach(milestone -> decide(milestone, versions, asked));
        state.toldUntilMillis = Math.max(state.toldUntilMillis, timeMillis);
        forget();
        return asked;
    }

    private String askId(AskMilestone milestone) {
        return Ids.of(milestone.program(), milestone.ask(), user, String.valueOf(milestone.occurrence()));
    }

    private void decide(AskMilestone milestone, BiFunction<String, Long, ProgramVersion> versions, Asked asked) {
        state.ahead.remove(milestone.key());
        ToldAsk before = state.told.get(milestone.key());
        ProgramVersion version = versions.apply(milestone.program(), milestone.timeMillis());
        Ask ask = ask(version, milestone);
        if (ask == null) {
            if (before != null && before.decision() != Decision.WITHDRAWN) {
                withdraw(before, "not_in_force", milestone.knownAtMillis(), versions, asked);
            }
            return;
        }
        Guards.Answer answer = new Guards(state, milestone, ask, version.timezone()).ask();
        if (before == null) {
            tell(milestone, version, ask, answer, false, asked);
        } else if (!answer.reason().isEmpty() && before.decision().isExposure()) {
            withdraw(before, answer.reason(), milestone.knownAtMillis(), versions, asked);
        } else if (!before.decision().isExposure() || before.milestone().timeMillis() != milestone.timeMillis()) {
            tell(milestone, version, ask, answer, before.counts(), asked);
        } else {
            state.told.put(
                    milestone.key(),
                    new ToldAsk(
                            milestone,
                            before.category(),
                            before.decision(),
                            before.reason(),
                            before.arm(),
                            before.counts()));
        }
    }

    private static Ask ask(ProgramVersion version, AskMilestone milestone) {
        if (version == null || milestone.timeMillis() >= version.validToMillis()) {
            return null;
        }
        return version.asks().stream()
                .filter(ask -> ask.id().equals(milestone.ask()))
                .findFirst()
                .orElse(null);
    }

    private void tell(
            AskMilestone milestone,
            ProgramVersion version,
            Ask ask,
            Guards.Answer answer,
            boolean counted,
            Asked asked) {
        boolean passes = answer.reason().isEmpty();
        boolean experiment = passes && ask.experiment() != null;
        Arm arm = experiment ? Arms.of(ask.experiment(), user) : null;
        boolean heldOut = experiment && arm == null;
        Decision decision = heldOut ? Decision.HELD_OUT : passes ? Decision.ASKED : Decision.NOT_ASKED;
        String armName = heldOut ? "holdout" : arm == null ? "" : arm.name();
        boolean late = milestone.timeMillis() <= state.toldUntilMillis;
        long send = arm == null || arm.delay() == null
                ? milestone.timeMillis()
                : arm.delay().after(milestone.timeMillis(), version.timezone());
        asked.rows()
                .add(row(
                        milestone,
                        version,
                        ask,
                        decision,
                        answer.reason(),
                        answer.values(),
                        experiment ? ask.experiment().id() : "",
                        armName,
                        late ? Math.max(asked.correctedMillis, milestone.knownAtMillis()) : milestone.knownAtMillis(),
                        send,
                        arm != null && arm.channel() != null ? arm.channel() : ask.channel(),
                        arm != null && arm.template() != null ? arm.template() : ask.template(),
                        late));
        state.told.put(
                milestone.key(),
                new ToldAsk(
                        milestone,
                        ask.category(),
                        decision,
                        answer.reason(),
                        armName,
                        counted || decision.isExposure()));
        if (experiment && state.experiments.add(ask.experiment().id())) {
            asked.exposures()
                    .add(new Exposure(
                            user,
                            ask.experiment().id(),
                            armName,
                            milestone.program(),
                            milestone.ask(),
                            askId(milestone),
                            milestone.timeMillis(),
                            late));
        }
    }

    private void withdraw(
            ToldAsk told,
            String reason,
            long knownAtMillis,
            BiFunction<String, Long, ProgramVersion> versions,
            Asked asked) {
        AskMilestone milestone = told.milestone();
        ProgramVersion version = versions.apply(milestone.program(), milestone.timeMillis());
        Ask ask = ask(version, milestone);
        if (ask != null) {
            asked.rows()
                    .add(row(
                            milestone,
                            version,
                            ask,
                            Decision.WITHDRAWN,
                            reason,
                            Map.of(),
                            ask.experiment() == null ? "" : ask.experiment().id(),
                            told.arm(),
                            Math.max(asked.correctedMillis, knownAtMillis),
                            milestone.timeMillis(),
                            ask.channel(),
                            ask.template(),
                            true));
        }
        state.told.put(
                milestone.key(),
                new ToldAsk(milestone, told.category(), Decision.WITHDRAWN, reason, told.arm(), told.counts()));
    }

    private AskRow row(
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
            boolean late) {
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
                late);
    }

    private void forget() {
        long settled = state.toldUntilMillis - latenessMillis;
        for (Iterator<ToldAsk> all = state.told.values().iterator(); all.hasNext(); ) {
            ToldAsk told = all.next();
            long time = told.milestone().timeMillis();
            if (!told.counts() && time < settled) {
                all.remove();
            } else if (time < state.toldUntilMillis - KEPT_MILLIS) {
                AskMilestone milestone = told.milestone();
                state.earlier.merge(new Earlier(milestone.program(), milestone.ask(), ""), 1L, Long::sum);
                if (told.category() != null) {
                    state.earlier.merge(new Earlier("", "", told.category()), 1L, Long::sum);
                }
                all.remove();
            }
        }
        state.risks.values().forEach(timeline -> timeline.forgetBefore(settled));
        state.risks.values().removeIf(timeline -> timeline.lastMillis() <= settled - Guards.RISK_WINDOW_MILLIS);
    }
}
