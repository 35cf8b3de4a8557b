package dev.milepost.bench;

import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.event.Signup;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Advocates of one referee each, who signs up on the advocate's device and with the advocate's card and orders: a reward that is
 * held, and a case. And reviewers, who approve.
 */
final class ReviewedCases implements AutoCloseable {

    static final String PROGRAM = "bench-review";

    /** What its advocates' ids begin with. */
    static final String ADVOCATE = "advocate-";

    private static final String TEXT = """
            program: bench-review
            version: 1
            valid_from: 2026-01-01T00:00:00Z
            currency: USD
            qualifies: {on: {event: order}, within: 90d}
            rewards:
              - id: friend
                on: {event: referral.qualified}
                per: referral
                effects: [{to: advocate, kind: cash, amount: 20.00, hold: 1s}]
            review: {risk_over: 0.3, block_over: 0.999, on_timeout: escalate, after: 7d}
            """;

    /** Between what people do and what follows from it. */
    private static final Duration APART = Duration.ofSeconds(2);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Wire wire = new Wire();

    ReviewedCases(String kafka) {
        producer = Topics.producer(kafka);
    }

    /** Writes the program into a folder, which is made. */
    static Path program(Path folder) throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("bench-review.yaml"), TEXT);
        return folder;
    }

    /** So many advocates and their referees do what makes a case of each; takes some seconds, as people do. */
    void play(int cases) throws Exception {
        each(cases, number -> signup(ADVOCATE + number, number, null));
        Thread.sleep(APART.toMillis());
        each(cases, ReviewedCases::code);
        Thread.sleep(APART.toMillis());
        each(cases, number -> signup("referee-" + number, number, "code-" + number));
        Thread.sleep(APART.toMillis());
        each(cases, ReviewedCases::order);
    }

    /** Sends an event of each case; all are in their topics when this returns. */
    private void each(int cases, IntFunction<SpecificRecord> event) throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            sent.add(send(event.apply(i)));
        }
        for (Future<?> each : sent) {
            each.get();
        }
    }

    /** A reviewer approves all of a case; it is in the topic when this returns, and the time before it was sent is given. */
    long approve(String caseId, String advocate, long version) throws Exception {
        Review review = new Review();
        review.setEventId("review-" + advocate);
        review.setCaseId(caseId);
        review.setProgramId(PROGRAM);
        review.setAdvocateId(advocate);
        review.setExpectedVersion(version);
        review.setPropensity(BigDecimal.ONE.setScale(6));
        review.setAction(ReviewAction.APPROVE);
        review.setReferralIds(List.of());
        review.setReason("colleagues");
        review.setReviewer("rita");
        Instant now = Instant.now();
        review.setEventTime(Instant.ofEpochMilli(now.toEpochMilli()));
        send(review).get();
        return now.toEpochMilli();
    }

    private Future<?> send(SpecificRecord record) {
        StreamContract stream = Streams.of(record);
        return producer.send(new ProducerRecord<>(
                stream.stream(), stream.key(record).getBytes(StandardCharsets.UTF_8), wire.encode(record)));
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    /** Of the same device and card for both of a case. */
    private static Signup signup(String user, int number, String code) {
        Signup signup = new Signup();
        signup.setEventId("s-" + user);
        signup.setEventTime(now());
        signup.setUserId(user);
        signup.setAnonymousId("a-" + user);
        signup.setReferralCode(code);
        signup.setDeviceHash("case-device-" + number);
        signup.setPaymentHash("case-payment-" + number);
        signup.setProperties(Map.of());
        return signup;
    }

    private static Click code(int number) {
        Click click = new Click();
        click.setEventId("c-" + ADVOCATE + number);
        click.setEventTime(now());
        click.setAnonymousId("a-" + ADVOCATE + number);
        click.setUserId(ADVOCATE + number);
        click.setName("referral_code_created");
        click.setReferralCode("code-" + number);
        click.setProperties(Map.of("program", PROGRAM));
        return click;
    }

    private static Purchase order(int number) {
        Purchase order = new Purchase();
        order.setEventId("o-" + number);
        order.setEventTime(now());
        order.setUserId("referee-" + number);
        order.setOrderId("order-" + number);
        order.setKind(PurchaseKind.ORDER);
        order.setAmountMinor(6_000);
        order.setCurrency("USD");
        order.setProperties(Map.of());
        return order;
    }

    @Override
    public void close() {
        producer.close();
    }
}
