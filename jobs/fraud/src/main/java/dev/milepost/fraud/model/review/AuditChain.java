package dev.milepost.fraud.model.review;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the audit log of one case.
 *
 * <p>Whoever can write the log can write all of it anew, or cut off its end, and the links hold: so check against the count and
 * hash that the case itself was told with, of which the topic of cases has a copy.
 */
public final class AuditChain {

    private AuditChain() {}

    /**
     * The first link that does not hold.
     *
     * @param position of the event in the list, from 0; its size where something is missing at the end
     * @param sentence for people
     */
    public record Break(Kind kind, int position, String sentence) {}

    /** What was done to a log. */
    public enum Kind {
        MISSING,
        CHANGED,
        REORDERED,
        INSERTED
    }

    /** Checks a log that was cut off nowhere: its end is not looked at. */
    public static Optional<Break> verify(List<AuditEvent> events) {
        Map<String, Integer> byHash = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            byHash.putIfAbsent(events.get(i).hash(), i);
        }
        String previous = AuditEvent.GENESIS;
        for (int i = 0; i < events.size(); i++) {
            Break found = check(events, i, previous, byHash);
            if (found != null) {
                return Optional.of(found);
            }
            previous = events.get(i).hash();
        }
        return Optional.empty();
    }

    /**
     * Checks a log to its end.
     *
     * @param count how many events the case says that it has
     * @param hash the hash of the last of them; of none {@link AuditEvent#GENESIS}
     */
    public static Optional<Break> verify(List<AuditEvent> events, long count, String hash) {
        Optional<Break> found = verify(events);
        if (found.isPresent()) {
            return found;
        }
        int size = events.size();
        String last = size == 0 ? AuditEvent.GENESIS : events.get(size - 1).hash();
        if (size < count) {
            return Optional.of(
                    new Break(Kind.MISSING, size, "the log ends after event " + size + ", and the case has " + count));
        }
        if (size > count) {
            return Optional.of(new Break(
                    Kind.INSERTED,
                    (int) count,
                    "event " + (count + 1) + " follows the last that the case has, " + count));
        }
        return last.equals(hash)
                ? Optional.empty()
                : Optional.of(new Break(
                        Kind.CHANGED,
                        Math.max(0, size - 1),
                        "the log holds together and is not the one of the case: its last hash is " + last
                                + ", that of the case " + hash + ", so it was written anew"));
    }

    private static Break check(List<AuditEvent> events, int at, String previous, Map<String, Integer> byHash) {
        AuditEvent event = events.get(at);
        if (!event.caseId().equals(events.get(0).caseId())) {
            return found(Kind.INSERTED, at, event, "belongs to case " + event.caseId());
        }
        if (!event.hash().equals(event.computedHash())) {
            return found(Kind.CHANGED, at, event, "is not what its hash was made of");
        }
        if (!event.previousHash().equals(previous)) {
            return misplaced(events, at, previous, byHash);
        }
        return event.sequence() == at + 1
                ? null
                : found(Kind.INSERTED, at, event, "is chained to event " + at + ", and says another number");
    }

    private static Break misplaced(List<AuditEvent> events, int at, String previous, Map<String, Integer> byHash) {
        AuditEvent event = events.get(at);
        if (byHash.get(event.hash()) < at) {
            return found(Kind.INSERTED, at, event, "stands there a second time");
        }
        for (int i = 0; i < at; i++) {
            if (events.get(i).previousHash().equals(event.previousHash())) {
                return found(
                        Kind.INSERTED,
                        i,
                        events.get(i),
                        "is chained to the same event as the one at place " + (at + 1) + ": one of the two was put in");
            }
        }
        for (int i = at + 1; i < events.size(); i++) {
            if (events.get(i).previousHash().equals(previous)) {
                boolean elsewhere = byHash.containsKey(event.previousHash())
                        || (event.sequence() > at + 1 && isChained(event, events));
                return elsewhere
                        ? found(Kind.REORDERED, at, event, "stands before event " + (at + 1))
                        : found(Kind.INSERTED, at, event, "is chained to nothing in the log");
            }
        }
        return new Break(
                Kind.MISSING,
                at,
                "what follows event " + at + " is missing: event " + event.sequence() + " stands in its place, and is"
                        + " chained to one that is not there");
    }

    /** Whether another event is chained to it. */
    private static boolean isChained(AuditEvent event, List<AuditEvent> events) {
        return events.stream().anyMatch(each -> each.previousHash().equals(event.hash()));
    }

    private static Break found(Kind kind, int at, AuditEvent event, String sentence) {
        return new Break(kind, at, "event " + event.sequence() + " at place " + (at + 1) + " " + sentence);
    }
}
