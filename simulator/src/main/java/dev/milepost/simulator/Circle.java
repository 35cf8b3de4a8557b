package dev.milepost.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An advocate, and the friends whom they win one after the other in one of the reward programs of {@link Offers}. Who does what
 * when is fixed before anything is told, so what the ledger must say of it is known to the cent. What becomes of a friend, and
 * what that earns, depends on the friends before them alone.
 *
 * <p>Time goes by beats: a friend signs up within three beats of the one before, orders a beat or two later, is judged by three
 * beats after that.
 */
final class Circle {

    /** In which program; one circle of three is for the ladder. */
    private enum Kind {
        BOTH(Market.US),
        LADDER(Market.DE);

        private final Market market;

        Kind(Market market) {
            this.market = market;
        }
    }

    /** Draws who somebody is. */
    interface Casting {

        /** Index 0 is the advocate; from 1 on they are their friends. */
        Person draw(int index, Market market, long joinedMillis);
    }

    private static final long LEAST_BEATS_HELD = 2;
    private static final int MOST_CENTS = 40_000;

    private final long seed;
    private final long number;
    private final Offers offers;
    private final Kind kind;
    private final Casting casting;
    private final Person advocate;
    private final List<Friend> friends = new ArrayList<>();

    /**
     * Plans it.
     *
     * @param number of the circle; of one seed it makes a circle what it is
     * @param joinedMillis when the advocate signs up
     * @param size how many friends
     */
    Circle(long seed, long number, Offers offers, Casting casting, long joinedMillis, int size) {
        this.seed = seed;
        this.number = number;
        this.offers = offers;
        this.kind = number % 3 == 2 ? Kind.LADDER : Kind.BOTH;
        this.casting = casting;
        Person drawn = casting.draw(0, kind.market, joinedMillis);
        String program =
                kind == Kind.BOTH ? offers.both().program() : offers.ladder().program();
        this.advocate = drawn.referringBy(
                "MP-" + drawn.name().toUpperCase(Locale.ROOT), joinedMillis + beats(dice(0), 1, 2), program);
        for (int i = 1; i <= size; i++) {
            friends.add(friend(i, size));
        }
    }

    /** How many beats pass, at most, from the advocate's signup to the last friend's order. */
    static int mostBeats(int size) {
        return 3 * size + 4;
    }

    Person advocate() {
        return advocate;
    }

    /** One of them, by an index from 1. */
    Friend friend(int index) {
        return friends.get(index - 1);
    }

    private Friend friend(int index, int size) {
        Dice dice = dice(index);
        Fate fate = Fate.of(seed, number * size + index - 1);
        long joined = advocate.codeMillis() + (3L * index - 2) * offers.beatMillis() + beats(dice, 0, 1);
        Person person = casting.draw(index, kind.market, joined).referringBy(null, 0, Person.DEFAULT_PROGRAM);
        boolean byLink = dice.chance(0.5);
        long clicked = joined - dice.between(offers.beatMillis() / 4, offers.beatMillis() / 2);
        long ordered = fate == Fate.IDLE ? Friend.NEVER : joined + beats(dice, 1, 2);
        long judged = (fate == Fate.IDLE ? joined : ordered) + beats(dice, 1, 3);
        return kind == Kind.BOTH
                ? ofBoth(dice, person, fate, byLink, clicked, ordered, judged)
                : ofLadder(dice, person, fate, byLink, clicked, ordered, judged);
    }

