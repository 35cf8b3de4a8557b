package dev.milepost.testkit.population;

import static dev.milepost.testkit.population.World.MILLI;

import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.testkit.programs.Programs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which evidence binds a referee, and what qualifies the referral. */
final class BindingScenes {

    private static final Duration DEADLINE = Duration.ofHours(24);

    static final List<Scene> ALL = List.of(
            BindingScenes::enteredCode,
            BindingScenes::invited,
            BindingScenes::severalLinks,
            BindingScenes::clickWindowEdges,
            BindingScenes::everyKindAtOnce,
            BindingScenes::knownJustInTime,
            BindingScenes::evidenceTies,
            BindingScenes::qualificationEdges,
            BindingScenes::qualifiedByProduct);

    private BindingScenes() {}

    private static void enteredCode(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        world.visit(person.anonymousId(), at.minusSeconds(30), "social");
        world.add(world.signingUp(person, at)
                .setReferralCode(world.standingCode())
                .build());
        world.order(person.userId(), at.plus(world.millisUpTo(Duration.ofDays(20))), 2_000);
    }

    /** Invites 90 d before the signup, one millisecond earlier, and the day before; the newest wins. */
    private static void invited(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        String mail = world.id("mail");
        Instant edge = at.minus(Duration.ofDays(90));
        int variant = world.turn("invited", 3);
        world.invite(mail, edge.minus(MILLI), world.standingCode());
        if (variant != 0) {
            world.invite(mail, edge, world.standingCode());
        }
        if (variant == 2) {
            world.invite(mail, at.minus(Duration.ofDays(1)), world.standingCode());
            world.invite(mail, at.plus(MILLI), world.standingCode());
        }
        world.add(world.signingUp(person, at).setEmailHash(mail).build());
        world.order(person.userId(), at.plus(Duration.ofDays(1)), 1_500);
        Person friend = cast.person();
        String mailOfFriend = world.id("mail");
        world.invite(mailOfFriend, at.minus(world.millisUpTo(Duration.ofDays(80))), world.standingCode("default"));
        world.add(world.signingUp(friend, at.plusSeconds(world.below(9)))
                .setEmailHash(mailOfFriend)
                .build());
    }

    /** Links of several programs, some of which bind by the first: their order is turned around in place. */
    private static void severalLinks(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        for (int i = 0; i < 5; i++) {
            String program = i % 2 == 0 ? Programs.SPRING : world.chance(0.7) ? Programs.PARTNERS : "default";
            world.referralClick(
                    person.anonymousId(), at.minus(world.millisUpTo(Duration.ofDays(12))), world.standingCode(program));
        }
        if (world.chance(0.7)) {
            // An unknown code among them is refused only if its turn comes before one that binds.
            world.referralClick(
                    person.anonymousId(), at.minus(world.millisUpTo(Duration.ofDays(12))), world.id("nocode"));
        }
        world.signup(person, at);
        world.order(person.userId(), at.plus(Duration.ofDays(3)), 3_001);
    }

    /** The only link lies at, just before or just after the start of its program's click_window. */
    private static void clickWindowEdges(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        int turn = world.turn("clickWindowEdges", 12);
        String program = List.of("default", Programs.SPRING, Programs.PARTNERS, Programs.QUIET)
                .get(turn / 3);
        Duration window = switch (program) {
            case Programs.SPRING -> at.isBefore(Programs.MIDDLE) ? Duration.ofDays(30) : Duration.ofDays(10);
            case Programs.PARTNERS -> Duration.ofDays(14);
            case Programs.QUIET -> Duration.ofHours(12);
            default -> Duration.ofDays(30);
        };
        world.referralClick(
                person.anonymousId(), at.minus(window).plusMillis(turn % 3 - 1), world.standingCode(program));
        world.signup(person, at);
        world.order(person.userId(), at.plus(world.millisUpTo(Duration.ofDays(100))), 2_222);
    }

