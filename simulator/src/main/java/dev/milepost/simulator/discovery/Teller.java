package dev.milepost.simulator.discovery;

import dev.milepost.schemas.event.Click;
import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Landing;
import dev.milepost.simulator.Market;
import dev.milepost.simulator.Pace;
import dev.milepost.simulator.Person;
import dev.milepost.simulator.Season;
import dev.milepost.simulator.Story;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Tells a life as events. Three in ten of the clicks name only the browser, which the signup makes known. */
final class Teller {

    private static final List<String> PLANS = List.of("free", "pro", "team");
    private static final List<String> SEGMENTS = List.of("consumer", "small_business", "enterprise");
    private static final double NAMED = 0.7;

    private final Life life;
    private final Dice dice;
    private final Story story;
    private final String browser;

    Teller(DiscoveryPlan plan, Life life, Dice dice) {
        this.life = life;
        this.dice = dice;
        Person person = person(life, dice);
        this.browser = person.anonymousId(1);
        this.story = new Story(person, Pace.real(), dice, plan.startMillis(), plan.endMillis());
    }

    private static Person person(Life life, Dice dice) {
        String name = String.format(Locale.ROOT, "%07d", life.number());
        return new Person(
                life.number(),
                name,
                life.signupMillis(),
                false,
                dice.pick(List.of(Market.values())),
                dice.pick(PLANS),
                dice.pick(SEGMENTS),
                1,
                null,
                0,
                "default",
                dice.hash(),
                "example.org",
                null,
                new Person.Hashes(
                        dice.hash(),
                        dice.hash(),
                        dice.hash(),
                        dice.hash(),
                        LongStream.generate(dice::next).limit(8).boxed().toList()));
    }

    Story tell() {
        long before = life.signupMillis() - dice.logarithmic(60_000, Season.HOUR);
        Story.arrive(click(before, "page_view", false, false), Landing.draw(dice), story.session());
        story.signup(life.signupMillis(), browser, null);
        for (Life.Deed deed : life.deeds()) {
            click(deed.timeMillis(), deed.habit().event(), dice.chance(NAMED), false);
        }
        for (long time : life.shares()) {
            click(time, "referral_shared", true, true);
        }
        return story;
    }

    private Click click(long time, String name, boolean named, boolean essential) {
        return story.click(1, named, time, name, essential);
    }
}
