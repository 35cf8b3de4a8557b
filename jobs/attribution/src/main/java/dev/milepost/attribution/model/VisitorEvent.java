package dev.milepost.attribution.model;

import dev.milepost.runtime.fold.Timed;
import dev.milepost.runtime.ingest.Origin;

/** What the fold of one anonymous_id runs over. */
public sealed interface VisitorEvent extends Timed {

    String anonymousId();

    /** What a click is to attribution, besides evidence of identity. */
    enum Role {
        /** It may be a touch, and keeps a session alive. */
        VISIT,
        /** A robot's: neither. */
        BOT,
        /** referral_code_created: its owner owns the code. */
        CODE_CREATED,
        /** invite_sent: an invite to an address. */
        INVITE_SENT
    }

    /**
     * A click, with what attribution needs of it.
     *
     * @param userId the signed-in user, or null
     * @param sessionId the producer's session, or null
     * @param channel the channel it classifies as
     * @param campaign the campaign; empty where there is none
     * @param referralCode the code it carries; empty where there is none
     * @param detail the program of a CODE_CREATED, the e-mail hash of an INVITE_SENT; else empty
     * @param facts what programs may ask of it
     * @param device the hash of its device; null where it names none
     */
    record Click(
            String anonymousId,
            String eventId,
            long timeMillis,
            String userId,
            String sessionId,
            Role role,
            String name,
            String channel,
            String campaign,
            String referralCode,
            String detail,
            ClickFacts facts,
            long receivedAtMillis,
            long contentHash,
            Origin origin,
            Long device)
            implements VisitorEvent {

        @Override
        public boolean isEvent() {
            return true;
        }

        @Override
        public String id() {
            return eventId;
        }
    }

    /**
     * A signup's word that the anonymous_id belongs to a user: a fact.
     *
     * @param eventId the signup's
     */
    record Link(String anonymousId, String userId, String eventId, long timeMillis) implements VisitorEvent {

        @Override
        public String id() {
            return eventId;
        }

        /** A signup's event_id may equal a click's; the two are different events. */
        @Override
        public String identity() {
            return "signup/" + userId + "/" + Moment.name(eventId, timeMillis);
        }
    }
}