    /** A code that is refused, an invite and links: the first that holds binds, those before are on record. */
    private static void everyKindAtOnce(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        String mail = world.id("mail");
        String unknown = world.id("nocode");
        world.referralClick(person.anonymousId(), at.minus(Duration.ofHours(5)), unknown);
        world.referralClick(person.anonymousId(), at.minus(Duration.ofHours(4)), unknown);
        world.referralClick(person.anonymousId(), at.minus(Duration.ofHours(3)), world.standingCode());
        if (world.chance(0.5)) {
            world.invite(mail, at.minus(Duration.ofHours(2)), world.chance(0.5) ? unknown : world.standingCode());
        }
        world.add(world.signingUp(person, at)
                .setEmailHash(mail)
                .setReferralCode(unknown)
                .build());
        world.order(person.userId(), at.plus(Duration.ofHours(1)), 4_000);
    }

    /** The browser with the link is found to be the referee's 24 h after the signup, or a millisecond off. */
    private static void knownJustInTime(World world, Cast cast) {
        Person person = cast.person();
        Person laptop = new Person(person.userId(), cast.browser());
        Instant at = world.moment();
        world.referralClick(laptop.anonymousId(), at.minus(Duration.ofHours(1)), world.standingCode());
        world.signup(person, at);
        int off = world.turn("knownJustInTime", 4) - 1;
        world.identify(
                laptop,
                off == 2
                        ? at.plus(world.millisUpTo(DEADLINE))
                        : at.plus(DEADLINE).plusMillis(off));
        world.order(person.userId(), at.plus(Duration.ofHours(2)), 1_234);
    }

    /** Click and signup in one millisecond: the click counts if its event_id is smaller. */
    private static void evidenceTies(World world, Cast cast) {
        Person person = cast.person();
        Instant at = world.moment();
        world.referralClick(person.anonymousId(), at, world.standingCode());
        world.referralClick(person.anonymousId(), at, world.standingCode());
        world.signup(person, at);
        world.order(person.userId(), at, 640);
        world.order(person.userId(), at, 641);
    }

    /** Orders at, just before and just after the end of what qualifies, and with the signup itself. */
    private static void qualificationEdges(World world, Cast cast) {
        Person person = cast.person();
        int turn = world.turn("qualificationEdges", 9);
        String program = List.of("default", Programs.SPRING, Programs.PARTNERS).get(turn / 3);
        Instant at = program.equals(Programs.SPRING) ? Programs.MIDDLE.plusMillis(turn) : world.moment();
        Signup signup = world.signingUp(person, at)
                .setReferralCode(world.standingCode(program))
                .build();
        world.add(signup);
        int off = turn % 3 - 1;
        switch (program) {
            case Programs.SPRING -> {
                world.order(person.userId(), at.plus(Duration.ofDays(2)), 499);
                world.order(person.userId(), at.plus(Duration.ofDays(30)).plusMillis(off), 500);
            }
            case Programs.PARTNERS -> {
                world.add(world.purchase(person.userId(), at.plusSeconds(9), PurchaseKind.RENEWAL, world.id("o"), 1_000)
                        .build());
                world.add(world.purchase(
                                person.userId(),
                                at.plus(Duration.ofDays(60)).plusMillis(off),
                                PurchaseKind.RENEWAL,
                                world.id("o"),
                                1_000)
                        .setCurrency("EUR")
                        .build());
            }
            default -> world.order(person.userId(), at.plus(Duration.ofDays(90)).plusMillis(off), 10);
        }
    }

    /** A product event qualifies, from whichever browser turns out to be the referee's. */
    private static void qualifiedByProduct(World world, Cast cast) {
        Person person = cast.person();
        Person phone = new Person(person.userId(), cast.browser());
        Instant at = world.chance(0.7)
                ? Programs.MIDDLE.plus(world.millisUpTo(Duration.ofDays(5)))
                : Programs.MIDDLE.minus(Duration.ofDays(6));
        String code = world.standingCode(Programs.QUIET);
        world.referralClick(person.anonymousId(), at.minus(Duration.ofHours(2)), code);
        world.visit(person.anonymousId(), at.minus(Duration.ofHours(1)), "email");
        world.signup(person, at);
        world.add(world.click(phone.anonymousId(), at.plus(Duration.ofDays(14)).plusMillis(world.below(3) - 1))
                .setName("activated")
                .build());
        world.identify(phone, at.plus(Duration.ofDays(15)));
        if (world.chance(0.5)) {
            world.add(world.click(person.anonymousId(), at.plus(world.millisUpTo(Duration.ofDays(20))))
                    .setName("activated")
                    .setUserId(person.userId())
                    .build());
        }
        world.order(person.userId(), at.plus(Duration.ofHours(3)), 999);
    }
}
