package dev.milepost.attribution.model;

import dev.milepost.runtime.fold.Timed;

/** What the fold of one e-mail hash runs over. All are facts. */
public sealed interface InviteFact extends Timed {

    String emailHash();

    /**
     * Somebody invited the address.
     *
     * @param code the code that the invite shares
     */
    record Invite(String emailHash, String code, String anonymousId, String eventId, long timeMillis)
            implements InviteFact {

        @Override
        public String id() {
            return eventId;
        }

        @Override
        public String identity() {
            return "invite/" + anonymousId + "/" + Moment.name(eventId, timeMillis);
        }
    }

    /** Somebody signed up with the address. */
    record Addressee(String emailHash, String referee, String signupId, long timeMillis) implements InviteFact {

        @Override
        public String id() {
            return signupId;
        }

        @Override
        public String identity() {
            return "signup/" + referee + "/" + Moment.name(signupId, timeMillis);
        }
    }
}
