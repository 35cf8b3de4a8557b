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

    /** The last of each hundred are a circle: the advocate, and nine friends. */
    private static final int FRIENDS = 9;

    private static final int FIRST_OF_CIRCLE = Scenario.BLOCK - 1 - FRIENDS;

    private final SimulationPlan plan;
    private final Offers offers;
    private final Pace pace = Pace.real();
    private Circle circle;
    private int circleNumber = -1;

    Population(SimulationPlan plan) {
        this.plan = plan;
        this.offers = Offers.examples(plan.endMillis() - plan.startMillis());
    }

    Offers offers() {
        return offers;
    }

    Person person(int number) {
        if (isOfCircle(number)) {
            int index = indexInCircle(number);
            return index == 0
                    ? circle(number).advocate()
                    : circle(number).friend(index).person();
        }
        Dice dice = Dice.of(plan.seed(), number, Dice.Purpose.PERSON);
        Market market = Market.draw(dice);
        return Person.draw(dice, number, name(number), market, joined(number, market), isFromBefore(number), pace);
    }

    Scenario scenario(int number) {
        return isOfCircle(number) ? Scenario.CIRCLE : Scenario.of(plan.seed(), number);
    }

    void tell(Story story) {
        int number = story.person.number();
        if (isOfCircle(number)) {
            new CircleStory(story, circle(number)).tell(indexInCircle(number));
        } else {
            StoryTeller.tell(story, scenario(number), this);
        }
    }

    private static boolean isOfCircle(int number) {
        return number % Scenario.BLOCK >= FIRST_OF_CIRCLE;
    }

    private static int indexInCircle(int number) {
        return number % Scenario.BLOCK - FIRST_OF_CIRCLE;
    }

    private Circle circle(int number) {
        int wanted = number / Scenario.BLOCK;
        if (wanted != circleNumber) {
            int first = wanted * Scenario.BLOCK + FIRST_OF_CIRCLE;
            Dice dice = Dice.of(plan.seed(), first, Dice.Purpose.TIMING);
            long from = plan.startMillis() + offers.beatMillis() / 2;
            long until = plan.endMillis() - Circle.mostBeats(FRIENDS) * offers.beatMillis();
            circle = new Circle(
                    plan.seed(),
                    wanted,
                    offers,
                    (index, market, joined) -> Person.draw(
                            Dice.of(plan.seed(), first + index, Dice.Purpose.PERSON),
                            first + index,
                            name(first + index),
                            market,
                            joined,
                            false,
                            pace),
                    dice.between(from, until),
                    FRIENDS);
            circleNumber = wanted;
        }
        return circle;
    }

    @Override
    public Optional<Person> advocate(Dice dice, Person who, long time) {
        return find(dice, who, joined -> joined < time, person -> person.isAdvocate() && person.codeMillis() < time);
    }

    @Override
    public Optional<Person> member(Dice dice, Person who, long time) {
        return find(dice, who, joined -> joined < time, person -> true);
    }

    /** Lower numbers come up more often: a few people refer many. Nobody of a circle: theirs are their own. */
    private Optional<Person> find(Dice dice, Person who, LongPredicate joined, Predicate<Person> suits) {
        for (int i = 0; i < TRIES && who.number() > 0; i++) {
            double draw = dice.unit();
            int number = (int) (who.number() * draw * draw);
            if (isOfCircle(number)) {
                continue;
            }
            Person found = person(number);
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
