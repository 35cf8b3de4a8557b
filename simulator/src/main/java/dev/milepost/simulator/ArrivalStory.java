package dev.milepost.simulator;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.PurchaseKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a person finds the product and signs up: visits, a friend's help, the signup itself. */
final class ArrivalStory {

    private static final long MINUTE = 60_000;
    private static final long FIXED_AFTER = Season.DAY;
    private static final List<String> MEDIUMS = List.of("whatsapp", "email", "twitter", "slack");

    private final Story story;
    private final Person person;
    private final Acquaintances acquaintances;
    private final Scenario scenario;
    private final Visits visits;
    private final long signup;

    private String enteredCode;

    ArrivalStory(Story story, Acquaintances acquaintances, Scenario scenario) {
        this.story = story;
        this.person = story.person;
        this.acquaintances = acquaintances;
        this.scenario = scenario;
        this.visits = new Visits(story);
        this.signup = person.joinedMillis();
    }

    void tell() {
        visits.before(signup);
        switch (scenario) {
            case ORGANIC -> {}
            case LINK -> link();
            case CODE -> code();
            case INVITE -> invite();
            case TWO_LINKS -> twoLinks();
            case CODE_AFTER_CLICK -> codeAfterClick();
            case TYPO -> typo();
            case UNKNOWN_CODE -> unknownCode();
            case SELF -> self();
            case JUNIOR -> junior();
            case EXISTING_CUSTOMER -> existingCustomer();
            case SECOND_ACCOUNT -> secondAccount();
            case LAPSED_CLICK -> lapsedClick();
            case CIRCLE, ASKED ->
                throw new IllegalArgumentException(person.userId() + " arrives otherwise: " + scenario);
            case LAPSED_IDENTITY -> friend().ifPresent(friend -> linkOnOtherDevice(friend, 25 * Season.HOUR));
        }
        signUp(signup, enteredCode);
    }

    private void signUp(long time, String code) {
        long before = story.before(time, story.floorMillis, 10_000, 5 * MINUTE);
        story.click(1, false, before, "page_view", false).setUrl(Landing.SITE + "/signup");
        boolean carriesDevice = story.dice.chance(0.9);
        story.signup(time, carriesDevice ? person.anonymousId(1) : null, code);
        if (!carriesDevice) {
            story.click(1, true, time + 500, "identified", true);
        }
    }

    private void link() {
        friend().ifPresent(friend -> {
            if (story.dice.chance(0.35)) {
                linkOnOtherDevice(friend, MINUTE);
            } else {
                clickLink(friend, 1, clickTime(friend.codeMillis()), friend.code());
                expect(friend, friend.code(), "link", ExpectedReferral.BOUND);
            }
        });
    }

    /** @param known the least time, in life, from the signup until the device is known to be the person's */
    private void linkOnOtherDevice(Person friend, long known) {
        long identified =
                signup + story.pace.lag(story.dice, known, known < Season.HOUR ? 20 * Season.HOUR : 5 * known);
        boolean inTime = identified - signup <= FIXED_AFTER;
        boolean seen = identified < story.endMillis;
        int device = inTime && !seen ? 1 : 2;
        clickLink(friend, device, clickTime(friend.codeMillis()), friend.code());
        if (device == 2) {
            story.click(2, true, identified, "identified", true);
        }
        if (!inTime) {
            story.devicesInUse = 1;
        }
        String outcome = inTime ? ExpectedReferral.BOUND : ExpectedReferral.NONE;
        expect(friend, friend.code(), "link", outcome, device == 2 ? identified : signup);
    }

    private void code() {
        friend().ifPresent(friend -> {
            if (story.dice.chance(0.5)) {
                clickLink(friend, 1, clickTime(friend.codeMillis()), friend.code());
            }
            enteredCode = friend.code();
            expect(friend, friend.code(), "code", ExpectedReferral.BOUND);
        });
    }

    private void invite() {
        friend().ifPresent(friend -> {
            long clicked = clickTime(friend.codeMillis() + 2);
            long sent = story.before(
                    clicked, Math.max(story.floorMillis, friend.codeMillis() + 1), 5 * MINUTE, 4 * Season.DAY);
            Click invite = story.clickOf(friend, sent, "invite_sent");
            invite.setReferralCode(friend.code());
            invite.getProperties().put("invitee_email_hash", person.emailHash());
            if (story.dice.chance(0.5)) {
                clickLink(friend, 1, clicked, friend.code());
            }
            expect(friend, friend.code(), "invite", ExpectedReferral.BOUND);
        });
    }

    private void twoLinks() {
        friend().ifPresent(winner -> {
            long later = clickTime(winner.codeMillis());
            Optional<Person> other = acquaintances
                    .advocate(story.dice, person, later - 10)
                    .filter(found -> found.number() != winner.number() && later - 10 > story.floorMillis);
            other.ifPresent(found -> {
                long from = Math.max(story.floorMillis, found.codeMillis() + 1);
                clickLink(found, 1, story.before(later, from, 10 * MINUTE, 3 * Season.DAY), found.code());
            });
            clickLink(winner, 1, later, winner.code());
            expect(winner, winner.code(), "link", ExpectedReferral.BOUND);
        });
    }

