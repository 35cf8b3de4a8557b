package dev.milepost.milestones.model.people;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.runtime.fold.Timed;
import java.util.Map;
import java.util.Objects;

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

    /**
     * What is so of the user from that time on, besides what was before.
     *
     * @param knownMillis received_at of the event
     */
    record Attributes(String userId, String eventId, long timeMillis, long knownMillis, Map<String, String> attributes)
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
     * The user, a referee, is bound to an advocate; there is one at most. A later version may name another advocate, or say that
     * there is none.
     *
     * @param advocateId null where it stands no more; so are program and code
     * @param signupMillis of the signup that was bound
     * @param timeMillis of the latest evidence; at most a day after the signup
     * @param causeId the event by which
     * @param knownMillis received_at of that event
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
            long knownMillis)
            implements PersonEvent {

        public boolean stands() {
            return advocateId != null;
        }

        /** As it was told to those who hear of it no more: by that later version it does not stand. */
        Bound ended(Bound by) {
            return new Bound(
                    userId,
                    referralId,
                    advocateId,
                    program,
                    referralCode,
                    signupMillis,
                    by.timeMillis,
                    by.causeId,
                    by.knownMillis);
        }

        boolean isOfSame(Bound other) {
            return Objects.equals(advocateId, other.advocateId) && Objects.equals(program, other.program);
        }

        @Override
        public String id() {
            return causeId;
        }

        /** Behind the signup, where that is what it rests on. */
        @Override
        public String identity() {
            // Folded by the referee, and by the advocate.
            return "party/" + userId + '/' + referralId;
        }
    }

    /**
     * The user's referral has qualified in its program.
     *
     * @param advocateId null where it stands no more; so is program
     * @param knownMillis received_at of the event by which
     */
    record Qualified(
            String userId,
            String referralId,
            String advocateId,
            String program,
            long timeMillis,
            String causeId,
            long knownMillis)
            implements PersonEvent {

        public boolean stands() {
            return advocateId != null;
        }

        Qualified ended(Qualified by) {
            return new Qualified(userId, referralId, advocateId, program, by.timeMillis, by.causeId, by.knownMillis);
        }

        boolean isOfSame(Qualified other) {
            return Objects.equals(advocateId, other.advocateId) && Objects.equals(program, other.program);
        }

        @Override
        public String id() {
            return causeId;
        }

        @Override
        public String identity() {
            return "qualified/" + referralId;
        }
    }

    /**
     * Somebody has decided about a referral of that id and program, which may be the user's. Each decision stays; the latest
     * counts.
     *
     * @param knownMillis received_at of the event
     * @param rejects else it approves
     */
    record Reviewed(
            String userId,
            String referralId,
            String program,
            String eventId,
            long timeMillis,
            long knownMillis,
            boolean rejects)
            implements PersonEvent {

        boolean isOf(Bound bound) {
            return referralId.equals(bound.referralId())
                    && program.equals(bound.program())
                    && timeMillis >= bound.signupMillis();
        }

        @Override
        public String id() {
            return eventId;
        }

        @Override
        public String identity() {
            return "review/" + referralId + '/' + eventId + '@' + timeMillis;
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
