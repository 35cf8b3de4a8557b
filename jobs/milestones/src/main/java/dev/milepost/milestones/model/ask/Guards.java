package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.ask.AskMilestone.Context;
import dev.milepost.milestones.model.ask.Places.Counting;
import dev.milepost.milestones.model.time.CalendarUnits;
import dev.milepost.milestones.model.time.Timeline;
import dev.milepost.milestones.model.time.Usage;
import dev.milepost.milestones.model.time.Usage.Counted;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Ask.Guard;
import dev.milepost.programs.model.Ask.Guard.Quota;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the guards of an ask in the file's order: the first that stops it is the reason. */
final class Guards {

    static final long RISK_WINDOW_MILLIS = 90L * 86_400_000L;
    /** How much a length of months, there and back, may come out elsewhere: months have 28 to 31 days. */
    private static final long MONTHS_DIFFER_MILLIS = 4 * 86_400_000L;

    private static final int MILLIONTHS = 6;
    private static final String UNKNOWN = "unknown";
    private static final String NONE = "none";

    private final AskState state;
    private final AskKey key;
    private final Context context;
    private final Ask ask;
    private final ZoneId zone;
    private final long riskFromMillis;
    private final long time;
    private final Counting counting;

    /**
     * What the guards said.
     *
     * @param reason empty: none stopped it
     */
    record Answer(String reason, Map<String, String> values) {}

    /**
     * The ask, as the version in force says it.
     *
     * @param riskFromMillis no verdict of before is heard of
     */
    record Rule(AskKey key, Ask ask, ZoneId zone, long riskFromMillis) {}

    /**
     * Of one ask.
     *
     * @param context the user at that time
     * @param time of the milestone, or when the ask is due
     * @param counting which of the others count for cooldown and quotas, each when it goes out
     */
    Guards(AskState state, Rule rule, Context context, long time, Counting counting) {
        this.state = state;
        this.key = rule.key();
        this.context = context;
        this.ask = rule.ask();
        this.zone = rule.zone();
        this.riskFromMillis = rule.riskFromMillis();
        this.time = time;
        this.counting = counting;
    }

    Answer ask() {
        Map<String, String> values = new LinkedHashMap<>();
        if (context.optedOut()) {
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

    /** In whichever order the two go out: neither is so soon after the other. */
    private boolean cools(Guard.Cooldown cooldown, Map<String, String> values) {
        Places others = state.places().all();
        Span length = cooldown.length();
        boolean stops = length.before(time, zone) < others.lastUpTo(time, counting)
                || others.between(time, length.after(time, zone) + MONTHS_DIFFER_MILLIS, counting).stream()
                        .anyMatch(other -> length.before(other, zone) < time);
        long last = others.lastUpTo(Long.MAX_VALUE, counting);
        values.put(
                "cooldown",
                last == Long.MIN_VALUE ? "never" : Instant.ofEpochMilli(last).toString());
        return stops;
    }

    private boolean isUsedUp(Quota quota, Map<String, String> values) {
        long used = used(quota.window(), places(quota.by()), quota.by());
        values.put("quota", String.valueOf(used));
        return used >= quota.times();
    }

    private long used(Window window, Places others, Quota.By by) {
        if (window instanceof Window.Lifetime) {
            return earlier(by) + others.number(counting);
        }
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        if (window instanceof Window.Calendar calendar) {
            from = CalendarUnits.start(calendar.unit(), time, zone);
            to = CalendarUnits.end(calendar.unit(), time, zone);
        } else if (window instanceof Window.Rolling rolling) {
            from = rolling.length().before(time, zone) - MONTHS_DIFFER_MILLIS;
            to = rolling.length().after(time, zone) + MONTHS_DIFFER_MILLIS;
        }
        Usage usage = new Usage();
        others.between(from, to, counting).forEach(other -> usage.add(other, new Counted(1, 0)));
        return usage.most(time, window, zone);
    }

    private Places places(Quota.By by) {
        return switch (by) {
            case ALL -> state.places().all();
            case CATEGORY -> state.places().ofCategory(ask.category());
            case ASK -> state.places().ofAsk(key);
        };
    }

    private long earlier(Quota.By by) {
        long sum = 0;
        for (Map.Entry<AskState.Earlier, Long> entry : state.earlier.entrySet()) {
            AskState.Earlier of = entry.getKey();
            boolean counted = switch (by) {
                case ALL -> !of.ask().isEmpty();
                case CATEGORY -> of.ask().isEmpty() && of.category().equals(ask.category());
                case ASK -> of.program().equals(key.program()) && of.ask().equals(key.ask());
            };
            sum += counted ? entry.getValue() : 0;
        }
        return sum;
    }

    /**
     * The highest score of the latest verdicts, those of the last 90 days and since the program asks for it; null: there is
     * none. Verdicts of before may be remembered for another program.
     */
    private Long risk() {
        Long highest = null;
        for (Timeline<ReferralRisk> timeline : state.risks()) {
            ReferralRisk risk = timeline.at(time);
            if (risk != null
                    && risk.timeMillis() > time - RISK_WINDOW_MILLIS
                    && risk.timeMillis() >= riskFromMillis
                    && (highest == null || risk.scoreMillionths() > highest)) {
                highest = risk.scoreMillionths();
            }
        }
        return highest;
    }
}
