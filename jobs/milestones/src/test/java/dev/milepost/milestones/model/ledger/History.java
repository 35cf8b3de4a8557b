package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What happened to the completions of subjects, as far as it has arrived, and the facts that a fold tells of it. */
final class History {

    /** Something that happens to a subject of a reward, or is said to the ledger as it is. */
    sealed interface Happening {
        long hour();
    }

    record Completed(SlotKey slot, int rung, long hour, Reach reach) implements Happening {}

    /** The completion of that cause ends, or stands again, by that event. */
    record Turned(SlotKey slot, int rung, String causeId, boolean stands, long hour, String by) implements Happening {}

    /** What was known of the completion of that cause was wrong: it never was, or is somebody else's. */
    record Mistaken(SlotKey slot, String causeId, String advocate, long hour) implements Happening {}

    record Said(LedgerFact fact, long hour) implements Happening {}

    private record Key(SlotKey slot, int rung) {}

    private final Map<Key, List<Happening>> known = new HashMap<>();
    private final Map<Key, Map<Long, Completion>> told = new HashMap<>();
    private final Map<String, Mistaken> mistakes = new HashMap<>();
    private final Set<Key> changed = new LinkedHashSet<>();

    /** Arrives; a second mistake about the same completion takes the first back. */
    void arrive(Happening happening) {
        if (happening instanceof Completed completed) {
            arrive(new Key(completed.slot, completed.rung), happening);
        } else if (happening instanceof Turned turned) {
            arrive(new Key(turned.slot, turned.rung), happening);
        } else if (happening instanceof Mistaken mistaken) {
            if (mistakes.remove(mistaken.causeId) == null) {
                mistakes.put(mistaken.causeId, mistaken);
            }
            known.keySet().stream()
                    .filter(key -> key.slot.equals(mistaken.slot))
                    .forEach(changed::add);
        }
    }

    private void arrive(Key key, Happening happening) {
        known.computeIfAbsent(key, k -> new ArrayList<>()).add(happening);
        changed.add(key);
    }

    /** Tells the ledger what differs from what it was told, as a fold does now and then. */
    void tell(ProgramLedger ledger, long knownAtMillis) {
        for (Key key : changed) {
            Map<Long, Completion> before = told.getOrDefault(key, Map.of());
            Map<Long, Completion> now = completions(key, known.get(key));
            before.forEach((ordinal, completion) -> {
                if (!now.containsKey(ordinal)) {
                    ledger.retract(completion, knownAtMillis);
                }
            });
            now.forEach((ordinal, completion) -> {
                if (!completion.equals(before.get(ordinal))) {
                    ledger.accept(completion);
                }
            });
            told.put(key, now);
        }
        changed.clear();
    }

    /** Which cause stands as which ordinal by all that has arrived, with the referrals it counts. */
    List<Reach> standing(SlotKey slot) {
        List<Reach> standing = new ArrayList<>();
        told.getOrDefault(new Key(slot, 0), Map.of()).values().forEach(completion -> {
            Reach last = completion.turns().get(completion.turns().size() - 1).reach();
            if (last != null) {
                standing.add(last);
            }
        });
        return standing;
    }

    /** At every moment the nth completion that stands, in the order in which they were reached. */
    private Map<Long, Completion> completions(Key key, List<Happening> happenings) {
        List<Happening> inOrder = new ArrayList<>(happenings);
        inOrder.sort(Comparator.comparingLong(Happening::hour).thenComparing(Happening::toString));
        List<Reach> all = new ArrayList<>();
        Map<String, Boolean> stands = new HashMap<>();
        Map<Long, List<Turn>> turns = new TreeMap<>();
        for (Happening happening : inOrder) {
            String by;
            if (happening instanceof Completed completed) {
                Reach reach = corrected(completed.reach);
                if (reach == null) {
                    continue;
                }
                all.add(reach);
                stands.put(reach.causeId(), true);
                by = reach.causeId();
            } else {
                Turned turned = (Turned) happening;
                stands.computeIfPresent(turned.causeId, (cause, before) -> turned.stands);
                by = turned.by;
            }
            List<Reach> standing =
                    all.stream().filter(reach -> stands.get(reach.causeId())).toList();
            for (long ordinal = 1; ordinal <= all.size(); ordinal++) {
                Reach reach = ordinal <= standing.size() ? standing.get((int) ordinal - 1) : null;
                List<Turn> course = turns.getOrDefault(ordinal, List.of());
                Reach last =
                        course.isEmpty() ? null : course.get(course.size() - 1).reach();
                if (!Objects.equals(reach, last)) {
                    long time = happening.hour() * Run.HOUR;
                    turns.computeIfAbsent(ordinal, o -> new ArrayList<>()).add(new Turn(time, by, time + 1, reach));
                }
            }
        }
        Map<Long, Completion> completions = new TreeMap<>();
        turns.forEach((ordinal, course) -> completions.put(
                ordinal, new Completion(key.slot.rule(), key.rung, key.slot.subject(), ordinal, course)));
        return completions;
    }

    /** Null where it never was. */
    private Reach corrected(Reach reach) {
        Mistaken mistaken = mistakes.get(reach.causeId());
        if (mistaken == null) {
            return reach;
        }
        return mistaken.advocate == null
                ? null
                : new Reach(
                        reach.causeId(),
                        mistaken.advocate,
                        reach.referee(),
                        reach.referrals(),
                        reach.purchase(),
                        reach.texts());
    }
}