    private Friend ofBoth(
            Dice dice, Person person, Fate fate, boolean byLink, long clicked, long ordered, long judged) {
        Offers.Both both = offers.both();
        long reviewed = fate.isReviewed() ? ordered + beats(dice, 4, 7) : Friend.NEVER;
        long held = ordered + both.holdMillis();
        long released = fate == Fate.APPROVED ? Math.max(held, reviewed) : held;
        long paid = released + beats(dice, 2, 4);
        long back = switch (fate) {
            case REFUNDED -> ordered + beats(dice, LEAST_BEATS_HELD, 5);
            case CHARGED_BACK, REFUND_CANCELLED -> paid + beats(dice, 2, 5);
            default -> Friend.NEVER;
        };
        long cancelled = fate == Fate.REFUND_CANCELLED ? back + beats(dice, 2, 4) : Friend.NEVER;
        List<ExpectedMilestone> milestones = new ArrayList<>();
        List<Chain> earned = new ArrayList<>();
        if (fate.buys) {
            milestones.add(
                    new ExpectedMilestone(both.program(), both.rule(), "referral", person.userId(), "1", ordered));
            if (isWithinCap(ordered)) {
                for (String side : List.of("advocate", "referee")) {
                    String beneficiary = side.equals("advocate") ? advocate.userId() : person.userId();
                    Chain chain = new Chain(
                            both.program(),
                            both.rule(),
                            person.userId(),
                            beneficiary,
                            side,
                            "0",
                            both.amountMinor(),
                            both.currency(),
                            ordered);
                    earned.add(
                            fate.isReleased()
                                    ? chain.released(released).paid(paid)
                                    : chain.voided(
                                            switch (fate) {
                                                case REFUNDED -> back;
                                                case REJECTED -> reviewed;
                                                default -> ordered + both.reviewMillis();
                                            }));
                    if (fate == Fate.CHARGED_BACK || fate == Fate.REFUND_CANCELLED) {
                        chain.reversed(back);
                    }
                    if (fate == Fate.REFUND_CANCELLED) {
                        chain.givenBack(cancelled);
                    }
                }
            }
        }
        return new Friend(
                person,
                fate,
                byLink,
                clicked,
                fate == Fate.TOO_SMALL ? both.leastMinor() - 1 : dice.logarithmic(both.leastMinor(), MOST_CENTS),
                ordered,
                fate == Fate.UNJUDGED ? Friend.NEVER : judged,
                reviewed,
                back,
                cancelled,
                milestones,
                earned);
    }

    /** Whether fewer than the cap were granted before, and are not void by then. */
    private boolean isWithinCap(long time) {
        return friends.stream()
                        .flatMap(friend -> friend.earned().stream())
                        .filter(chain -> chain.side.equals("advocate"))
                        .filter(chain -> chain.entries().stream()
                                .noneMatch(entry -> entry.step().equals("VOIDED") && entry.effectiveMillis() <= time))
                        .count()
                < offers.both().cap();
    }

    /** Of a ladder everybody is judged, and nobody is suspicious: what differs is who buys. */
    private Friend ofLadder(
            Dice dice, Person person, Fate fate, boolean byLink, long clicked, long ordered, long judged) {
        Offers.Ladder ladder = offers.ladder();
        List<ExpectedMilestone> milestones = new ArrayList<>();
        List<Chain> earned = new ArrayList<>();
        if (fate.buys) {
            long customers =
                    1 + friends.stream().filter(friend -> friend.fate().buys).count();
            for (int rung = 1; rung <= ladder.rungs().size(); rung++) {
                if (ladder.rungs().get(rung - 1).referees() == customers) {
                    milestones.add(new ExpectedMilestone(
                            ladder.program(), ladder.rule(), "advocate", advocate.userId(), rung + "/1", ordered));
                    climb(dice, person, rung, ordered, earned);
                }
            }
        }
        return new Friend(
                person,
                fate.buys ? Fate.PAID : fate,
                byLink,
                clicked,
                fate == Fate.TOO_SMALL ? ladder.leastMinor() - 1 : dice.logarithmic(ladder.leastMinor(), MOST_CENTS),
                ordered,
                judged,
                Friend.NEVER,
                Friend.NEVER,
                Friend.NEVER,
                milestones,
                earned);
    }

    /** What is bought is paid out; what is given by hand, or by the product, stays released. */
    private void climb(Dice dice, Person referee, int number, long time, List<Chain> earned) {
        Offers.Ladder ladder = offers.ladder();
        Offers.Rung rung = ladder.rungs().get(number - 1);
        long released = time + ladder.holdsMillis().get(number - 1);
        long paid = released + beats(dice, 2, 4);
        for (String side : rung.forBoth() ? List.of("advocate", "referee") : List.of("advocate")) {
            Chain chain = new Chain(
                    ladder.program(),
                    ladder.rule(),
                    advocate.userId(),
                    side.equals("advocate") ? advocate.userId() : referee.userId(),
                    side,
                    Integer.toString(number),
                    rung.amountMinor(),
                    rung.currency(),
                    time);
            chain.released(released);
            earned.add(rung.forBoth() ? chain.paid(paid) : chain);
        }
    }

    private Dice dice(int index) {
        return Dice.of(seed, number * 64 + index, Dice.Purpose.CIRCLE);
    }

    private long beats(Dice dice, long from, long to) {
        return dice.between(from * offers.beatMillis(), to * offers.beatMillis());
    }
}
