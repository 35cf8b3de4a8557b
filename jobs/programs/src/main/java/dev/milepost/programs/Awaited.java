package dev.milepost.programs;

import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Span;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What rewards wait for ({@code release_when}), and how long it is listened to: as long as a version in force says it, and then
 * {@link #GOES_ON} longer, for what was earned under it; of effects that are given again and again, from the last time on. What
 * is still held by it then never comes free, and is voided.
 *
 * @param reward its id
 * @param number among the reward's, as {@link Lineage} gives it
 * @param per whose events
 * @param fromMillis events before that time do not count
 * @param untilMillis events from that time on do not; Long.MAX_VALUE: without end
 * @param versions that say it, oldest first; one at least
 */
public record Awaited(
        String reward,
        int number,
        Reward.Subject per,
        Pattern on,
        ZoneId timezone,
        String currency,
        long fromMillis,
        long untilMillis,
        List<ProgramVersion> versions) {

    /** As long as a refund may void a reward, and its cancellation give it again. */
    public static final Duration GOES_ON = Duration.ofDays(400);

    public Awaited {
        versions = List.copyOf(versions);
    }

    private record Key(String reward, int number) {}

    /**
     * All of one program. One that nobody listens to any more, and that a later version says again, begins anew.
     *
     * @param oldestFirst all its versions
     */
    public static List<Awaited> of(List<ProgramVersion> oldestFirst, Lineage lineage) {
        List<Awaited> over = new ArrayList<>();
        Map<Key, Awaited> open = new LinkedHashMap<>();
        for (int i = 0; i < oldestFirst.size(); i++) {
            ProgramVersion version = oldestFirst.get(i);
            long end = ProgramVersion.endMillis(oldestFirst, i);
            if (version.validFromMillis() >= end) {
                continue;
            }
            for (Reward reward : version.rewards()) {
                for (Rung rung : lineage.rungs(version.version(), reward.id())) {
                    for (int effect = 0; effect < rung.effects().size(); effect++) {
                        int number = rung.conditionNumbers().get(effect);
                        if (number != Rung.NONE) {
                            Awaited said = said(version, reward, rung.effects().get(effect), number, end);
                            Key key = new Key(reward.id(), number);
                            Awaited before = open.get(key);
                            if (before != null && before.untilMillis < said.fromMillis) {
                                over.add(before);
                                before = null;
                            }
                            open.put(key, before == null ? said : before.and(said));
                        }
                    }
                }
            }
        }
        over.addAll(open.values());
        return List.copyOf(over);
    }

    private static Awaited said(ProgramVersion version, Reward reward, Effect effect, int number, long end) {
        return new Awaited(
                reward.id(),
                number,
                reward.per(),
                effect.releaseWhen(),
                version.timezone(),
                version.currency(),
                version.validFromMillis(),
                end == Long.MAX_VALUE ? end : lastGiven(effect, end, version.timezone()) + GOES_ON.toMillis(),
                List.of(version));
    }

    /** When what is earned just before that time is given for the last time. */
    private static long lastGiven(Effect effect, long end, ZoneId timezone) {
        if (effect.recur() == null) {
            return end;
        }
        Span every = effect.recur().every();
        int repetitions = effect.recur().times() - 1;
        return new Span(every.months() * repetitions, every.millis() * repetitions).after(end, timezone);
    }

    private Awaited and(Awaited later) {
        List<ProgramVersion> all = new ArrayList<>(versions);
        ProgramVersion next = later.versions.get(0);
        if (all.get(all.size() - 1).version() != next.version()) {
            all.add(next);
        }
        return new Awaited(
                reward, number, per, on, timezone, currency, fromMillis, Math.max(untilMillis, later.untilMillis), all);
    }
}
