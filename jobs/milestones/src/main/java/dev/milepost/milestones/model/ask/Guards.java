package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.ask.AskMilestone.Context;
import dev.milepost.milestones.model.ask.AskState.ToldAsk;
import dev.milepost.milestones.model.time.Timeline;
import dev.milepost.milestones.model.time.Usage;
import dev.milepost.milestones.model.time.Usage.Counted;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Ask.Guard;
import dev.milepost.programs.model.Ask.Guard.Quota;
import dev.milepost.programs.model.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the guards of an ask in the file's order: the first that stops it is the reason. */
final class Guards {

    static final long RISK_WINDOW_MILLIS = 90L * 86_400_000L;
    private static final int MILLIONTHS = 6;
    private static final String UNKNOWN = "unknown";
    private static final String NONE = "none";

    private final AskState state;
    private final AskMilestone milestone;
    private final Ask ask;
    private final ZoneId zone;
    private final long time;

    /**
     * What the guards said.
     *
     * @param reason empty: none stopped it
     */
    record Answer(String reason, Map<String, String> values) {}

    Guards(AskState state, AskMilestone milestone, Ask ask, ZoneId zone) {
        this.state = state;
        this.milestone = milestone;
        this.ask = ask;
        this.zone = zone;
        this.time = milestone.timeMillis();
    }

    Answer ask() {
        Map<String, String> values = new LinkedHashMap<>();
        if (milestone.context().optedOut()) {
            values.put("opted_out", "true");
            return new Answer("opted_out", values);
        }
        for (Guard guard : ask.guards().inOrder()) {
            if (stops(guard, values)) {
                return new Answer(guard.word(), values);
            }
        }
        return new Answer("", values);
    }

    private boolean stops(Guard guard, Map<String, String> values) {
        Context context = milestone.context();
        if (guard instanceof Guard.NotBefore notBefore) {
            Long signup = context.signupMillis();
            values.put(
                    guard.word(),
                    signup == null ? UNKNOWN : Instant.ofEpochMilli(signup).toString());
            return signup != null && time < notBefore.afterSignup().after(signup, zone);
        }
        if (guard instanceof Guard.Cooldown cooldown) {
            return cools(cooldown, values);
        }
        if (guard instanceof Quota quota) {
            return isUsedUp(quota, values);
        }
        if (guard instanceof Guard.SuppressIf) {
            values.put(guard.word(), context.suppressedBy() == null ? NONE : context.suppressedBy());
            return context.suppressedBy() != null;
        }
        if (guard instanceof Guard.ExcludeSegments exclude) {
            values.put(guard.word(), context.segment() == null ? NONE : context.segment());
            return context.segment() != null && exclude.segments().contains(context.segment());
        }
        if (guard instanceof Guard.RequireMarketingConsent) {
            values.put(guard.word(), String.valueOf(context.consent()));
            return !context.consent();
        }
        Long risk = risk();
        values.put(
                guard.word(),
                risk == null ? UNKNOWN : BigDecimal.valueOf(risk, MILLIONTHS).toPlainString());
        return risk != null && risk > ((Guard.RiskAtMost) guard).millionths();
    }

    /** In whichever order the two were told: neither is so soon after the other. */
    private boolean cools(Guard.Cooldown cooldown, Map<String, String> values) {
        boolean stops = false;
        Long last = null;
        for (ToldAsk told : state.told.values()) {
            long other = told.milestone().timeMillis();
            if (!told.counts() || isItself(told)) {
                continue;
            }
            long early = Math.min(other, time);
            long late = Math.max(other, time);
            stops |= cooldown.length().before(late, zone) < early;
            last = other <= time && (last == null || other > last) ? (Long) other : last;
        }
        values.put(
                "cooldown", last == null ? "never" : Instant.ofEpochMilli(last).toString());
        return stops;
    }

    private boolean isUsedUp(Quota quota, Map<String, String> values) {
        Usage usage = new Usage();
        for (ToldAsk told : state.told.values()) {
            if (told.counts() && !isItself(told) && isCounted(quota.by(), told)) {
                usage.add(told.milestone().timeMillis(), new Counted(1, 0));
            }
        }
        long before = quota.window() instanceof Window.Lifetime ? earlier(quota.by()) : 0;
        values.put(
                "quota",
                String.valueOf(
                        before + usage.counted(time, quota.window(), zone).count()));
        return !usage.admits(time, new Counted(1, 0), new Counted(quota.times() - before, 0), quota.window(), zone);
    }

    private boolean isCounted(Quota.By by, ToldAsk told) {
        return switch (by) {
            case ALL -> true;
            case CATEGORY -> ask.category() != null && ask.category().equals(told.category());
            case ASK ->
                told.milestone().program().equals(milestone.program())
                        && told.milestone().ask().equals(milestone.ask());
        };
    }

    private long earlier(Quota.By by) {
        long sum = 0;
        for (Map.Entry<AskState.Earlier, Long> entry : state.earlier.entrySet()) {
            AskState.Earlier key = entry.getKey();
            boolean counted = switch (by) {
                case ALL -> !key.ask().isEmpty();
                case CATEGORY -> key.ask().isEmpty() && key.category().equals(ask.category());
                case ASK ->
                    key.program().equals(milestone.program()) && key.ask().equals(milestone.ask());
            };
            sum += counted ? entry.getValue() : 0;
        }
        return sum;
    }

    private boolean isItself(ToldAsk told) {
        return told.milestone().key().equals(milestone.key());
    }

    /** The highest score of the latest verdicts, those of the last 90 days; null: there is none. */
    private Long risk() {
        Long highest = null;
        for (Timeline<ReferralRisk> timeline : state.risks.values()) {
            ReferralRisk risk = timeline.at(time);
            if (risk != null
                    && risk.timeMillis() > time - RISK_WINDOW_MILLIS
                    && (highest == null || risk.scoreMillionths() > highest)) {
                highest = risk.scoreMillionths();
            }
        }
        return highest;
    }
}
