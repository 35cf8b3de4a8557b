package dev.milepost.simulator;

import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** The people of a plan. Any of them can be told from their number alone. */
final class Population implements Acquaintances {

    /** How many people one thinks of before finding that nobody would do. */
    private static final int TRIES = 32;

    /** Of those whom nobody referred. */
    private static final double FROM_BEFORE = 0.25;

    private final SimulationPlan plan;
    private final Pace pace = Pace.real();

    Population(SimulationPlan plan) {
        this.plan = plan;
    }

    Person person(int number) {
        Dice dice = Dice.of(plan.seed(), number, Dice.Purpose.PERSON);
        Market market = Market.draw(dice);
        return Person.draw(dice, number, name(number), market, joined(number, market), isFromBefore(number), pace);
    }

    Scenario scenario(int number) {
        return Scenario.of(plan.seed(), number);
    }

    @Override
    public Optional<Person> advocate(Dice dice, Person who, long time) {
        return find(dice, who, joined -> joined < time, person -> person.isAdvocate() && person.codeMillis() < time);
    }

    @Override
    public Optional<Person> member(Dice dice, Person who, long time) {
        return find(dice, who, joined -> joined < time, person -> true);
    }

    /** Lower numbers come up more often: a few people refer many. */
    private Optional<Person> find(Dice dice, Person who, LongPredicate joined, Predicate<Person> suits) {
        for (int i = 0; i < TRIES && who.number() > 0; i++) {
            double draw = dice.unit();
            Person found = person((int) (who.number() * draw * draw));
            if (joined.test(found.joinedMillis()) && suits.test(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Customers from before are among those whom nobody referred. */
    private boolean isFromBefore(int number) {
        return scenario(number) == Scenario.ORGANIC
                && Dice.of(plan.seed(), number, Dice.Purpose.TIMING).chance(FROM_BEFORE);
    }

    private long joined(int number, Market market) {
        Dice dice = Dice.of(plan.seed(), number, Dice.Purpose.TIMING);
        long start = plan.startMillis();
        if (isFromBefore(number)) {
            return start;
        }
        dice.next();
        return Season.joining(dice, start, plan.endMillis(), market.utcOffsetHours);
    }

    private static String name(int number) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, 7 - digits.length())) + digits;
    }
}
