package dev.milepost.simulator;

import java.util.Optional;

/** Whom a person may know. */
interface Acquaintances {

    /** Somebody whose code exists before {@code time}. */
    Optional<Person> advocate(Dice dice, Person who, long time);

    /** Somebody who joined before {@code time}. */
    Optional<Person> member(Dice dice, Person who, long time);

    /** Somebody whose signup is among the events, before {@code time}: their first device is theirs by then. */
    default Optional<Person> housemate(Dice dice, Person who, long time) {
        return member(dice, who, time - 1_000).filter(found -> !found.fromBefore());
    }
}
