package dev.milepost.testkit.population;

import static dev.milepost.testkit.population.World.MILLI;

import dev.milepost.schemas.event.Click;
import dev.milepost.testkit.programs.Programs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What counts as a touch, and which touches a conversion's window holds. */
final class TouchScenes {

    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final List<KnownLink> LINKS = List.of(KnownLink.values());
    private static final List<String> CHANNELS =
            List.of("paid_search", "email", "social", "direct", "affiliate", "display", " Email ", "REFERRAL", " ");

    static final List<Scene> ALL = List.of(
            TouchScenes::inactivity,
            TouchScenes::producerSessions,
            TouchScenes::robots,
            TouchScenes::addresses,
            TouchScenes::windowEdges,
            TouchScenes::programWindowEdges,
            TouchScenes::manyTouches,
            TouchScenes::onlyDirect,
            TouchScenes::devicesThatCallClicksAlike,
            TouchScenes::moreThanCountOnADay);

    private TouchScenes() {}

    private static Click.Builder direct(World world, Person person, Instant at) {
        Click.Builder click = world.click(person.anonymousId(), at);
        (world.chance(0.5) ? KnownLink.NONE : KnownLink.OWN_PAGE).visit(click);
        return click;
    }

    /** Direct clicks without a session_id, at gaps of 30 min less, exactly and plus one millisecond. */
    private static void inactivity(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        world.identify(person, at);
        for (Duration gap : List.of(HALF_HOUR.minus(MILLI), HALF_HOUR, HALF_HOUR.plus(MILLI))) {
            at = at.plus(gap);
            world.add(direct(world, person, at).build());
        }
        // A touch of another channel, or a click with a session_id, is activity all the same.
        at = at.plus(HALF_HOUR.minus(MILLI));
        world.add(
                world.chance(0.5)
                        ? world.click(person.anonymousId(), at)
                                .setChannel("email")
                                .build()
                        : direct(world, person, at)
                                .setSessionId(world.id("session"))
                                .build());
        at = at.plus(HALF_HOUR.minus(MILLI));
        world.add(direct(world, person, at).build());
        world.add(direct(world, person, at).build());
        world.order(person.userId(), at.plusSeconds(1), 7_001);
    }

    /** Direct clicks with a session_id: one touch a session, however long the pauses, for 24 h. */
    private static void producerSessions(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        String session = world.id("session");
        Duration day = Duration.ofHours(24);
        List<Duration> gaps = List.of(
                Duration.ZERO,
                HALF_HOUR.minus(MILLI),
                HALF_HOUR,
                HALF_HOUR.plus(MILLI),
                day.minus(MILLI),
                day.plus(MILLI));
        for (Duration gap : gaps) {
            at = at.plus(gap);
            world.add(direct(world, person, at).setSessionId(session).build());
        }
        world.add(direct(world, person, at.plusSeconds(1))
                .setSessionId(world.id("session"))
                .build());
        world.signup(person, at.plusSeconds(2));
        world.order(person.userId(), at.plusSeconds(2), 1_999);
    }

    /** Robots, and an advocate's own business, neither touch nor keep a session open. */
    private static void robots(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        world.add(direct(world, person, at).build());
        world.add(world.click(person.anonymousId(), at.plus(Duration.ofMinutes(20)))
                .setChannel("paid_search")
                .setIsBot(true)
                .build());
        world.add(world.click(person.anonymousId(), at.plus(Duration.ofMinutes(25)))
                .setName("invite_sent")
                .setReferralCode(world.standingCode())
                .setProperties(Map.of("invitee_email_hash", world.id("mail")))
                .build());
        world.add(direct(world, person, at.plus(HALF_HOUR)).build());
        // The only evidence of whose browser it is comes from the robot's click.
        world.add(world.click(person.anonymousId(), at.plus(Duration.ofHours(1)))
                .setIsBot(true)
                .setUserId(person.userId())
                .setReferralCode(world.standingCode())
                .build());
        world.order(person.userId(), at.plus(Duration.ofHours(2)), 1_001);
    }

    /** Every kind of address, and channels as producers write them. */
    private static void addresses(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        for (int i = 0; i < 3; i++) {
            KnownLink link = LINKS.get(world.below(LINKS.size()));
            Click.Builder click = world.click(person.anonymousId(), at.plus(Duration.ofMinutes(i)));
            link.visit(click);
            if (world.chance(0.4)) {
                click.setChannel(CHANNELS.get(world.below(CHANNELS.size())));
            }
            if (world.chance(0.3)) {
                click.setCampaign(world.name("campaign", world.below(3)));
            }
            if (world.chance(0.3)) {
                click.setReferralCode(world.standingCode());
            }
            world.add(click.build());
        }
        world.signup(person, at.plus(Duration.ofHours(1)));
        world.order(person.userId(), at.plus(Duration.ofHours(2)), 10_007);
    }

    /** Touches at, just before and just after both ends of the default window. */
    private static void windowEdges(World world, Cast cast) {
        edges(world, cast, world.moment(), Duration.ofDays(30), "default");
    }

