package dev.milepost.testkit.population;

import static dev.milepost.testkit.population.World.MILLI;

import dev.milepost.schemas.event.PurchaseKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Referrals that bind nobody, each for its reason, and those that only just do. */
final class RefusalScenes {

    private static final Duration DEADLINE = Duration.ofHours(24);

    static final List<Scene> ALL = List.of(
            RefusalScenes::self,
            RefusalScenes::unknownCode,
            RefusalScenes::secondSignup,
            RefusalScenes::alreadyBuying,
            RefusalScenes::juniorCode,
            RefusalScenes::juniorAdvocate,
            RefusalScenes::eachOther);

    private RefusalScenes() {}

    /** A user creates a code before signing up, and enters it; a link of another advocate may still bind. */
    private static void self(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        String code = world.id("code");
        world.createCode(person, at.minusSeconds(20), code, "default");
        if (world.chance(0.5)) {
            world.referralClick(person.anonymousId(), at.minusSeconds(10), world.standingCode());
        }
        world.add(world.signingUp(person, at).setReferralCode(code).build());
        world.order(person.userId(), at.plusSeconds(10), 2_000);
    }

    /** Nobody creates the code within 24 h of the signup; at exactly 24 h it is known, but too young. */
    private static void unknownCode(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        String code = world.id("code");
        int variant = world.turn("unknownCode", 6);
        if (variant == 4) {
            world.createCode(cast.person(), at.plus(DEADLINE).plus(MILLI), code, "default");
        } else if (variant == 5) {
            world.createCode(cast.person(), at.plus(DEADLINE), code, "default");
        }
        world.add(world.signingUp(person, at).setReferralCode(code).build());
        world.order(person.userId(), at.plusSeconds(10), 2_000);
    }

    private static void secondSignup(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        String first = world.standingCode();
        world.add(world.signingUp(person, at).setReferralCode(first).build());
        Instant again = at.plus(world.chance(0.3) ? Duration.ZERO : world.millisUpTo(Duration.ofDays(2)));
        world.referralClick(person.anonymousId(), at.minusSeconds(1), first);
        world.add(world.signingUp(person, again)
                .setReferralCode(world.standingCode())
                .build());
        world.order(person.userId(), again.plusSeconds(5), 900);
    }

    /** An order or a renewal before the signup, by a millisecond, or tied with it. */
    private static void alreadyBuying(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        PurchaseKind kind = world.chance(0.5) ? PurchaseKind.ORDER : PurchaseKind.RENEWAL;
        Instant bought = switch (world.turn("alreadyBuying", 8)) {
            case 0 -> at;
            case 1 -> at.plus(MILLI);
            default -> at.minusMillis(1 + world.below(5_000));
        };
        world.add(world.purchase(person.userId(), bought, kind, world.id("o"), 1_100)
                .build());
        world.add(world.signingUp(person, at)
                .setReferralCode(world.standingCode())
                .build());
    }

    /** The code is created after the signup, or tied with it. */
    private static void juniorCode(World world, Cast cast) {
        Person advocate = cast.person();
        Person referee = cast.person();
        Instant at = world.moment();
        String code = world.id("code");
        Instant created = switch (world.turn("juniorCode", 8)) {
            case 0 -> at;
            case 1 -> at.minus(MILLI);
            default -> at.plus(world.millisUpTo(DEADLINE));
        };
        world.add(world.signingUp(referee, at).setReferralCode(code).build());
        world.createCode(advocate, created, code, "default");
        world.order(referee.userId(), at.plus(Duration.ofDays(1)), 700);
    }

    /** The advocate, whose code is older, signs up after the referee: within 24 h it refuses, later it does not. */
    private static void juniorAdvocate(World world, Cast cast) {
        Person advocate = cast.person();
        Person referee = cast.person();
        Instant at = world.moment();
        String code = world.id("code");
        world.createCode(advocate, at.minus(Duration.ofHours(1)), code, "default");
        world.add(world.signingUp(referee, at).setReferralCode(code).build());
        Instant joined = switch (world.turn("juniorAdvocate", 8)) {
            case 0 -> at;
            case 1 -> at.minus(MILLI);
            case 2 -> at.plus(DEADLINE).plus(MILLI);
            case 3 -> at.plus(DEADLINE);
            default -> at.plus(world.millisUpTo(DEADLINE));
        };
        world.signup(advocate, joined);
        world.order(referee.userId(), at.plus(Duration.ofDays(2)), 800);
    }

    /** Two users enter each other's code: only the later signup can bind. */
    private static void eachOther(World world, Cast cast) {
        Person one = cast.person();
        Person other = cast.person();
        Instant at = world.moment();
        String ofOne = world.id("code");
        String ofOther = world.id("code");
        world.createCode(one, at.minusSeconds(50), ofOne, "default");
        world.createCode(other, at.minusSeconds(40), ofOther, "default");
        world.add(world.signingUp(one, at).setReferralCode(ofOther).build());
        world.add(world.signingUp(other, at.plusSeconds(world.below(2)))
                .setReferralCode(ofOne)
                .build());
        world.order(one.userId(), at.plusSeconds(50), 801);
    }
}
