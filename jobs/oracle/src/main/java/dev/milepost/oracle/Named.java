package dev.milepost.oracle;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which clicks some version in force at their time names: no other is ever seen, but for what says who may be asked. */
final class Named {

    private static final Set<String> ALWAYS = Set.of("consent_changed", "opted_out", "referral_code_created");

    private record Period(Set<String> names, long from, long to) {}

    private final List<Period> periods = new ArrayList<>();

    /** By programs: of each the versions, oldest first. */
    Named(Collection<List<ProgramVersion>> programs) {
        for (List<ProgramVersion> versions : programs) {
            for (int i = 0; i < versions.size(); i++) {
                ProgramVersion version = versions.get(i);
                long next = i + 1 < versions.size() ? versions.get(i + 1).validFromMillis() : Long.MAX_VALUE;
                periods.add(
                        new Period(names(version), version.validFromMillis(), Math.min(next, version.validToMillis())));
            }
            Editions editions = new Editions(versions);
            for (Editions.Awaited awaited : editions.awaited()) {
                Set<String> names = new TreeSet<>();
                collect(awaited.on(), names);
                editions.heard(awaited).forEach(heard -> periods.add(new Period(names, heard.from(), heard.to())));
            }
        }
    }

    boolean isSeen(String name, long time) {
        return ALWAYS.contains(name)
                || periods.stream()
                        .anyMatch(
                                period -> period.names().contains(name) && time >= period.from() && time < period.to());
    }

    private static Set<String> names(ProgramVersion version) {
        Set<String> names = new TreeSet<>();
        for (Ask ask : version.asks()) {
            collect(ask.on(), names);
            for (Ask.Guard guard : ask.guards().inOrder()) {
                if (guard instanceof Ask.Guard.SuppressIf suppress) {
                    suppress.suppressors().forEach(each -> {
                        names.addAll(each.event().names());
                        names.add(each.unless() == null ? "" : each.unless());
                    });
                }
            }
        }
        for (Reward reward : version.rewards()) {
            if (reward.fire() instanceof Reward.Fire.Ladder ladder) {
                ladder.steps().forEach(step -> {
                    collect(step.on(), names);
                    collect(step.effects(), names);
                });
            } else {
                collect(reward.on(), names);
                collect(reward.fire().effects(), names);
            }
        }
        Set<String> plain = new TreeSet<>();
        names.forEach(name -> plain.add(name.startsWith("referral.") ? name.substring(9) : name));
        return plain;
    }

    private static void collect(List<Effect> effects, Set<String> names) {
        effects.stream()
                .filter(effect -> effect.releaseWhen() != null)
                .forEach(effect -> collect(effect.releaseWhen(), names));
    }

    /** The events and readings that a pattern looks at. */
    static void collect(Pattern pattern, Set<String> names) {
        if (pattern instanceof Pattern.Event event) {
            names.addAll(event.names());
        } else if (pattern instanceof Pattern.Nth nth) {
            names.addAll(nth.event().names());
        } else if (pattern instanceof Pattern.Count count) {
            names.addAll(count.event().names());
        } else if (pattern instanceof Pattern.Sum sum) {
            names.addAll(sum.event().names());
        } else if (pattern instanceof Pattern.Level level) {
            names.add(level.field());
        } else if (pattern instanceof Pattern.All all) {
            all.parts().forEach(part -> collect(part, names));
        } else if (pattern instanceof Pattern.Any any) {
            any.parts().forEach(part -> collect(part, names));
        } else if (pattern instanceof Pattern.Sequence sequence) {
            sequence.parts().forEach(part -> collect(part, names));
        } else if (pattern instanceof Pattern.Timer timer) {
            collect(timer.anchor(), names);
        } else if (pattern instanceof Pattern.Absence absence) {
            names.addAll(absence.event().names());
            collect(absence.after(), names);
        }
    }
}
