package dev.milepost.simulator;

import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.event.Signup;
import java.util.List;
import java.util.Optional;

/** Tells what a circle's people do, and what others say of their referrals, as {@link Circle} has planned it. */
final class CircleStory {

    /** Whom somebody of a circle knows outside of it: nobody, so that nothing comes between plan and truth. */
    private static final Acquaintances NOBODY = new Acquaintances() {
        @Override
        public Optional<Person> advocate(Dice dice, Person who, long time) {
            return Optional.empty();
        }

        @Override
        public Optional<Person> member(Dice dice, Person who, long time) {
            return Optional.empty();
        }
    };

    private final Story story;
    private final Circle circle;

    CircleStory(Story story, Circle circle) {
        this.story = story;
        this.circle = circle;
    }

    /** The story of the advocate (index 0), or of one of their friends (from 1). */
    void tell(int index) {
        if (index == 0) {
            advocate();
        } else {
            friend(circle.friend(index));
        }
    }

    private void advocate() {
        Person person = story.person;
        story.signup(person.joinedMillis(), person.anonymousId(1), null);
        new CustomerStory(story, NOBODY).tell();
    }

    private void friend(Friend friend) {
        Person person = friend.person();
        Person advocate = circle.advocate();
        if (friend.fate() == Fate.BLOCKED) {
            story.hashes = advocate.hashes();
        }
        new Visits(story).byLink(1, friend.clickedMillis(), advocate.code());
        Signup signup =
                story.signup(person.joinedMillis(), person.anonymousId(1), friend.byLink() ? null : advocate.code());
        story.expect(new ExpectedReferral(
                person.userId(),
                advocate.userId(),
                advocate.code(),
                friend.byLink() ? "link" : "code",
                ExpectedReferral.BOUND,
                Scenario.CIRCLE,
                person.joinedMillis()));
        order(friend);
        outside(friend, person.userId() + "/" + signup.getEventId());
        friend.milestones().forEach(story::expect);
        friend.earned().forEach(chain -> story.expect(chain.entries()));
    }

    private void order(Friend friend) {
        String order = "o" + friend.person().name() + "-1";
        long amount = friend.amountMinor();
        if (friend.orderedMillis() == Friend.NEVER) {
            return;
        }
        story.purchase(friend.orderedMillis(), order, PurchaseKind.ORDER, amount);
        if (friend.backMillis() != Friend.NEVER) {
            boolean charged = friend.fate() == Fate.CHARGED_BACK;
            story.purchase(friend.backMillis(), order, charged ? PurchaseKind.CHARGEBACK : PurchaseKind.REFUND, amount)
                    .setRefundId(order + (charged ? "-c1" : "-r1"));
        }
        if (friend.cancelledMillis() != Friend.NEVER) {
            story.purchase(friend.cancelledMillis(), order, PurchaseKind.REFUND_CANCELLED, amount)
                    .setRefundId(order + "-r1");
        }
    }

    private void outside(Friend friend, String referral) {
        Person advocate = circle.advocate();
        OutsideWord word = new OutsideWord(story, advocate.program(), advocate.userId(), referral);
        if (friend.judgedMillis() != Friend.NEVER) {
            if (friend.fate() == Fate.BLOCKED) {
                word.verdict(friend.judgedMillis(), 95 + story.dice.below(5), List.of("SELF_DEVICE", "SELF_PAYMENT"));
            } else if (friend.fate().isReviewed()) {
                word.verdict(friend.judgedMillis(), 45 + story.dice.below(30), List.of("VELOCITY"));
            } else {
                word.verdict(friend.judgedMillis(), 1 + story.dice.below(25), List.of());
            }
        }
        if (friend.reviewedMillis() != Friend.NEVER) {
            boolean approved = friend.fate() == Fate.APPROVED;
            word.review(
                    friend.reviewedMillis(),
                    approved ? ReviewAction.APPROVE : ReviewAction.REJECT,
                    approved ? "colleagues" : "same_person");
        }
        for (Chain chain : friend.earned()) {
            if (chain.isPaid()) {
                word.payout(chain.paidMillis(), chain.rewardId, chain.amountMinor, chain.currency);
            }
        }
    }
}
