package dev.milepost.milestones.model.pattern;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** An immutable queue; push and pop share what they can, and cost O(1) amortised. */
final class Fifo<T> {

    private static final Fifo<?> EMPTY = new Fifo<>(null, null, 0, 0);

    private static final class Link<T> {
        private final T value;
        private final Link<T> next;

        Link(T value, Link<T> next) {
            this.value = value;
            this.next = next;
        }
    }

    /** First first; null only where the queue is empty. */
    private final Link<T> front;

    /** Last first. */
    private final Link<T> back;

    private final int size;
    private final int backSize;

    private Fifo(Link<T> front, Link<T> back, int size, int backSize) {
        this.front = front;
        this.back = back;
        this.size = size;
        this.backSize = backSize;
    }

    @SuppressWarnings("unchecked")
    static <T> Fifo<T> empty() {
        return (Fifo<T>) EMPTY;
    }

    static <T> Fifo<T> of(List<T> values) {
        Fifo<T> queue = empty();
        for (T value : values) {
            queue = queue.push(value);
        }
        return queue;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    T first() {
        return front.value;
    }

    /** O(1) for the last and the first. */
    T get(int index) {
        int fromBack = size - 1 - index;
        Link<T> link = fromBack < backSize ? back : front;
        for (int steps = fromBack < backSize ? fromBack : index; steps > 0; steps--) {
            link = link.next;
        }
        return link.value;
    }

    Fifo<T> push(T value) {
        return front == null
                ? new Fifo<>(new Link<>(value, null), null, 1, 0)
                : new Fifo<>(front, new Link<>(value, back), size + 1, backSize + 1);
    }

    /** There is one. */
    T last() {
        return get(size - 1);
    }

    /** Whether it is what pushing one onto that very queue made. */
    @SuppressWarnings("ReferenceEquality") // what is shared
    boolean isPushOf(Fifo<T> other) {
        return size == other.size + 1
                && (other.size == 0 || (front == other.front && back != null && back.next == other.back));
    }

    Fifo<T> pop() {
        Link<T> rest = front.next;
        if (rest != null) {
            return new Fifo<>(rest, back, size - 1, backSize);
        }
        for (Link<T> link = back; link != null; link = link.next) {
            rest = new Link<>(link.value, rest);
        }
        return new Fifo<>(rest, null, size - 1, 0);
    }

    Fifo<T> popWhile(Predicate<T> out) {
        Fifo<T> queue = this;
        while (!queue.isEmpty() && out.test(queue.first())) {
            queue = queue.pop();
        }
        return queue;
    }

    /** First first. */
    List<T> toList() {
        List<T> values = new ArrayList<>(size);
        for (Link<T> link = front; link != null; link = link.next) {
            values.add(link.value);
        }
        int ofFront = values.size();
        for (Link<T> link = back; link != null; link = link.next) {
            values.add(link.value);
        }
        Collections.reverse(values.subList(ofFront, values.size()));
        return values;
    }
}
