package dev.milepost.programs;

import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of events by which asks and rewards are decided. */
final class NamedEvents {

    /** What ends or gives the consent to be asked, and the code that an ask passes on. */
    private static final List<String> OF_ASKS = List.of("consent_changed", "opted_out", "referral_code_created");

    private final Set<String> names = new HashSet<>();

    private NamedEvents() {}

    /** When a version is in force, or what one said is awaited: from, and until, that moment excluded. */
    record Period(long fromMillis, long toMillis) implements Serializable {}

    /**
     * When which name matters, by name. A version that comes later changes nothing of the time before it.
     *
     * @param versions of each program the versions, oldest first
     */
    static Map<String, List<Period>> periods(Collection<ProgramVersion[]> versions) {
        Map<String, List<Period>> periods = new HashMap<>();
        // Whoever said before there was any program that they do not want to be asked is not, and a code may be as old.
        OF_ASKS.forEach(name ->
                periods.put(name, new ArrayList<>(List.of(new Period(Long.MIN_VALUE, Long.MAX_VALUE)))));
        for (ProgramVersion[] ofOne : versions) {
            List<ProgramVersion> oldestFirst = List.of(ofOne);
            for (int i = 0; i < ofOne.length; i++) {
                ProgramVersion version = ofOne[i];
                add(
                        of(version),
                        new Period(version.validFromMillis(), ProgramVersion.endMillis(oldestFirst, i)),
                        periods);
            }
            for (Awaited awaited : Awaited.of(oldestFirst, Lineage.of(oldestFirst))) {
                NamedEvents found = new NamedEvents();
                found.add(awaited.on());
                add(found.names, new Period(awaited.fromMillis(), awaited.untilMillis()), periods);
            }
        }
        return periods;
    }

    private static void add(Set<String> names, Period period, Map<String, List<Period>> periods) {
        if (period.fromMillis() < period.toMillis()) {
            names.forEach(name ->
                    periods.computeIfAbsent(name, any -> new ArrayList<>(1)).add(period));
        }
    }

    /** Of events that somebody sends: {@code referral.EVENT} is that event of a referee. */
    static Set<String> of(ProgramVersion version) {
        NamedEvents found = new NamedEvents();
        version.asks().forEach(found::add);
        version.rewards().forEach(found::add);
        return Set.copyOf(found.names);
    }

    private void add(Ask ask) {
        names.addAll(OF_ASKS);
        add(ask.on());
        for (Ask.Guard guard : ask.guards().inOrder()) {
            if (guard instanceof Ask.Guard.SuppressIf suppress) {
                for (Ask.Suppressor suppressor : suppress.suppressors()) {
                    add(suppressor.event());
                    if (suppressor.unless() != null) {
                        add(suppressor.unless());
                    }
                }
            }
        }
    }

    private void add(Reward reward) {
        if (reward.on() != null) {
            add(reward.on());
        }
        reward.fire().effects().forEach(this::add);
        if (reward.fire() instanceof Reward.Fire.Ladder ladder) {
            for (Reward.Step step : ladder.steps()) {
                add(step.on());
                step.effects().forEach(this::add);
            }
        }
    }

    private void add(Effect effect) {
        if (effect.releaseWhen() != null) {
            add(effect.releaseWhen());
        }
    }

    private void add(Pattern pattern) {
        if (pattern instanceof Pattern.Event event) {
            event.names().forEach(this::add);
        } else if (pattern instanceof Pattern.Nth nth) {
            add(nth.event());
        } else if (pattern instanceof Pattern.Count count) {
            add(count.event());
        } else if (pattern instanceof Pattern.Sum sum) {
            add(sum.event());
        } else if (pattern instanceof Pattern.Level level) {
            // A click of that name has a reading of it.
            add(level.field());
        } else if (pattern instanceof Pattern.All all) {
            all.parts().forEach(this::add);
        } else if (pattern instanceof Pattern.Any any) {
            any.parts().forEach(this::add);
        } else if (pattern instanceof Pattern.Sequence sequence) {
            sequence.parts().forEach(this::add);
        } else if (pattern instanceof Pattern.Timer timer) {
            add(timer.anchor());
        } else if (pattern instanceof Pattern.Absence absence) {
            add(absence.event());
            add(absence.after());
        } else {
            throw new IllegalArgumentException("A pattern of an unknown kind: " + pattern);
        }
    }

    private void add(String name) {
        names.add(name.startsWith(Names.REFERRAL) ? name.substring(Names.REFERRAL.length()) : name);
    }
}
