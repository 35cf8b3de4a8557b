package dev.milepost.runtime.fold;

/** The claims of a key, by identity: of the events in the tail, and of those that the base took in not long ago. */
interface Seen {

    /** The claims of that identity, or null. */
    Claims get(String identity);

    void put(String identity, Claims claims);

    /** Forgets the claims of a time up to and including {@code timeMillis}. */
    void forgetUpTo(long timeMillis);
}
