package dev.milepost.milestones.model.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands, and stood, as a subject's nth completion: one entry of the course at most for each moment, and the first is a
 * completion. Immutable.
 *
 * @param course in the order of time
 * @param leftOutMillis what stood between the first and that time is left out; Long.MIN_VALUE: nothing is
 */
public record Slot(List<Standing> course, long leftOutMillis) {

    private static final Slot EMPTY = new Slot(List.of(), Long.MIN_VALUE);

    public Slot {
        course = List.copyOf(course);
    }

    static Slot of(Completion completion, boolean byReview) {
        return EMPTY.turning(completion, byReview);
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
        Standing turned = turnedBy(timeMillis);
        return turned == null ? null : turned.completion();
    }

    /** The turn that holds at that time; null: none yet. */
    public Standing turnedBy(long timeMillis) {
        Standing turned = null;
        for (Standing each : course) {
            if (each.sinceMillis() > timeMillis) {
                break;
            }
            turned = each;
        }
        return turned;
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
                course.stream().filter(each -> each.sinceMillis() < timeMillis).toList(), leftOutMillis);
    }

    static Slot empty() {
        return EMPTY;
    }

    /** With that one, which has completed behind all that stood there. */
    Slot turning(Completion completion, boolean byReview) {
        return turning(
                completion.timeMillis(), completion.cause().id(), completion.knownMillis(), byReview, completion);
    }

    /**
     * With what stands there from a time on that is not before any other; the same where that is so already. What came to stand
     * and ended in one moment never was.
     */
    Slot turning(long timeMillis, String causeId, long knownMillis, boolean byReview, Completion completion) {
        Completion now = standing();
        if (now == null ? completion == null : now.equals(completion)) {
            return this;
        }
        List<Standing> turned = new ArrayList<>(before(timeMillis).course);
        Completion before =
                turned.isEmpty() ? null : turned.get(turned.size() - 1).completion();
        if (!(before == null ? completion == null : before.equals(completion))) {
            turned.add(new Standing(timeMillis, causeId, knownMillis, byReview, completion));
        }
        return new Slot(turned, leftOutMillis);
    }

    /** The smallest time for which {@link #expire} leaves something out; Long.MAX_VALUE for none. */
    long nextExpiry() {
        for (Standing each : course.subList(Math.min(2, course.size()), course.size())) {
            if (each.completion() != null) {
                return each.sinceMillis();
            }
        }
        return Long.MAX_VALUE;
    }

    /**
     * Without what stood between the first and what stands at that time. By the time that a later entry has, nothing may be left
     * out: who decides may be further behind than that, and still has to decide by what is between.
     */
    Slot expire(long beforeMillis) {
        int known = course.size() - 1;
        while (known > 1
                && !(course.get(known).sinceMillis() <= beforeMillis
                        && course.get(known).completion() != null)) {
            known--;
        }
        if (known <= 1) {
            return this;
        }
        List<Standing> left = new ArrayList<>(course);
        left.subList(1, known).clear();
        return new Slot(left, left.get(1).sinceMillis());
    }
}
