package dev.milepost.testkit.population;

import static dev.milepost.testkit.population.World.MILLI;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whose browser it is: merges, rival links, shared devices, the look-back. */
final class IdentityScenes {

    private static final Duration LOOK_BACK = Duration.ofDays(30);

    static final List<Scene> ALL = List.of(
            IdentityScenes::mergedAtSignup,
            IdentityScenes::mergedByIdentified,
            IdentityScenes::earlierLinkArrivesLate,
            IdentityScenes::sharedDevice,
            IdentityScenes::lookBackEdges,
            IdentityScenes::linkTies);

    private IdentityScenes() {}

    /** Anonymous touches become the user's at signup; a second browser joins later. */
    private static void mergedAtSignup(World world, Cast cast) {
        Person person = cast.person();
        Instant signup = world.moment();
        world.visit(person.anonymousId(), signup.minus(world.millisUpTo(Duration.ofDays(3))), "social");
        world.referralClick(person.anonymousId(), signup.minus(Duration.ofMinutes(7)), world.standingCode());
        world.signup(person, signup);
        Person second = new Person(person.userId(), cast.browser());
        Instant order = signup.plus(world.millisUpTo(Duration.ofDays(5)));
        world.visit(second.anonymousId(), order.minus(Duration.ofMinutes(3)), "email");
        world.order(person.userId(), order, 4_999);
        world.identify(second, order.plus(world.millisUpTo(Duration.ofHours(30))));
    }

    private static void mergedByIdentified(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        world.visit(person.anonymousId(), at, "display");
        world.order(person.userId(), at.plusSeconds(30), 2_500);
        world.identify(person, at.plusSeconds(world.below(90)));
        world.visit(person.anonymousId(), at.plus(Duration.ofDays(45)), "affiliate");
        world.order(person.userId(), at.plus(Duration.ofDays(46)), 1_999);
    }

    /** A link that is earlier than the one known arrives up to 24 h late and moves the touches. */
    private static void earlierLinkArrivesLate(World world, Cast cast) {
        Person first = cast.person();
        Person second = new Person(world.id("u"), first.anonymousId());
        Instant at = world.moment();
        world.referralClick(first.anonymousId(), at, world.standingCode());
        world.add(
                world.click(first.anonymousId(), at.plusSeconds(5))
                        .setName("identified")
                        .setUserId(first.userId())
                        .build(),
                Duration.ofHours(20).plus(world.millisUpTo(Duration.ofHours(4))));
        world.add(world.signingUp(second, at.plusSeconds(60)).build(), Duration.ofSeconds(1));
        world.order(second.userId(), at.plusSeconds(90), 1_000);
        world.order(first.userId(), at.plusSeconds(120), 3_000);
        world.signup(new Person(first.userId(), null), at.plusSeconds(150));
    }

    /** Two users on one browser; clicks that carry a user_id belong to that user, others to the first. */
    private static void sharedDevice(World world, Cast cast) {
        Person first = cast.person();
        Person second = new Person(cast.person().userId(), first.anonymousId());
        Instant at = world.moment();
        world.visit(first.anonymousId(), at, "email");
        world.signup(first, at.plusSeconds(10));
        world.add(world.click(first.anonymousId(), at.plusSeconds(20))
                .setUserId(second.userId())
                .setReferralCode(world.standingCode())
                .build());
        world.visit(first.anonymousId(), at.plusSeconds(30), "social");
        world.signup(second, at.plusSeconds(40));
        world.order(first.userId(), at.plusSeconds(50), 1_201);
        world.order(second.userId(), at.plusSeconds(50), 1_202);
    }

    /** Touches 30 d before the link, one millisecond earlier, and one later. */
    private static void lookBackEdges(World world, Cast cast) {
        Person person = cast.person();
        Instant link = world.moment();
        Instant edge = link.minus(LOOK_BACK);
        world.visit(person.anonymousId(), edge.minus(MILLI), "display");
        world.visit(person.anonymousId(), edge, "social");
        world.visit(person.anonymousId(), edge.plus(MILLI), "email");
        world.identify(person, link);
        // Only an order before the link has those touches in its window.
        world.order(person.userId(), link.minus(Duration.ofDays(9)), 3_333);
        world.order(person.userId(), link, 999);
    }

    /** Two links in one millisecond: the smaller event_id wins. */
    private static void linkTies(World world, Cast cast) {
        Person first = cast.person();
        Person second = new Person(world.id("u"), first.anonymousId());
        Instant at = world.moment();
        world.visit(first.anonymousId(), at, "social");
        world.identify(first, at);
        world.identify(second, at);
        world.signup(first, at);
        world.order(first.userId(), at, 500);
        world.order(second.userId(), at, 501);
    }
}
