package dev.milepost.milestones.model.pattern;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.runtime.fold.Timed;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people have decided about referrals whose events a subject sees: which are rejected. Of each referral the latest decision
 * counts. Kept for the subject, not for a rule, because a rule may be new. Immutable.
 *
 * <p>A decision about an event comes no later after it than a refund after its order: so rules know how long to remember it.
 *
 * <p>State: about 110 bytes of each referral that is rejected, for good, for events of it may still come; of one that was
 * approved again, or not rejected at all, for a day. Of a referral that says who referred an account each decision from the first
 * rejection on, for good.
 */
public final class Reviews {

    public static final Reviews NONE = new Reviews(List.of());

    private static final SubjectEventCodec CODEC = new SubjectEventCodec();

    /** In the fold's order. */
    private final List<SubjectEvent> events;

    private final Map<String, List<SubjectEvent>> byReferral = new HashMap<>();

    private Reviews(List<SubjectEvent> events) {
        this.events = List.copyOf(events);
        for (SubjectEvent event : events) {
            byReferral.computeIfAbsent(referral(event), r -> new ArrayList<>()).add(event);
        }
    }

    private static String referral(SubjectEvent review) {
        return review.referrals().get(0);
    }

    /** Whether an event is such a decision. */
    public static boolean isReview(SubjectEvent event) {
        return event.name().equals(SubjectEvent.REFERRAL_REJECTED)
                || event.name().equals(SubjectEvent.REFERRAL_APPROVED);
    }

    private static boolean rejects(SubjectEvent review) {
        return review.name().equals(SubjectEvent.REFERRAL_REJECTED);
    }

    /** With a version of one, in place of the one of its identity. */
    public Reviews with(SubjectEvent review) {
        List<SubjectEvent> all = new ArrayList<>(events);
        all.removeIf(each -> each.identity().equals(review.identity()));
        if (review.stands()) {
            all.add(review.keeping(Set.of()));
        }
        all.sort(Timed.ORDER);
        return new Reviews(all);
    }

    List<SubjectEvent> events() {
        return events;
    }

    /** As it was when there were only the first so many. */
    Reviews upTo(int some) {
        return some == events.size() ? this : new Reviews(events.subList(0, some));
    }

    /** Whether an event does not count, because a referral that it is of is rejected. */
    boolean reject(SubjectEvent event, Horizons horizons) {
        return !events.isEmpty()
                && event.referrals().stream()
                        .anyMatch(referral -> isRejected(referral, event.timeMillis() + horizons.refundMillis()));
    }

    private boolean isRejected(String referral, long byMillis) {
        boolean rejected = false;
        for (SubjectEvent review : byReferral.getOrDefault(referral, List.of())) {
            rejected = review.timeMillis() <= byMillis ? rejects(review) : rejected;
        }
        return rejected;
    }

    /** Whether one of those referrals is, by that time. */
    boolean isRejected(List<String> referrals, long byMillis) {
        return referrals.stream().anyMatch(referral -> isRejected(referral, byMillis));
    }

    /** Whether something was decided about one of those referrals. */
    boolean isOf(List<String> referrals) {
        return referrals.stream().anyMatch(byReferral::containsKey);
    }

    /** Whether one of them is the cause of that id, at that time. */
    boolean isCause(long timeMillis, String id) {
        return events.stream()
                .anyMatch(review ->
                        review.timeMillis() == timeMillis && review.id().equals(id));
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }

    /** When {@link #expire} forgets something; Long.MAX_VALUE for never. */
    public long nextExpiry(Gates gates, Horizons horizons) {
        Set<String> whole = whole(gates);
        long next = Long.MAX_VALUE;
        for (List<SubjectEvent> ofReferral : byReferral.values()) {
            SubjectEvent first = ofReferral.get(0);
            boolean goes = ofReferral.size() > 1 && !whole.contains(referral(first));
            SubjectEvent ending = rejects(first) ? goes ? ofReferral.get(1) : null : first;
            next = ending == null ? next : Math.min(next, ending.timeMillis() + horizons.factMillis());
        }
        return next;
    }

    /** The referrals of which it matters when each was rejected and approved again: by those an account is another's in between. */
    private Set<String> whole(Gates gates) {
        return events.isEmpty() ? Set.of() : gates.ofAccount();
    }

    /** Forgets those that another took the place of, and approvals of what was not rejected before. */
    public Reviews expire(long beforeMillis, Gates gates, Horizons horizons) {
        if (nextExpiry(gates, horizons) > beforeMillis) {
            return this;
        }
        Set<String> whole = whole(gates);
        List<SubjectEvent> left = new ArrayList<>();
        for (List<SubjectEvent> ofReferral : byReferral.values()) {
            int from = 0;
            for (int i = 0; i < ofReferral.size(); i++) {
                SubjectEvent review = ofReferral.get(i);
                boolean goes = from == i || !whole.contains(referral(review));
                if (goes && review.timeMillis() + horizons.factMillis() <= beforeMillis) {
                    from = rejects(review) ? i : i + 1;
                }
            }
            left.addAll(ofReferral.subList(from, ofReferral.size()));
        }
        left.sort(Timed.ORDER);
        return new Reviews(left);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reviews reviews && events.equals(reviews.events);
    }

    @Override
    public int hashCode() {
        return events.hashCode();
    }

    @Override
    public String toString() {
        return events.toString();
    }

    public void write(DataOutput out) throws IOException {
        writeList(events, CODEC::write, out);
    }

    public static Reviews read(DataInput in) throws IOException {
        return new Reviews(readList(each -> CODEC.read(CODEC.version(), each), in));
    }
}
