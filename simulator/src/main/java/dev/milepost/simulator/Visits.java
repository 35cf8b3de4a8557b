package dev.milepost.simulator;

import dev.milepost.schemas.event.Click;

/** A person's visits before they sign in: by a friend's link, or by any other way. */
final class Visits {

    private static final long MINUTE = 60_000;

    private final Story story;

    Visits(Story story) {
        this.story = story;
    }

    /** Those that led to nothing, before a time. */
    void before(long limit) {
        int visits = story.dice.weighted(25, 35, 25, 15);
        for (int i = 0; i < visits; i++) {
            int device = 1 + story.dice.below(story.person.devices());
            long time = story.before(limit, story.floorMillis, Season.HOUR, 25 * Season.DAY);
            visit(device, time, Landing.draw(story.dice));
        }
    }

    /** By a shared link. */
    void byLink(int device, long time, String code) {
        String session = story.session();
        Click click = story.click(device, false, time, "referral_link_clicked", true);
        Story.arrive(click, Landing.shared(story.dice, code), session);
        click.setReferralCode(code);
        morePages(device, time, session);
    }

    private void visit(int device, long time, Landing landing) {
        String session = story.session();
        Story.arrive(story.click(device, false, time, "page_view", false), landing, session);
        morePages(device, time, session);
    }

    private void morePages(int device, long from, String session) {
        long time = from;
        for (int pages = story.dice.below(4); pages > 0; pages--) {
            time += story.pace.lag(story.dice, 4_000, 3 * MINUTE);
            Click click = story.click(device, false, time, "page_view", false);
            click.setSessionId(session);
            click.setUrl(Landing.SITE + (story.dice.chance(0.5) ? "/pricing" : "/features"));
            click.setReferrerUrl(story.dice.chance(0.3) ? Landing.SITE + "/" : null);
        }
    }
}
