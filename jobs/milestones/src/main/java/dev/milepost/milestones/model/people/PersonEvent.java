package dev.milepost.milestones.model.people;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.runtime.fold.Timed;
import java.util.Map;

/** What the fold of one user runs over. All come as versions: put, and taken back. */
public sealed interface PersonEvent extends Timed {

    String userId();

    /**
     * Something that the user did, or that happened to them: a signup, a purchase of any kind, a click.
     *
     * @param event without subject or program; its texts are its own fields, {@code country}, {@code plan}, {@code segment} and
     *     {@code account_id} of a signup among them. Its identity is one among events of all streams
     */
    record Own(String userId, SubjectEvent event) implements PersonEvent {

        @Override
        public long timeMillis() {
            return event.timeMillis();
        }

        @Override
        public String id() {
            return event.id();
        }

        @Override
        public String identity() {
            return "own/" + event.identity();
        }
    }

    /** What is so of the user from that time on, besides what was before. */
    record Attributes(String userId, String eventId, long timeMillis, Map<String, String> attributes)
            implements PersonEvent {
        public Attributes {
            attributes = Map.copyOf(attributes);
        }

        @Override
        public String id() {
            return eventId;
        }

        @Override
        public String identity() {
            return "attributes/" + eventId + '@' + timeMillis;
        }
    }

    /**
     * The user, a referee, is bound to an advocate. One of each advocate that evidence has ever spoken for; at most one stands.
     *
     * @param signupMillis of the signup that was bound
     * @param timeMillis of the latest evidence; at most a day after the signup
     * @param causeId the event by which
     * @param stands false: by that time it does no more
     */
    record Bound(
            String userId,
            String referralId,
            String advocateId,
            String program,
            String referralCode,
            long signupMillis,
            long timeMillis,
            String causeId,
            boolean stands)
            implements PersonEvent {

        @Override
        public String id() {
            return causeId;
        }

        @Override
        public String identity() {
            // Folded by the referee, and by the advocate. Behind the signup, where that is what it rests on.
            return "party/" + program + '/' + advocateId + '/' + userId;
        }
    }

    /** The user's referral has qualified in its program. */
    record Qualified(
            String userId,
            String referralId,
            String advocateId,
            String program,
            long timeMillis,
            String causeId,
            boolean stands)
            implements PersonEvent {

        @Override
        public String id() {
            return causeId;
        }

        @Override
        public String identity() {
            return "qualified/" + program + '/' + advocateId;
        }
    }

    /** What is so of the user's advocate from that time on, in those fields that rules compare. */
    record Referrer(String userId, String advocateId, String eventId, long timeMillis, Map<String, String> attributes)
            implements PersonEvent {
        public Referrer {
            attributes = Map.copyOf(attributes);
        }

        @Override
        public String id() {
            return eventId;
        }

        @Override
        public String identity() {
            return "referrer/" + advocateId + '/' + eventId + '@' + timeMillis;
        }
    }
}
