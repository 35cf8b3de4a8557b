package dev.milepost.bench.jmh;

import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.row.EventRow;
import dev.milepost.simulator.LiveTraffic;
import dev.milepost.simulator.SimulatedEvent;
import java.time.Duration;
import java.time.Instant;

/** Simulated clicks. */
public final class Clicks {

    private static final double RATE = 1_000;
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private Clicks() {}

    /** The first so many of a seed. */
    public static Click[] draw(long seed, int count) {
        LiveTraffic people = new LiveTraffic(seed, RATE);
        Click[] clicks = new Click[count];
        int drawn = 0;
        for (Instant now = START; drawn < count; now = now.plus(STEP)) {
            for (SimulatedEvent event : people.step(now, STEP)) {
                if (drawn < count && event.payload() instanceof Click click) {
                    clicks[drawn++] = click;
                }
            }
        }
        return clicks;
    }

    /** The thin row of the table {@code events}. */
    public static EventRow row(Click click) {
        return EventRow.newBuilder()
                .setStream(Streams.CLICKSTREAM)
                .setEventTime(click.getEventTime())
                .setEntityId(click.getAnonymousId())
                .setEventId(click.getEventId())
                .setReceivedAt(click.getEventTime())
                .setUserId(click.getUserId() == null ? "" : click.getUserId())
                .setAnonymousId(click.getAnonymousId())
                .setName(click.getName())
                .setOrderId("")
                .setRefundId("")
                .setAmountMinor(0)
                .setCurrency("")
                .setChannel("direct")
                .setCampaign("")
                .setReferralCode("")
                .build();
    }
}
