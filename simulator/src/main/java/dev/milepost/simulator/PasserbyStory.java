package dev.milepost.simulator;

import dev.milepost.schemas.event.Click;

/** Traffic around a person that nobody ever puts a name to: visitors who leave again, and robots. */
final class PasserbyStory {

    private static final long MINUTE = 60_000;
    private static final double BOTS = 0.04;

    private final Story story;

    PasserbyStory(Story story) {
        this.story = story;
    }

    void tell() {
        for (int visitors = story.dice.below(3); visitors > 0; visitors--) {
            visitor();
        }
        if (story.dice.chance(BOTS)) {
            bot();
        }
    }

    private void visitor() {
        String anonymousId = story.stranger();
        String session = story.session();
        String device = story.dice.hash();
        long time = someTime();
        for (int i = 1 + story.dice.below(3); i > 0; i--) {
            Click click = story.click(anonymousId, null, time, "page_view", false);
            Story.arrive(click, Landing.draw(story.dice), session);
            click.setDeviceHash(device);
            time += story.pace.lag(story.dice, 5_000, 4 * MINUTE);
        }
    }

    private void bot() {
        String anonymousId = story.stranger();
        String address = story.dice.hash();
        long time = someTime();
        for (int i = 8 + story.dice.below(20); i > 0; i--) {
            Click click = story.click(anonymousId, null, time, "page_view", false);
            click.setUrl(Landing.SITE + "/docs/page-" + i);
            click.setIsBot(true);
            click.setIpHash(address);
            time += story.pace.lag(story.dice, 300, 2_000);
        }
        if (story.person.isAdvocate()) { // a link preview fetches the advocate's link
            Click click = story.click(anonymousId, null, time, "referral_link_clicked", false);
            Story.arrive(click, Landing.shared(story.dice, story.person.code()), null);
            click.setReferralCode(story.person.code());
            click.setIsBot(true);
        }
    }

    private long someTime() {
        return story.person.fromBefore()
                ? story.dice.between(story.floorMillis, story.endMillis)
                : story.before(story.person.joinedMillis(), story.floorMillis, Season.HOUR, 10 * Season.DAY);
    }
}
