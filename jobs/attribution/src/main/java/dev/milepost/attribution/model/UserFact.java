package dev.milepost.attribution.model;

import dev.milepost.runtime.fold.Timed;
import dev.milepost.runtime.ingest.Origin;
import java.util.List;

/** What the folds of one user run over. All are facts: they may be put again or taken back. */
public sealed interface UserFact extends Timed {

    String userId();

    /**
     * The user signed up.
     *
     * @param referralCode the code entered; empty where there is none
     * @param qualifies the program versions, as {@code program@version}, whose {@code qualifies.on} it matches
     */
    record Signup(
            String userId,
            String eventId,
            long timeMillis,
            String referralCode,
            List<String> qualifies,
            long receivedAtMillis)
            implements UserFact {

        @Override
        public String id() {
            return eventId;
        }

        @Override
        public String identity() {
            return "signup/" + Moment.name(eventId, timeMillis);
        }
    }

    /** The kinds of purchases; see the contract of the stream. */
    enum PurchaseKind {
        ORDER,
        RENEWAL,
        REFUND,
        CHARGEBACK,
        REFUND_CANCELLED;

        /** It makes an order. */
        public boolean isSale() {
            return this == ORDER || this == RENEWAL;
        }
    }

    /**
     * The user bought, or money went back.
     *
     * @param refundId identity of the refund; empty for sales
     * @param qualifies as of {@link Signup}
     * @param origin where it was read, for a dead letter
     * @param rest the record's other fields as a JSON object, for a dead letter; empty where there are none, or where
     *     none can be told of it any more
     */
    record Purchase(
            String userId,
            String eventId,
            long timeMillis,
            String orderId,
            PurchaseKind kind,
            long amountMinor,
            String currency,
            String refundId,
            List<String> qualifies,
            long receivedAtMillis,
            Origin origin,
            String rest)
            implements UserFact {

        @Override
        public String id() {
            return eventId;
        }

        @Override
        public String identity() {
            return "purchase/" + Moment.name(eventId, timeMillis);
        }

        /** What is kept of it once no dead letter of it will be told. */
        Purchase withoutRest() {
            return new Purchase(
                    userId,
                    eventId,
                    timeMillis,
                    orderId,
                    kind,
                    amountMinor,
                    currency,
                    refundId,
                    qualifies,
                    receivedAtMillis,
                    origin,
                    "");
        }
    }

    /**
     * A click belongs to the user.
     *
     * @param userId the owner
     * @param timeMillis since when that is known
     * @param anonymousId the browser or device it was made with
     */
    record OwnedClick(String userId, long timeMillis, String anonymousId, KeptClick click) implements UserFact {

        @Override
        public String id() {
            return click.eventId();
        }

        @Override
        public String identity() {
            return "click/" + anonymousId + "/" + Moment.name(click.eventId(), click.timeMillis());
        }

        /** Another version of this fact, if not this one. */
        boolean isSameClick(OwnedClick other) {
            return click.timeMillis() == other.click.timeMillis()
                    && click.eventId().equals(other.click.eventId())
                    && anonymousId.equals(other.anonymousId);
        }
    }

    /**
     * What a code says of a candidate for the binding of one of the user's signups.
     *
     * @param userId the referee
     * @param timeMillis the latest of the events that it rests on
     * @param query the candidate
     * @param owner the code's owner, or null where the code is unknown
     * @param program the code's program; {@code default} where it is unknown
     * @param junior the code, or its owner, is not earlier than the signup
     * @param earlier what it said before, in time order
     */
    record Answer(
            String userId,
            long timeMillis,
            CodeFact.Query query,
            String owner,
            String program,
            boolean junior,
            List<Earlier> earlier)
            implements UserFact {

        public Answer {
            earlier = List.copyOf(earlier);
        }

        /** One that never said anything else. */
        public Answer(
                String userId, long timeMillis, CodeFact.Query query, String owner, String program, boolean junior) {
            this(userId, timeMillis, query, owner, program, junior, List.of());
        }

        /** What it said from a time on; the fields are the answer's. */
        public record Earlier(long timeMillis, String owner, String program, boolean junior) {}

        /** What it said at a time; null: nothing yet. */
        Answer at(long time) {
            if (timeMillis <= time) {
                return this;
            }
            for (int i = earlier.size() - 1; i >= 0; i--) {
                Earlier was = earlier.get(i);
                if (was.timeMillis() <= time) {
                    return new Answer(userId, was.timeMillis(), query, was.owner(), was.program(), was.junior());
                }
            }
            return null;
        }

        @Override
        public String id() {
            return query.id();
        }

        @Override
        public String identity() {
            return "answer/" + query.identity();
        }
    }
}
