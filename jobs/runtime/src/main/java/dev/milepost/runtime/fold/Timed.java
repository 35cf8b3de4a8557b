package dev.milepost.runtime.fold;

import dev.milepost.runtime.ingest.Origin;
import java.util.Comparator;

/** What a fold runs over: an event, or a fact that another fold found. */
public interface Timed {

    /** The fold's order: (time, id), then the identity, so that it is total. */
    Comparator<Timed> ORDER =
            Comparator.comparingLong(Timed::timeMillis).thenComparing(Timed::id).thenComparing(Timed::identity);

    /** Event time; of a fact, that of the latest event that it rests on. */
    long timeMillis();

    /** Breaks ties of time: the event_id. */
    String id();

    /** Identity within the key: two events, or two versions of a fact, that share it are the same. */
    default String identity() {
        return id();
    }

    /** Whether it is an event, which comes {@linkplain Change.Kind#ADD once}; else it is a fact. */
    default boolean isEvent() {
        return false;
    }

    /** When the log took it; of two copies of one event the one that was received first is told. Facts need none. */
    default long receivedAtMillis() {
        return 0;
    }

    /** Where it was read; of two copies received at once the one with the smaller origin is told. Facts have none. */
    default Origin origin() {
        return null;
    }

    /** Tells a duplicate from a conflict: equal where the contents are equal. Facts need none. */
    default long contentHash() {
        return 0;
    }
}