    /** The same with the window of a program, on both sides of its next version. */
    private static void programWindowEdges(World world, Cast cast) {
        switch (world.turn("programWindowEdges", 4)) {
            case 0 -> edges(world, cast, Programs.MIDDLE.minus(MILLI), Duration.ofDays(30), Programs.SPRING);
            case 1 -> edges(world, cast, Programs.MIDDLE, Duration.ofDays(14), Programs.SPRING);
            case 2 -> edges(world, cast, world.moment(), Duration.ofDays(20), Programs.PARTNERS);
            default -> edges(world, cast, Programs.MIDDLE.plusSeconds(5), Duration.ofHours(36), Programs.QUIET);
        }
    }

    private static void edges(World world, Cast cast, Instant order, Duration window, String program) {
        Person person = cast.person();
        String code = world.standingCode(program);
        Instant signup = order.minus(world.millisUpTo(Duration.ofMinutes(30)));
        Instant start = order.minus(window);
        world.visit(person.anonymousId(), start.minus(MILLI), "social");
        world.visit(person.anonymousId(), start, "affiliate");
        world.referralClick(person.anonymousId(), start.plus(MILLI), code);
        world.referralClick(person.anonymousId(), signup.minusSeconds(1), code);
        world.add(world.signingUp(person, signup).setReferralCode(code).build());
        world.visit(person.anonymousId(), order, "email");
        world.visit(person.anonymousId(), order.plus(MILLI), "display");
        world.order(person.userId(), order, 10_000 + world.below(3));
    }

    /** A long journey: weights and cents that do not divide. */
    private static void manyTouches(World world, Cast cast) {
        Person person = cast.person();
        Instant order = world.moment();
        int touches = 8 + world.below(8);
        for (int i = 0; i < touches; i++) {
            Instant at = order.minus(world.millisUpTo(Duration.ofDays(30)));
            // Several at once, now and then, so that remainders tie.
            for (int j = 0; j <= (world.chance(0.2) ? 1 : 0); j++) {
                world.visit(person.anonymousId(), at, CHANNELS.get(world.below(CHANNELS.size())));
            }
        }
        world.signup(person, order.minusMillis(world.below(5_000)));
        world.order(person.userId(), order, 9_999 + world.below(100));
        world.order(person.userId(), order, world.below(20));
    }

    /** Two browsers of one user give their clicks the same event_ids: once at one time, once apart. */
    private static void devicesThatCallClicksAlike(World world, Cast cast) {
        Person phone = cast.person();
        Person laptop = new Person(phone.userId(), world.id("a"));
        Instant at = world.moment();
        String together = world.id("e");
        String apart = world.id("e");
        for (Person device : List.of(phone, laptop)) {
            world.add(world.click(device.anonymousId(), at)
                    .setEventId(together)
                    .setReferralCode(world.standingCode())
                    .build());
            world.add(world.click(device.anonymousId(), at.plusSeconds(1 + world.below(9)))
                    .setEventId(apart)
                    .setChannel(world.chance(0.5) ? "email" : "direct")
                    .build());
        }
        world.identify(laptop, at.plusSeconds(20));
        world.signup(phone, at.plusSeconds(30));
        world.order(phone.userId(), at.plusSeconds(40), 1_003);
    }

    /** Played once in a population: touches, codes, invites and product events of one browser beyond a day's limit. */
    private static void moreThanCountOnADay(World world, Cast cast) {
        if (world.turn("moreThanCountOnADay", 100) != 1) {
            return;
        }
        Person busy = cast.person();
        String browser = busy.anonymousId();
        Instant day = world.moment().truncatedTo(ChronoUnit.DAYS);
        String mail = world.id("mail");
        String code = world.id("code");
        for (int i = 0; i < 620; i++) {
            Instant at = day.plus(Duration.ofMinutes(2L * i)).plusMillis(world.below(60_000));
            switch (i % 9) {
                case 0 -> world.referralClick(browser, at, world.standingCode(Programs.QUIET));
                case 1 ->
                    world.add(world.click(browser, at).setName("activated").build());
                case 2 -> world.createCode(null, browser, at, i < 570 ? world.id("code") : code, "default");
                case 3 ->
                    world.add(world.click(browser, at)
                            .setName("invite_sent")
                            .setReferralCode(world.standingCode())
                            .setProperties(Map.of("invitee_email_hash", i < 570 ? world.id("mail") : mail))
                            .build());
                case 4 -> world.add(direct(world, busy, at).build());
                default -> world.visit(browser, at, CHANNELS.get(world.below(3)));
            }
        }
        world.visit(browser, day.plus(Duration.ofDays(1)), "display");
        world.signup(busy, day.plus(Duration.ofHours(25)));
        world.order(busy.userId(), day.plus(Duration.ofHours(26)), 77_777);
        Person invited = cast.person();
        world.add(world.signingUp(invited, day.plus(Duration.ofHours(27)))
                .setEmailHash(mail)
                .setReferralCode(code)
                .build());
    }

    private static void onlyDirect(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        for (int i = 0; i < 3; i++) {
            world.add(direct(world, person, at.plus(Duration.ofDays(i))).build());
        }
        world.signup(person, at.plus(Duration.ofDays(3)));
        world.order(person.userId(), at.plus(Duration.ofDays(4)), 100);
    }
}
