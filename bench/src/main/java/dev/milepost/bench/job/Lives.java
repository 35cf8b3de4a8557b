package dev.milepost.bench.job;

import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.ClockTick;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Users who have five touches each, two days apart, and sign up after the second; all users have their first touch before
 * any has a second. Then days pass in which nothing happens but the clock.
 *
 * <p>Busy users have two touches; the tenth of them then create a code, by which the others sign up; after that they do two
 * things that programs count, with an order between them. Of those who are known too, every event tells device and network, and
 * signups and orders how they pay: nobody shares any of it but the network, which is that of ten.
 *
 * @param users how many
 */
record Lives(int users, Kind kind) implements Serializable {

    /** What they do. */
    enum Kind {
        QUIET,
        BUSY,
        KNOWN
    }

    private static final int TOUCHES = 5;
    private static final int SIGNUP_AFTER = 2;
    private static final int CODE_AT = 1;
    private static final int ORDER_AT = 4;
    private static final int REFERRED = 10;
    private static final int STEPS = TOUCHES + 1;
    private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final long STEP_MILLIS = Duration.ofDays(2).toMillis();

    /** Ticks of an hour each, until everything is out of the lateness. */
    private static final int TICKS = 72;

    private static final long TICK_MILLIS = Duration.ofHours(1).toMillis();
    private static final long PAUSE_MILLIS = 100;
    private static final String[] SOURCES = {"google", "newsletter", "partner", "facebook"};

    /** Of this process, whose sources all run in it. */
    private static final AtomicLong TOLD = new AtomicLong();

    /** Waits until all of them are told; fails with the job. */
    void awaitTold(JobRun run) throws Exception {
        while (TOLD.get() < records()) {
            run.requireRunning();
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean isBusy() {
        return kind != Kind.QUIET;
    }

    private boolean isKnown() {
        return kind == Kind.KNOWN;
    }

    /** How many records there are, before the source falls silent. */
    long records() {
        return (long) users * STEPS + TICKS;
    }

    /** The pipeline's stages over them; rows are discarded. */
    void assemble(StreamExecutionEnvironment env, PipelineRun run) {
        DataStream<Ingested> records = env.fromSource(
                        new NumberSequenceSource(0, Long.MAX_VALUE),
                        WatermarkStrategy.<Long>forMonotonousTimestamps()
                                .withTimestampAssigner((number, given) -> timeMillis(number)),
                        "Lives")
                .uid("source-lives")
                .setParallelism(1)
                .map(this::record, IngestedCodec.TYPE_INFO)
                .uid("lives")
                .name("Lives")
                .setParallelism(1);
        run.rows(records).sinkTo(new DiscardingSink<>()).uid("discard").name("discard");
    }

    private long timeMillis(long number) {
        long events = (long) users * STEPS;
        if (number < events) {
            return START + number * STEP_MILLIS / users;
        }
        return START + STEPS * STEP_MILLIS + Math.min(number - events, TICKS) * TICK_MILLIS;
    }

    private Ingested record(long number) throws InterruptedException {
        if (number >= records()) {
            // Everything has been told, and time stands still.
            Thread.sleep(PAUSE_MILLIS);
        }
        TOLD.incrementAndGet();
        long time = timeMillis(number);
        SpecificRecord record;
        if (number >= (long) users * STEPS) {
            record = new ClockTick(Long.toString(number), Instant.ofEpochMilli(time));
        } else {
            int step = (int) (number / users);
            String user = String.format("%08x", number % users);
            String friend = isBusy() ? String.format("%08x", number % users / REFERRED * REFERRED) : null;
            String home = String.format("%08x", number % users / REFERRED);
            record = step == SIGNUP_AFTER ? signup(user, time, friend, home) : record(user, step, time, friend, home);
        }
        StreamContract contract = Streams.of(record);
        return Ingested.accepted(new Event(
                contract.stream(),
                contract.key(record),
                contract.eventId(record),
                time,
                time,
                number,
                new Origin(contract.stream(), 0, number),
                record));
    }

    private SpecificRecord record(String user, int step, long time, String friend, String home) {
        Click click = click(user, step, time, home);
        if (isBusy() && step == ORDER_AT) {
            return order(user, time);
        }
        if (isBusy() && step > SIGNUP_AFTER) {
            click.setUserId("u-" + user);
            click.setName(step < ORDER_AT ? "task_completed" : "project_created");
            click.setUrl(null);
        } else if (isBusy() && step == CODE_AT && user.equals(friend)) {
            click.setUserId("u-" + user);
            click.setName("referral_code_created");
            click.setReferralCode("code-" + user);
        }
        return click;
    }

    private Purchase order(String user, long time) {
        Purchase order = new Purchase();
        order.setEventId("o-" + user);
        order.setEventTime(Instant.ofEpochMilli(time));
        order.setUserId("u-" + user);
        order.setOrderId("order-" + user);
        order.setKind(PurchaseKind.ORDER);
        order.setAmountMinor(6_000);
        order.setCurrency("USD");
        if (isKnown()) {
            order.setPaymentHash("payment-" + user);
            order.setDeviceHash("device-" + user);
        }
        order.setProperties(Map.of());
        return order;
    }

    private Click click(String user, int step, long time, String home) {
        Click click = new Click();
        click.setEventId("c-" + user + "-" + step);
        click.setEventTime(Instant.ofEpochMilli(time));
        click.setAnonymousId("a-" + user);
        click.setSessionId("v-" + user + "-" + step);
        click.setName("page_view");
        click.setUrl("https://shop.example/?utm_medium=cpc&utm_source=" + SOURCES[step % SOURCES.length]
                + "&utm_campaign=spring-" + step);
        if (isKnown()) {
            click.setDeviceHash("device-" + user);
            click.setIpHash("ip-" + user);
            click.setIpPrefixHash("net-" + home);
        }
        click.setProperties(Map.of());
        return click;
    }

    /** By the code of a friend, unless that is the user. */
    private Signup signup(String user, long time, String friend, String home) {
        Signup signup = new Signup();
        signup.setEventId("s-" + user);
        signup.setEventTime(Instant.ofEpochMilli(time));
        signup.setUserId("u-" + user);
        signup.setAnonymousId("a-" + user);
        if (friend != null && !friend.equals(user)) {
            signup.setReferralCode("code-" + friend);
        }
        if (isKnown()) {
            signup.setEmailHash("email-" + user);
            signup.setEmailDomain("mail.example");
            signup.setDeviceHash("device-" + user);
            signup.setIpHash("ip-" + user);
            signup.setIpPrefixHash("net-" + home);
            signup.setPaymentHash("payment-" + user);
        }
        signup.setProperties(Map.of());
        return signup;
    }
}
