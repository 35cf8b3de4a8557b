package dev.milepost.simulator;

/** Tells a whole story: everything there is to tell of one person. */
final class StoryTeller {

    private StoryTeller() {}

    static void tell(Story story, Scenario scenario, Acquaintances acquaintances) {
        if (!story.person.fromBefore()) {
            new ArrivalStory(story, acquaintances, scenario).tell();
        }
        new CustomerStory(story, acquaintances).tell();
        new OrderStory(story).tell();
        new PasserbyStory(story).tell();
    }
}
