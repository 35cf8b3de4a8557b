package dev.milepost.simulator;

import dev.milepost.schemas.event.Click;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person does once signed up: sessions, product events, sharing, support, changes of plan. */
final class CustomerStory {

    private static final long MINUTE = 60_000;
    private static final int MOST_SESSIONS = 14;
    private static final double GOES_ON = 0.86;
    private static final double SHARES_A_DEVICE = 0.08;
    private static final double GETS_GOING = 0.6;
    private static final List<String> PRODUCT_EVENTS = List.of(
            "task_completed",
            "task_completed",
            "task_completed",
            "project_created",
            "teammate_invited",
            "report_exported",
            "page_view",
            "page_view");

    private final Story story;
    private final Person person;
    private final Acquaintances acquaintances;
    private final long joined;

    CustomerStory(Story story, Acquaintances acquaintances) {
        this.story = story;
        this.person = story.person;
        this.acquaintances = acquaintances;
        this.joined = person.joinedMillis();
    }

    void tell() {
        onboarding();
        sessions();
        if (person.isAdvocate()) {
            advocacy();
        }
        support();
        attributes();
        if (story.dice.chance(SHARES_A_DEVICE)) {
            sharedDevice();
        }
    }

    private void onboarding() {
        long time = joined + story.pace.lag(story.dice, MINUTE, Season.HOUR);
        if (!person.fromBefore() && story.dice.chance(0.6)) {
            story.click(1, true, time, "project_created", false);
            if (story.dice.chance(0.7)) {
                time += story.pace.lag(story.dice, MINUTE, 5 * Season.DAY);
                Click activated = story.click(1, true, time, "activated", false);
                activated.getProperties().put("plan", person.plan());
                if (story.dice.chance(GETS_GOING)) {
                    getsGoing(time);
                }
            }
        }
    }

    /** Who finds the product useful has a team in it, and work done, within days. */
    private void getsGoing(long activated) {
        long time = activated + story.pace.lag(story.dice, MINUTE, 2 * Season.DAY);
        story.click(1, true, time, "teammate_invited", false);
        for (int tasks = 3 + story.dice.below(4); tasks > 0; tasks--) {
            time += story.pace.lag(story.dice, MINUTE, Season.DAY);
            story.click(1, true, time, "task_completed", false);
        }
    }

    private void sessions() {
        long time = joined;
        for (int i = 0; i < MOST_SESSIONS && story.dice.chance(GOES_ON); i++) {
            time = story.pace.waking(
                    story.dice,
                    time + story.pace.lag(story.dice, 8 * Season.HOUR, 14 * Season.DAY),
                    person.market().utcOffsetHours);
            int device = 1 + story.dice.below(story.devicesInUse);
            boolean signedIn = story.dice.chance(0.85);
            session(device, signedIn, time);
        }
    }

    private void session(int device, boolean signedIn, long start) {
        String session = story.session();
        Click first = story.click(device, signedIn, start, "page_view", false);
        Landing landing = story.dice.chance(0.5) ? Landing.direct(Landing.SITE + "/app") : Landing.draw(story.dice);
        Story.arrive(first, landing, session);
        long time = start;
        for (int i = story.dice.below(5); i > 0; i--) {
            time += story.pace.lag(story.dice, 5_000, 6 * MINUTE);
            String name = signedIn ? story.dice.pick(PRODUCT_EVENTS) : "page_view";
            Click click = story.click(device, signedIn, time, name, false);
            click.setSessionId(session);
            click.setUrl(Landing.SITE + "/app/" + name.replace('_', '-'));
            if (name.equals("report_exported")) {
                click.setValue(Story.value(100 + story.dice.below(50_000), 2));
            }
        }
    }

    private void advocacy() {
        long created = person.codeMillis();
        if (story.dice.chance(0.6)) {
            long viewed = story.before(created, Math.max(story.floorMillis, joined), MINUTE, Season.HOUR);
            story.click(1, true, viewed, "ask_viewed", false).getProperties().put("ask", "up-and-running");
        }
        Click code = story.click(1, true, created, "referral_code_created", true);
        code.setReferralCode(person.code());
        if (!person.program().equals(Person.DEFAULT_PROGRAM)) {
            code.getProperties().put("program", person.program());
        }
        long time = created;
        for (int shares = story.dice.below(3); shares > 0; shares--) {
            time += story.pace.lag(story.dice, MINUTE, 10 * Season.DAY);
            Click share = story.click(1, true, time, "referral_shared", false);
            share.getProperties().put("code", person.code());
            share.getProperties().put("medium", "copy");
        }
        if (story.dice.chance(0.2)) { // an invitation that nobody takes up
            time += story.pace.lag(story.dice, MINUTE, Season.DAY);
            Click invite = story.click(1, true, time, "invite_sent", false);
            invite.setReferralCode(person.code());
            invite.getProperties().put("invitee_email_hash", story.dice.hash());
        }
    }

    private void support() {
        if (story.dice.chance(0.12)) {
            long time = joined + story.pace.lag(story.dice, Season.HOUR, 40 * Season.DAY);
            String ticket = "ticket-" + person.name();
            story.click(1, true, time, "support_ticket_opened", false)
                    .getProperties()
                    .put("ticket", ticket);
            if (story.dice.chance(0.8)) {
                time += story.pace.lag(story.dice, Season.HOUR, 3 * Season.DAY);
                story.click(1, true, time, "support_ticket_resolved", false)
                        .getProperties()
                        .put("ticket", ticket);
            }
        }
        if (story.dice.chance(0.05)) {
            long time = joined + story.pace.lag(story.dice, Season.HOUR, 60 * Season.DAY);
            story.click(1, true, time, "consent_changed", false)
                    .getProperties()
                    .put("marketing_consent", Boolean.toString(story.dice.chance(0.5)));
        }
        if (story.dice.chance(0.03)) {
            story.click(1, true, joined + story.pace.lag(story.dice, Season.DAY, 60 * Season.DAY), "opted_out", false);
        }
    }

    private void attributes() {
        if (story.dice.chance(0.6)) {
            story.attributes(
                    joined + story.pace.lag(story.dice, 1_000, MINUTE),
                    Map.of("plan", person.plan(), "segment", person.segment()));
        }
        if (story.dice.chance(0.15)) {
            story.attributes(
                    joined + story.pace.lag(story.dice, Season.DAY, 50 * Season.DAY),
                    Map.of("plan", "team", "segment", story.dice.chance(0.3) ? "churn_risk" : person.segment()));
        }
    }

    /** The person uses a housemate's device: signed in, and not. */
    private void sharedDevice() {
        long time = joined + story.pace.lag(story.dice, Season.HOUR, 10 * Season.DAY);
        Optional<Person> found = acquaintances.housemate(story.dice, person, time);
        if (found.isEmpty()) {
            return;
        }
        Person housemate = found.get();
        String device = housemate.anonymousId(1);
        for (int i = 0; i < 4; i++) {
            Click click = story.click(device, i % 2 == 1 ? person.userId() : null, time, "page_view", false);
            Story.arrive(click, i == 0 ? Landing.draw(story.dice) : Landing.direct(Landing.SITE + "/app"), null);
            click.setDeviceHash(housemate.hashes().device(1));
            click.setIpHash(housemate.hashes().ip());
            click.setIpPrefixHash(housemate.hashes().ipPrefix());
            time += story.pace.lag(story.dice, MINUTE, 12 * Season.HOUR);
        }
    }
}
