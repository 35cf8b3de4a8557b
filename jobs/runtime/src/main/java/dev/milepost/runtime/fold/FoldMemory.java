package dev.milepost.runtime.fold;

/**
 * What a fold remembers of one key, but for the tail. Mutable; times in milliseconds of event time.
 *
 * @param <S> the model's state
 */
final class FoldMemory<S> {

    /** The state folded for good; null stands for the empty one. */
    S base;

    /** The base holds every event up to and including this time; none is accepted any more. */
    long baseTime = Long.MIN_VALUE;

    /** The state after base and tail; null stands for the base, where the tail is empty. */
    S head;

    /** The last event in the fold's order; meaningful where {@link #head} is not null. */
    long lastTime = Long.MIN_VALUE;

    String lastId = "";
    String lastIdentity = "";

    /** The model's timers have fired up to and including this time, which is never before the base's. */
    long timersTo = Long.MIN_VALUE;

    /** How many rows the key has emitted: the lower part of a row's revision. */
    long emitted;

    /** The registered timer that moves the tail into the base; Long.MAX_VALUE where there is none. */
    long upkeepTimer = Long.MAX_VALUE;

    /** The registered timer of the model; Long.MAX_VALUE where there is none. */
    long modelTimer = Long.MAX_VALUE;

    boolean isAfterLast(Timed event) {
        int byTime = Long.compare(event.timeMillis(), lastTime);
        if (byTime != 0) {
            return byTime > 0;
        }
        int byId = event.id().compareTo(lastId);
        return byId != 0 ? byId > 0 : event.identity().compareTo(lastIdentity) > 0;
    }

    void setLast(Timed event) {
        lastTime = event.timeMillis();
        lastId = event.id();
        lastIdentity = event.identity();
    }
}
