package dev.milepost.testkit.population;

import static dev.milepost.testkit.population.World.MILLI;

import dev.milepost.testkit.programs.Programs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whose code it is, when: created after the click, created again by another, known by a late link. */
final class CodeScenes {

    private static final Duration DEADLINE = Duration.ofHours(24);
    private static final Duration OWNER_WAIT = Duration.ofDays(400);
    private static final List<String> ANY =
            List.of("default", Programs.SPRING, Programs.PARTNERS, Programs.QUIET, "unheard-of");

    static final List<Scene> ALL = List.of(
            CodeScenes::createdAfterTheClick,
            CodeScenes::createdAgain,
            CodeScenes::ownerFoundLater,
            CodeScenes::ownerSignsUpLate);

    private CodeScenes() {}

    private static void createdAfterTheClick(World world, Cast cast) {
        Person advocate = cast.person();
        Person referee = cast.person();
        Instant at = world.moment();
        String code = world.id("code");
        world.referralClick(referee.anonymousId(), at.minusSeconds(60), code);
        world.createCode(
                advocate, at.minusSeconds(60).plusMillis(1 + world.below(60_000 - 1)), code, ANY.get(world.below(5)));
        world.signup(referee, at);
        world.order(referee.userId(), at.plusSeconds(60), 6_000);
    }

    /** Another owner creates the same code, in another program, just before or after the signup. */
    private static void createdAgain(World world, Cast cast) {
        Person first = cast.person();
        Person second = cast.person();
        Person referee = cast.person();
        Instant at = world.moment();
        String code = world.id("code");
        Instant again = switch (world.turn("createdAgain", 4)) {
            case 0 -> at.minus(MILLI);
            case 1 -> at;
            case 2 -> at.plus(MILLI);
            default -> at.minus(world.millisUpTo(Duration.ofHours(9)));
        };
        world.createCode(first, at.minus(Duration.ofHours(10)), code, ANY.get(world.below(5)));
        world.createCode(second, again, code, ANY.get(world.below(5)));
        world.referralClick(referee.anonymousId(), at.minus(Duration.ofHours(1)), code);
        world.signup(referee, at);
        world.order(referee.userId(), at.plus(Duration.ofDays(1)), 6_001);
        Person later = cast.person();
        world.add(world.signingUp(later, at.plus(Duration.ofHours(1)))
                .setReferralCode(code)
                .build());
    }

    /** The owner of an old code signs up soon after the referee: as long after the creation as that counts, and later. */
    private static void ownerSignsUpLate(World world, Cast cast) {
        Instant at = world.moment();
        for (int off = 0; off < 2; off++) {
            Person advocate = new Person(world.id("u"), world.id("a"));
            Person referee = cast.person();
            String code = world.id("code");
            Instant signup = at.plusMillis(1 + world.below(1_000_000));
            world.createCode(advocate, signup.minus(OWNER_WAIT).minusMillis(off), code, "default");
            world.add(world.signingUp(referee, at).setReferralCode(code).build());
            world.signup(advocate, signup);
        }
    }

    /** The code's creator is anonymous at first; the link that names them comes just in time, or too late. */
    private static void ownerFoundLater(World world, Cast cast) {
        Person advocate = cast.person();
        Person referee = cast.person();
        Instant at = world.moment();
        String code = world.id("code");
        Instant created = at.minusSeconds(30);
        Instant linked = switch (world.turn("ownerFoundLater", 7)) {
            case 0 -> at.plus(DEADLINE).minus(MILLI);
            case 1 -> at.plus(DEADLINE);
            case 2 -> at.plus(DEADLINE).plus(MILLI);
            case 3 -> created.plus(Duration.ofDays(30));
            case 4 -> created.plus(Duration.ofDays(30)).plus(MILLI);
            default -> at.plus(world.millisUpTo(DEADLINE));
        };
        world.createCode(null, advocate.anonymousId(), created, code, "default");
        world.add(world.signingUp(referee, at).setReferralCode(code).build());
        world.identify(advocate, linked);
        world.order(referee.userId(), at.plus(Duration.ofDays(1)), 6_002);
        // By then everybody knows.
        Person later = cast.person();
        world.add(world.signingUp(later, at.plus(Duration.ofDays(31)))
                .setReferralCode(code)
                .build());
    }
}
