package dev.milepost.simulator;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Signup;
import dev.milepost.simulator.SimulationSummary.Money;
import dev.milepost.simulator.SimulationSummary.StreamCounts;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what stories made. */
final class Tally {

    private final SortedMap<String, StreamCounts> streams = new TreeMap<>();
    private final SortedMap<String, Long> events = new TreeMap<>();
    private final SortedMap<String, Long> people = new TreeMap<>();
    private final SortedMap<String, Long> referrals = new TreeMap<>();
    private final SortedMap<String, Long> milestones = new TreeMap<>();
    private final SortedMap<String, Long> entries = new TreeMap<>();
    private final SortedMap<String, Money> money = new TreeMap<>();

    Tally() {
        for (String stream : Story.STREAMS) {
            streams.put(stream, new StreamCounts(0, 0, 0, 0, 0, 0));
        }
    }

    void person(Person person) {
        count(people, "users", 1);
        count(people, "advocates", person.isAdvocate() ? 1 : 0);
        count(people, "from_before", person.fromBefore() ? 1 : 0);
    }

    void event(SimulatedEvent event) {
        boolean accepted = !event.duplicate() && !event.isTooLate();
        boolean late = accepted && event.isLate();
        boolean outOfOrder = accepted && !late && event.receivedAtMillis() > event.eventTimeMillis();
        streams.merge(
                event.stream(),
                new StreamCounts(
                        1,
                        accepted ? 1 : 0,
                        event.duplicate() ? 1 : 0,
                        event.isTooLate() ? 1 : 0,
                        late ? 1 : 0,
                        outOfOrder ? 1 : 0),
                Tally::sum);
        if (accepted) {
            count(events, kind(event), 1);
            if (event.payload() instanceof Click click && click.getIsBot()) {
                count(events, "bot", 1);
            }
        }
    }

    void referral(ExpectedReferral referral) {
        count(referrals, referral.isBound() ? "bound:" + referral.how() : referral.outcome(), 1);
        count(referrals, "code_after_click", referral.scenario() == Scenario.CODE_AFTER_CLICK ? 1 : 0);
    }

    void milestone(ExpectedMilestone milestone) {
        count(milestones, milestone.label(), 1);
    }

    void entry(ExpectedEntry entry) {
        count(entries, entry.program() + "/" + entry.step(), 1);
    }

    void order(OrderBook book) {
        Purchase order = book.order();
        money.merge(
                order.getCurrency(),
                new Money(1, book.hasRefund() ? 1 : 0, order.getAmountMinor(), book.netMinor()),
                (a, b) -> new Money(
                        a.orders() + b.orders(),
                        a.refundedOrders() + b.refundedOrders(),
                        Math.addExact(a.grossMinor(), b.grossMinor()),
                        Math.addExact(a.netMinor(), b.netMinor())));
    }

    /** Finds the devices of the person that were used before anybody knew whose they are. */
    void identities(Person person, List<SimulatedEvent> story) {
        Map<String, Long> linked = new LinkedHashMap<>();
        for (SimulatedEvent event : story) {
            String device = evidence(person, event);
            if (device != null && !event.isTooLate()) {
                linked.merge(device, event.eventTimeMillis(), Math::min);
            }
        }
        Set<String> merged = new LinkedHashSet<>();
        for (SimulatedEvent event : story) {
            if (event.payload() instanceof Click click
                    && click.getUserId() == null
                    && !event.isTooLate()
                    && event.eventTimeMillis() < linked.getOrDefault(click.getAnonymousId(), Long.MIN_VALUE)) {
                merged.add(click.getAnonymousId());
            }
        }
        count(people, "merged", linked.size() > 1 ? 1 : 0);
        count(people, "merged_devices", merged.size());
    }

    SimulationSummary summary() {
        return new SimulationSummary(streams, events, people, referrals, milestones, entries, money);
    }

    /** The device of the person that the event shows to be theirs; null where it shows none. */
    private static String evidence(Person person, SimulatedEvent event) {
        String device = null;
        if (event.payload() instanceof Click click && person.userId().equals(click.getUserId())) {
            device = click.getAnonymousId();
        } else if (event.payload() instanceof Signup signup) {
            device = signup.getAnonymousId();
        }
        return device != null && device.startsWith("a" + person.name() + "-") ? device : null;
    }

    private static String kind(SimulatedEvent event) {
        if (event.payload() instanceof Click click) {
            return click.getName();
        }
        if (event.payload() instanceof Purchase purchase) {
            return purchase.getKind().name();
        }
        return event.stream();
    }

    private static StreamCounts sum(StreamCounts a, StreamCounts b) {
        return new StreamCounts(
                a.lines() + b.lines(),
                a.accepted() + b.accepted(),
                a.duplicates() + b.duplicates(),
                a.tooLate() + b.tooLate(),
                a.late() + b.late(),
                a.outOfOrder() + b.outOfOrder());
    }

    private static void count(SortedMap<String, Long> counts, String name, long by) {
        counts.merge(name, by, Long::sum);
    }
}