    private void codeAfterClick() {
        acquaintances.member(story.dice, person, signup - 5_000).ifPresent(friend -> {
            String code = codeFor(friend);
            long clicked = story.before(
                    signup - 10,
                    Math.max(story.floorMillis, friend.joinedMillis() + 1_000),
                    30 * MINUTE,
                    10 * Season.DAY);
            clickLink(friend, 1, clicked, code);
            createCode(friend, story.dice.between(clicked + 1, signup - 1), code);
            expect(friend, code, "link", ExpectedReferral.BOUND);
        });
    }

    private void typo() {
        friend().ifPresent(friend -> {
            enteredCode = nobodysCode();
            expect(null, enteredCode, "code", "refused:unknown_code");
            clickLink(friend, 1, clickTime(friend.codeMillis()), friend.code());
            expect(friend, friend.code(), "link", ExpectedReferral.BOUND);
        });
    }

    private void unknownCode() {
        enteredCode = nobodysCode();
        expect(null, enteredCode, "code", "refused:unknown_code");
    }

    private void self() {
        String code = "MP-" + person.name().toUpperCase(Locale.ROOT) + "-OWN";
        long created = story.before(signup - 10, story.floorMillis, 10 * MINUTE, 5 * Season.DAY);
        story.click(1, false, created, "referral_code_created", true).setReferralCode(code);
        if (story.dice.chance(0.5)) {
            visits.byLink(1, story.dice.between(created + 1, signup - 1), code);
            expect(person, code, "link", "refused:self");
        }
        enteredCode = code;
        expect(person, code, "code", "refused:self");
    }

    private void junior() {
        acquaintances.member(story.dice, person, signup - 5_000).ifPresent(friend -> {
            enteredCode = codeFor(friend);
            long created = signup + story.pace.lag(story.dice, 5 * MINUTE, 20 * Season.HOUR);
            boolean seen = created < story.endMillis;
            if (seen) {
                createCode(friend, created, enteredCode);
            }
            expect(
                    seen ? friend : null,
                    enteredCode,
                    "code",
                    seen ? "refused:junior_advocate" : "refused:unknown_code");
        });
    }

    /** A guest order before the signup, or a second signup later. */
    private void existingCustomer() {
        long again = signup + story.pace.lag(story.dice, Season.DAY, 20 * Season.DAY);
        boolean secondSignup = story.dice.chance(0.5) && again < story.endMillis;
        long judged = secondSignup ? again : signup;
        acquaintances.advocate(story.dice, person, judged).ifPresent(friend -> {
            if (secondSignup) {
                story.signup(again, null, friend.code());
            } else {
                enteredCode = friend.code();
                long ordered = story.before(signup, story.floorMillis, Season.HOUR, 20 * Season.DAY);
                long price = person.market().priceMinor(1_900);
                story.purchase(ordered, "o" + person.name() + "-guest", PurchaseKind.ORDER, price);
            }
            expect(friend, friend.code(), "code", "refused:existing_customer", judged);
        });
    }

    private void secondAccount() {
        friend().ifPresent(friend -> {
            story.hashes = friend.hashes();
            enteredCode = friend.code();
            expect(friend, friend.code(), "code", ExpectedReferral.BOUND);
        });
    }

    private void lapsedClick() {
        long latest = signup - 31 * Season.DAY;
        if (latest <= story.floorMillis) {
            return;
        }
        acquaintances.advocate(story.dice, person, latest).ifPresent(friend -> {
            long from = Math.max(story.floorMillis, friend.codeMillis() + 1);
            clickLink(friend, 1, story.before(latest, from, Season.HOUR, 14 * Season.DAY), friend.code());
            expect(friend, friend.code(), "link", ExpectedReferral.NONE);
        });
    }

    private Optional<Person> friend() {
        return acquaintances.advocate(story.dice, person, signup - 20);
    }

    /** When a link of a code created at {@code created} is clicked: within the 20 days before the signup. */
    private long clickTime(long created) {
        return story.before(signup - 10, Math.max(story.floorMillis, created + 1), 2 * MINUTE, 20 * Season.DAY);
    }

    /** The friend shares, the person clicks. */
    private void clickLink(Person friend, int device, long time, String code) {
        if (story.dice.chance(0.7)) {
            long from = Math.max(story.floorMillis, friend.joinedMillis() + 1_000);
            Click share = story.clickOf(friend, story.before(time, from, MINUTE, 2 * Season.DAY), "referral_shared");
            share.getProperties().put("code", code);
            share.getProperties().put("medium", story.dice.pick(MEDIUMS));
        }
        visits.byLink(device, time, code);
    }

    private void createCode(Person friend, long time, String code) {
        Click created = story.clickOf(friend, time, "referral_code_created");
        created.setReferralCode(code);
        if (story.dice.chance(0.5)) {
            created.getProperties().put("program", Person.NAMED_PROGRAM);
        }
    }

    /** A code that a friend makes for this person alone. */
    private String codeFor(Person friend) {
        return ("MP-" + friend.name() + "-" + person.name()).toUpperCase(Locale.ROOT);
    }

    private String nobodysCode() {
        return "MP-X" + story.dice.hash().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    private void expect(Person advocate, String code, String how, String outcome) {
        expect(advocate, code, how, outcome, signup);
    }

    private void expect(Person advocate, String code, String how, String outcome, long decided) {
        String owner = advocate == null ? "" : advocate.userId();
        story.expect(new ExpectedReferral(person.userId(), owner, code, how, outcome, scenario, decided));
    }
}
