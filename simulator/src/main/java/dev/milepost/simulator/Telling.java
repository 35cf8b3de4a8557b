package dev.milepost.simulator;

import dev.milepost.schemas.event.Click;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Tells the stories of a plan: everybody's, and behind it that of whom they win because they were asked. */
final class Telling {

    private final SimulationPlan plan;
    private final Population population;
    private final Offers.Ask ask;
    private final Delivery delivery = Delivery.real();

    Telling(SimulationPlan plan) {
        this.plan = plan;
        this.population = new Population(plan);
        this.ask = population.offers().ask();
    }

    /** The stories that begin with a person's, theirs first. Without an effect of asks it is the only one. */
    List<Told> of(int number) {
        Person person = population.person(number);
        Scenario scenario = population.scenario(number);
        Dice dice = Dice.of(plan.seed(), number, Dice.Purpose.STORY);
        Story story = new Story(person, Pace.real(), dice, plan.startMillis(), plan.endMillis());
        population.tell(story);
        Dice delivered = Dice.of(plan.seed(), number, Dice.Purpose.DELIVERY);
        if (plan.effect() == null) {
            return List.of(new Told(story, scenario, delivery.deliver(delivered, story.drafts()), null));
        }
        List<SimulatedEvent> events = new ArrayList<>(delivery.deliver(delivered, told(story)));
        OptionalLong reached = new Onboarding(person, ask).addAll(events).reachedMillis();
        if (reached.isEmpty()) {
            return List.of(new Told(story, scenario, events, null));
        }
        AskStory asked = new AskStory(story, ask, plan.effect(), plan.seed(), reached.getAsLong());
        int before = story.drafts().size();
        asked.tell();
        List<Draft> drafts = story.drafts();
        events.addAll(delivery.deliver(delivered, drafts.subList(before, drafts.size())));
        List<Told> all = new ArrayList<>(List.of(new Told(story, scenario, events, asked.unit())));
        asked.friend()
                .ifPresent(friend ->
                        all.add(new Told(friend, Scenario.ASKED, delivery.deliver(delivered, friend.drafts()), null)));
        return all;
    }

    /** What is told of it: not what is lost. */
    private List<Draft> told(Story story) {
        if (!AskStory.isLost(plan.seed(), story.person, ask.experiment(), plan.effect())) {
            return story.drafts();
        }
        return story.drafts().stream()
                .filter(draft -> !(draft.payload() instanceof Click click
                        && click.getName().equals(Onboarding.INVITED)
                        && story.person.userId().equals(click.getUserId())))
                .toList();
    }
}
