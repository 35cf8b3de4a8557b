package dev.milepost.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The people of live traffic whom others may know: the latest few hundred, as soon as their events are sent. */
final class RecentPeople implements Acquaintances {

    private static final int MOST = 512;
    private static final int TRIES = 8;

    private final List<Person> members = new ArrayList<>();
    private final List<Person> advocates = new ArrayList<>();
    private long joined;
    private long created;

    void joined(Person person) {
        joined = remember(members, person, joined);
    }

    void createdCode(Person person) {
        created = remember(advocates, person, created);
    }

    @Override
    public Optional<Person> advocate(Dice dice, Person who, long time) {
        return pick(advocates, dice, who, time).filter(person -> person.codeMillis() < time);
    }

    @Override
    public Optional<Person> member(Dice dice, Person who, long time) {
        return pick(members, dice, who, time);
    }

    private static Optional<Person> pick(List<Person> people, Dice dice, Person who, long time) {
        for (int i = 0; i < TRIES && !people.isEmpty(); i++) {
            double draw = dice.unit();
            Person found = people.get((int) (people.size() * draw * draw));
            if (found.number() != who.number() && found.joinedMillis() < time) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static long remember(List<Person> people, Person person, long count) {
        if (people.size() < MOST) {
            people.add(person);
        } else {
            people.set((int) (count % MOST), person);
        }
        return count + 1;
    }
}
