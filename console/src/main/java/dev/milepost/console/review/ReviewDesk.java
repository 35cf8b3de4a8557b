package dev.milepost.console.review;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.milepost.console.security.Account;
import dev.milepost.console.security.AuditLog;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.schemas.event.Review;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Sends what reviewers decide, and remembers for a while what was sent. */
final class ReviewDesk {

    private static final int MILLIONTHS = 6;
    private static final long REMEMBERED = 10_000;

    private final ReviewStream stream;
    private final AuditLog audit;
    private final Clock clock;
    private final Cache<String, Batch> batches =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** Of what was sent last about each case: two of one time would be in the order of their ids, and the second refused. */
    private final Cache<String, Long> times =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    ReviewDesk(ReviewStream stream, AuditLog audit, Clock clock) {
        this.stream = stream;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Writes each down in the record of changes, and sends it.
     *
     * @return what was sent, up to the first that was not taken
     * @throws IOException where the first was not taken
     */
    Batch send(Account account, List<Order> orders) throws IOException {
        return send(
                account,
                orders,
                UUID.randomUUID().toString(),
                () -> UUID.randomUUID().toString());
    }

    /**
     * The same for one order, whose review has that id, under which it is found as well. The pipeline drops what comes under an id that it
     * knows, so that sending it once more changes nothing.
     */
    Batch send(Account account, Order order, String eventId) throws IOException {
        return send(account, List.of(order), eventId, () -> eventId);
    }

    private Batch send(Account account, List<Order> orders, String batchId, Supplier<String> eventIds)
            throws IOException {
        Instant now = clock.instant();
        List<Sent> sent = new ArrayList<>();
        for (Order order : orders) {
            long time = times.asMap()
                    .merge(order.of().caseId(), timeMillis(order, now), (last, next) -> Math.max(last + 1, next));
            Review review = review(order, account, eventIds.get(), time);
            audit.record(
                    account.name(),
                    "review." + order.action().name().toLowerCase(Locale.ROOT),
                    "case " + review.getCaseId() + " version " + order.version() + " event " + review.getEventId(),
                    "ok");
            try {
                stream.send(review);
            } catch (IOException e) {
                audit.record(account.name(), "review.not_taken", "event " + review.getEventId(), "stream");
                if (sent.isEmpty()) {
                    throw e;
                }
                break;
            }
            sent.add(new Sent(review.getEventId(), review.getProgramId(), review.getCaseId(), order.action(), time));
        }
        Batch batch = new Batch(batchId, account.name(), now, List.copyOf(sent), orders.size() - sent.size());
        batches.put(batch.id(), batch);
        return batch;
    }

    /** Now, but after what the reviewer saw happen to the case, however the clocks of the two differ. */
    private static long timeMillis(Order order, Instant now) {
        return Math.max(now.toEpochMilli(), order.of().lastMillis() + 1);
    }

    private static Review review(Order order, Account account, String eventId, long timeMillis) {
        ShownCase of = order.of();
        Review review = new Review();
        review.setEventId(eventId);
        review.setEventTime(Instant.ofEpochMilli(timeMillis));
        review.setCaseId(of.caseId());
        review.setProgramId(of.programId());
        review.setAdvocateId(of.advocateId());
        review.setExpectedVersion(order.version());
        review.setPropensity(BigDecimal.valueOf(of.propensityMillionths(order.referralIds()), MILLIONTHS));
        review.setAction(order.action());
        review.setReferralIds(order.referralIds());
        review.setTypology(given(order.typology()));
        review.setReason(given(order.reason()));
        review.setReviewer(account.name());
        review.setNote(PersonalData.withoutEmails(given(order.note())));
        return review;
    }

    private static String given(String text) {
        return text.isBlank() ? null : text.strip();
    }

    /** What that reviewer sent under the id; empty where they did not, or it is long ago, or before this console's start. */
    Optional<Batch> find(String id, Account account) {
        return Optional.ofNullable(batches.getIfPresent(id))
                .filter(batch -> batch.reviewer().equals(account.name()));
    }

    /** Now. */
    Instant now() {
        return clock.instant();
    }
}
