package dev.milepost.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * How events arrive: most at once, many some seconds later, so out of order, a few hours later, a very few too late; and
 * some twice.
 */
public final class Delivery {

    private static final long MINUTE = 60_000;
    private static final double TOO_LATE = 0.0045;
    private static final double LATE = 0.025;
    private static final double OUT_OF_ORDER = 0.27;
    private static final double DUPLICATED = 0.015;
    private static final long LATEST_MILLIS = 20 * Season.HOUR;

    private final Pace pace;
    private final boolean live;

    private Delivery(Pace pace, boolean live) {
        this.pace = pace;
        this.live = live;
    }

    /** As it is: late by up to 20 h, out of order by up to 4 s, too late by up to two days. */
    public static Delivery real() {
        return new Delivery(Pace.real(), false);
    }

    /** As it is, in fast motion. What the truth counts on arrives at once, and nothing arrives too late. */
    static Delivery fast() {
        return new Delivery(Pace.fast(), true);
    }

    /** The drafts as they arrive, and some of them once more. */
    public List<SimulatedEvent> deliver(Dice dice, List<Draft> drafts) {
        List<SimulatedEvent> events = new ArrayList<>(drafts.size() + 4);
        for (Draft draft : drafts) {
            SimulatedEvent event = event(draft, draft.timeMillis() + delay(dice, draft), false);
            events.add(event);
            if (dice.chance(DUPLICATED) && !event.isTooLate()) {
                long again = dice.chance(0.5) ? 0 : pace.lag(dice, 500, 3 * Season.HOUR);
                events.add(event(draft, event.receivedAtMillis() + again, true));
            }
        }
        return events;
    }

    private long delay(Dice dice, Draft draft) {
        double draw = dice.unit();
        long outOfOrder = dice.between(1, 4_000);
        if (live) {
            if (draft.essential()) {
                return 0;
            }
            return draw < LATE ? pace.lag(dice, 2 * MINUTE, LATEST_MILLIS) : draw < OUT_OF_ORDER ? outOfOrder / 4 : 0;
        }
        if (draw < TOO_LATE && !draft.essential()) {
            return Season.DAY + dice.logarithmic(MINUTE, 2 * Season.DAY);
        }
        if (draw < LATE) {
            return dice.logarithmic(2 * MINUTE, LATEST_MILLIS);
        }
        return draw < OUT_OF_ORDER ? outOfOrder : 0;
    }

    private static SimulatedEvent event(Draft draft, long received, boolean duplicate) {
        return new SimulatedEvent(
                draft.stream(), draft.key(), draft.payload(), draft.timeMillis(), received, duplicate);
    }
}
