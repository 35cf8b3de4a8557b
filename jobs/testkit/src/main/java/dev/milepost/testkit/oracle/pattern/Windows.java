package dev.milepost.testkit.oracle.pattern;

import dev.milepost.testkit.oracle.pattern.Spec.Frame;
import dev.milepost.testkit.oracle.pattern.Spec.Within;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What windows hold. */
final class Windows {

    private final Clock clock;

    Windows(Clock clock) {
        this.clock = clock;
    }

    /** One contribution to a window. */
    record Part(Done done, BigInteger number, List<String> value) {}

    /**
     * Where the window's number without the part is below, and with it is not.
     *
     * @param field whose number it is, or {@code count}
     */
    List<Done> rises(List<Part> parts, Within within, BigInteger threshold, boolean distinct, String field) {
        List<Done> found = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<Part> upTo = parts.subList(0, i + 1);
            int first = within.frame() == Frame.SESSION ? sessionStart(upTo, within) : 0;
            List<Part> inside = new ArrayList<>();
            for (Part part : upTo.subList(first, i + 1)) {
                if (inside(part.done().time(), parts.get(i).done().time(), within)) {
                    inside.add(part);
                }
            }
            List<Part> without = inside.subList(0, inside.size() - 1);
            if (number(without, distinct).compareTo(threshold) < 0
                    && number(inside, distinct).compareTo(threshold) >= 0) {
                found.add(parts.get(i)
                        .done()
                        .counting(counted(inside, within, threshold, distinct))
                        .at(field, Readings.whole(field, number(inside, distinct))));
            }
        }
        return found;
    }

    /**
     * Whose referrals the last of them counts. Of values the latest of each; of numbers those that add something: in a rolling
     * window all, in any other from when it was last at the threshold.
     */
    private static List<Done> counted(List<Part> inside, Within within, BigInteger threshold, boolean distinct) {
        List<Part> counted = new ArrayList<>();
        for (int i = 0; i < inside.size(); i++) {
            Part part = inside.get(i);
            boolean again = inside.subList(i + 1, inside.size()).stream()
                    .anyMatch(later -> later.value().equals(part.value()));
            if (distinct ? !again : part.number().signum() > 0) {
                counted.add(part);
            }
            boolean reached = number(inside.subList(0, i + 1), distinct).compareTo(threshold) >= 0;
            if (!distinct && within.frame() != Frame.ROLLING && i < inside.size() - 1 && reached) {
                counted.clear();
            }
        }
        return counted.stream().map(Part::done).toList();
    }

    private static BigInteger number(List<Part> parts, boolean distinct) {
        return distinct
                ? BigInteger.valueOf(parts.stream().map(Part::value).distinct().count())
                : parts.stream().map(Part::number).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Where the session begins that the last of them is in. */
    static int sessionStart(List<Part> parts, Within within) {
        int first = parts.size() - 1;
        while (first > 0
                && parts.get(first).done().time() - parts.get(first - 1).done().time()
                        <= within.length().millis()) {
            first--;
        }
        return first;
    }

    /** Whether the window that ends at {@code now} holds what happened {@code then}, in the same session. */
    boolean inside(long then, long now, Within within) {
        return switch (within.frame()) {
            case LIFETIME, SESSION -> true;
            case ROLLING -> then > clock.minus(now, within.length());
            default -> clock.unit(then, within.frame()).equals(clock.unit(now, within.frame()));
        };
    }
}
