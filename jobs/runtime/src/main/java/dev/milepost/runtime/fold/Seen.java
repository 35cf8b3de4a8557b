package dev.milepost.runtime.fold;

/**
 * The claims of a key, by identity: of the events that the base took in not long ago, and of those identities that more than
 * one event came with. Of any other event, its being in the tail is claim enough.
 */
interface Seen {

    /** The claims of that identity, or null. */
    Claims get(String identity);

    void put(String identity, Claims claims);

    /** Forgets the claims of a time up to and including {@code timeMillis}. */
    void forgetUpTo(long timeMillis);
}
