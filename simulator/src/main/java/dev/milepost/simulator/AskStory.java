package dev.milepost.simulator;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.PurchaseKind;
import java.util.Locale;
import java.util.Optional;

/** What an ask moves somebody to, of which {@link AskEffect} says how much. Drawn from numbers that nothing else is drawn from. */
final class AskStory {

    private final Story story;
    private final Offers.Ask ask;
    private final Experiment.Arm arm;
    private final long reached;
    private final boolean contaminated;
    private final long day;

    private final long orderMinor;
    private final long orderMillis;
    private final long codeMillis;
    private final Friend friend;

    /**
     * The friend who is won.
     *
     * @param minor what they buy; 0: nothing
     */
    private record Friend(Person person, long clickedMillis, long orderMillis, long minor, Dice dice) {}

    /**
     * Plans it.
     *
     * @param seed of all random numbers
     * @param reachedMillis when the milestone of the ask was reached
     */
    AskStory(Story story, Offers.Ask ask, AskEffect effect, long seed, long reachedMillis) {
        this.story = story;
        this.ask = ask;
        this.reached = reachedMillis;
        this.day = ask.experiment().dayMillis();
        this.arm = ask.experiment().armOf(story.person.userId());
        Dice dice = dice(seed, story.person);
        dice.next(); // whether an event is lost
        boolean seesAnothers = dice.chance(effect.contamination());
        this.contaminated = arm == null && seesAnothers;
        long sent = reached + (arm == null ? 0 : arm.delayMillis());
        boolean moved = arm != null || contaminated;
        boolean buys = dice.chance(effect.lift());
        long amount = amount(dice);
        this.orderMinor = moved && buys ? amount : 0;
        this.orderMillis = sent + dice.between(day, 10 * day);
        boolean wins = dice.chance(effect.lift());
        this.codeMillis = sent + dice.between(day, 12 * day);
        this.friend = moved && wins ? friend(dice, Dice.of(seed, story.person.number(), Dice.Purpose.FRIEND)) : null;
    }

    private static Dice dice(long seed, Person person) {
        return Dice.of(seed, person.number(), Dice.Purpose.ASKED);
    }

    /** Whether the app that shows the first arm loses what the person's milestone waits for. */
    static boolean isLost(long seed, Person person, Experiment experiment, AskEffect effect) {
        Experiment.Arm first = experiment.arms().get(0);
        return dice(seed, person).chance(effect.lost(first.millionths() / 1e6))
                && first.equals(experiment.armOf(person.userId()));
    }

    private static long amount(Dice dice) {
        return AskEffect.LEAST_MINOR + dice.below((int) (AskEffect.MOST_MINOR - AskEffect.LEAST_MINOR + 1));
    }

    /** Null where nobody would sign up before the period is over. */
    private Friend friend(Dice dice, Dice own) {
        long clicked = codeMillis + dice.between(day / 10, day);
        long joined = clicked + dice.between(day / 20, day);
        long ordered = joined + dice.between(day / 20, 10 * day);
        boolean buys = dice.chance(AskEffect.BUYERS);
        Person drawn = Person.draw(
                own, story.person.number(), story.person.name() + "f", Market.draw(own), joined, false, story.pace);
        Person person = drawn.referringBy(null, 0, Person.DEFAULT_PROGRAM);
        return joined < story.endMillis ? new Friend(person, clicked, ordered, buys ? amount(dice) : 0, own) : null;
    }

    AskedUnit unit() {
        return new AskedUnit(
                ask.experiment().id(),
                story.person.userId(),
                arm == null ? Experiment.HOLDOUT : arm.name(),
                reached,
                contaminated,
                orderMinor,
                friend != null,
                friend == null ? 0 : friend.minor());
    }

    /** Adds to the person's story what they do; the friend's own is {@link #friend}. */
    void tell() {
        if (orderMinor > 0) {
            purchase(story, orderMillis, "o" + story.person.name() + "-ask", orderMinor);
        }
        if (friend != null) {
            Click created = story.click(1, true, codeMillis, "referral_code_created", true);
            created.setReferralCode(code());
            created.getProperties().put("program", ask.program());
            Click share = story.click(1, true, codeMillis + day / 100, "referral_shared", true);
            share.getProperties().put("code", code());
            share.getProperties().put("medium", "copy");
        }
    }

    /** The story of the friend who is won, told. */
    Optional<Story> friend() {
        if (friend == null) {
            return Optional.empty();
        }
        Person person = friend.person();
        Story told = new Story(person, story.pace, friend.dice(), story.floorMillis, story.endMillis);
        new Visits(told).byLink(1, friend.clickedMillis(), code());
        told.signup(person.joinedMillis(), person.anonymousId(1), code());
        if (friend.minor() > 0) {
            purchase(told, friend.orderMillis(), "o" + person.name() + "-1", friend.minor());
        }
        told.expect(new ExpectedReferral(
                person.userId(),
                story.person.userId(),
                code(),
                "code",
                ExpectedReferral.BOUND,
                Scenario.ASKED,
                person.joinedMillis()));
        return Optional.of(told);
    }

    private void purchase(Story of, long time, String order, long minor) {
        of.purchase(time, order, PurchaseKind.ORDER, minor)
                .setCurrency(ask.experiment().currency());
    }

    /** Of the ask alone. */
    private String code() {
        return "MP-" + story.person.name().toUpperCase(Locale.ROOT) + "-ASK";
    }
}
