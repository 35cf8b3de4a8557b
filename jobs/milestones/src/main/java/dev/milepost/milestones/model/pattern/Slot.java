package dev.milepost.milestones.model.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands, and stood, as a subject's nth completion: one entry of the course at most for each moment, and the first is a
 * completion. Immutable.
 *
 * @param course in the order of time
 */
public record Slot(List<Standing> course) {

    private static final Slot EMPTY = new Slot(List.of());

    public Slot {
        course = List.copyOf(course);
    }

    static Slot of(Completion completion) {
        return EMPTY.turning(completion, Long.MIN_VALUE);
    }

    boolean isEmpty() {
        return course.isEmpty();
    }

    private Standing last() {
        return course.get(course.size() - 1);
    }

    /** What stands there in the end; null: nothing. */
    public Completion standing() {
        return course.isEmpty() ? null : last().completion();
    }

    /** What stands there at that time; null: nothing. */
    public Completion at(long timeMillis) {
        Completion standing = null;
        for (Standing each : course) {
            if (each.sinceMillis() > timeMillis) {
                break;
            }
            standing = each.completion();
        }
        return standing;
    }

    /** Since when it is as it is. */
    public long sinceMillis() {
        return last().sinceMillis();
    }

    /** As it was just before that time. */
    Slot before(long timeMillis) {
        if (course.isEmpty() || last().sinceMillis() < timeMillis) {
            return this;
        }
        return new Slot(
                course.stream().filter(each -> each.sinceMillis() < timeMillis).toList());
    }

    static Slot empty() {
        return EMPTY;
    }

    /** With that one, which has completed behind all that stood there. */
    Slot turning(Completion completion, long forgetMillis) {
        return turning(
                completion.timeMillis(), completion.cause().id(), completion.knownMillis(), completion, forgetMillis);
    }

    /**
     * With what stands there from a time on that is not before any other; the same where that is so already. What came to stand
     * and ended in one moment never was.
     *
     * @param forgetMillis what was between the first and what stood at that time is left out
     */
    Slot turning(long timeMillis, String causeId, long knownMillis, Completion completion, long forgetMillis) {
        Completion now = standing();
        if (now == null ? completion == null : now.equals(completion)) {
            return this;
        }
        List<Standing> turned = new ArrayList<>(before(timeMillis).course);
        Completion before =
                turned.isEmpty() ? null : turned.get(turned.size() - 1).completion();
        if (!(before == null ? completion == null : before.equals(completion))) {
            turned.add(new Standing(timeMillis, causeId, knownMillis, completion));
        }
        int known = turned.size() - 1;
        while (known > 1
                && !(turned.get(known).sinceMillis() <= forgetMillis
                        && turned.get(known).completion() != null)) {
            known--;
        }
        if (known > 1) {
            turned.subList(1, known).clear();
        }
        return new Slot(turned);
    }
}
