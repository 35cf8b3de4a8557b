package dev.milepost.programs.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which order a reward hangs on, whose refund takes it back: that of the purchase which completes it; where none does, those that
 * led to it, earlier parts of its pattern; where none did, that by which the referral qualified whose event completes it.
 *
 * @param completing whether a purchase may complete it
 * @param leading whether something else may, behind a purchase
 * @param qualifying whether something else may, behind none, of a referral that qualifies by an order
 */
public record OrderOf(boolean completing, boolean leading, boolean qualifying) {

    private static final Set<String> SALES = Set.of(Names.ORDER, "renewal");

    /** What a pattern may complete with. */
    private enum By {
        PURCHASE,
        /** An advocate's own, of which the ledger hears nothing. */
        OWN_PURCHASE,
        BEHIND_PURCHASE,
        EVENT_OF_REFERRAL,
        OWN_EVENT;

        boolean hasOrder() {
            return this != EVENT_OF_REFERRAL && this != OWN_EVENT;
        }
    }

    /** Whether an event of that name is an order that may be refunded. */
    public static boolean isSale(String event) {
        return SALES.contains(event);
    }

    /** Whether there may be one. */
    public boolean any() {
        return completing || leading || qualifying;
    }

    /**
     * Of a reward.
     *
     * @param on what earns it
     * @param qualifies the event by which the program's referrals qualify
     * @param milestones the patterns by which the ask or reward of an id is reached; none where there is no such
     */
    public static OrderOf reward(
            Pattern on, Reward.Subject per, String qualifies, Function<String, List<Pattern>> milestones) {
        Set<By> by = by(on, per == Reward.Subject.ADVOCATE, milestones);
        return new OrderOf(
                by.contains(By.PURCHASE),
                by.contains(By.BEHIND_PURCHASE),
                by.contains(By.EVENT_OF_REFERRAL) && SALES.contains(qualifies));
    }

    private static Set<By> by(Pattern on, boolean advocate, Function<String, List<Pattern>> milestones) {
        Set<By> by = EnumSet.noneOf(By.class);
        if (on instanceof Pattern.Sequence sequence) {
            by.add(By.OWN_EVENT);
            for (Pattern part : sequence.parts()) {
                behind(by, by(part, advocate, milestones));
            }
        } else if (on instanceof Pattern.All all) {
            for (int last = 0; last < all.parts().size(); last++) {
                by.addAll(endingWith(last, all.parts(), advocate, milestones));
            }
        } else if (on instanceof Pattern.Any any) {
            any.parts().forEach(part -> by.addAll(by(part, advocate, milestones)));
        } else if (on instanceof Pattern.Timer timer) {
            return by(timer.anchor(), advocate, milestones);
        } else if (on instanceof Pattern.Absence absence) {
            return by(absence.after(), advocate, milestones);
        } else {
            causes(on, milestones).forEach(cause -> by.add(by(cause, advocate)));
        }
        return by;
    }

    /** Any of all may be the last to complete. */
    private static Set<By> endingWith(
            int last, List<Pattern> parts, boolean advocate, Function<String, List<Pattern>> milestones) {
        Set<By> by = EnumSet.of(By.OWN_EVENT);
        for (int i = 0; i < parts.size(); i++) {
            if (i != last) {
                behind(by, by(parts.get(i), advocate, milestones));
            }
        }
        behind(by, by(parts.get(last), advocate, milestones));
        return by;
    }

    private static By by(String cause, boolean advocate) {
        boolean ofReferee = cause.startsWith(Names.REFERRAL);
        boolean purchase = Names.PURCHASES.contains(ofReferee ? cause.substring(Names.REFERRAL.length()) : cause);
        if (purchase && ofReferee == advocate) {
            return By.PURCHASE;
        }
        boolean own = advocate && !ofReferee;
        return own && purchase ? By.OWN_PURCHASE : own ? By.OWN_EVENT : By.EVENT_OF_REFERRAL;
    }

    /** What the parts so far and one more may complete with. */
    private static void behind(Set<By> before, Set<By> part) {
        boolean led = before.contains(By.PURCHASE) || before.contains(By.BEHIND_PURCHASE);
        boolean bare = before.stream().anyMatch(by -> !by.hasOrder());
        before.clear();
        for (By by : part) {
            if (by.hasOrder() || bare) {
                before.add(by);
            }
            if (!by.hasOrder() && led) {
                before.add(By.BEHIND_PURCHASE);
            }
        }
    }

    /** The events that may complete a pattern, or set the timer that does; sorted. Milestones are what reaches them. */
    public static Set<String> causes(Pattern on, Function<String, List<Pattern>> milestones) {
        Set<String> causes = new TreeSet<>();
        collect(on, milestones, causes, new TreeSet<>());
        return causes;
    }

    private static void collect(
            Pattern pattern, Function<String, List<Pattern>> milestones, Set<String> causes, Set<String> seen) {
        if (pattern instanceof Pattern.Event event) {
            for (String name : event.names()) {
                if (!name.startsWith(Names.MILESTONE)) {
                    causes.add(name);
                } else if (seen.add(name)) {
                    milestones
                            .apply(name.substring(Names.MILESTONE.length()))
                            .forEach(reached -> collect(reached, milestones, causes, seen));
                }
            }
        } else if (pattern instanceof Pattern.Nth nth) {
            collect(nth.event(), milestones, causes, seen);
        } else if (pattern instanceof Pattern.Count count) {
            collect(count.event(), milestones, causes, seen);
        } else if (pattern instanceof Pattern.Sum sum) {
            collect(sum.event(), milestones, causes, seen);
        } else if (pattern instanceof Pattern.Level level) {
            causes.addAll(Measure.of(level.field()) == null ? Set.of(level.field()) : Names.PURCHASES);
        } else if (pattern instanceof Pattern.All all) {
            all.parts().forEach(part -> collect(part, milestones, causes, seen));
        } else if (pattern instanceof Pattern.Any any) {
            any.parts().forEach(part -> collect(part, milestones, causes, seen));
        } else if (pattern instanceof Pattern.Sequence sequence) {
            collect(sequence.parts().get(sequence.parts().size() - 1), milestones, causes, seen);
        } else if (pattern instanceof Pattern.Timer timer) {
            collect(timer.anchor(), milestones, causes, seen);
        } else if (pattern instanceof Pattern.Absence absence) {
            collect(absence.after(), milestones, causes, seen);
        }
    }
}
