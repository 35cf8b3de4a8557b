package dev.milepost.attribution.model;

import dev.milepost.programs.Evidence;
import dev.milepost.runtime.fold.Timed;

/**
 * What the fold of one referral code runs over.
 *
 * <p>Identities name the key of the fold that tells the fact (the owner, the code that was asked for): where a click turns
 * out to be another user's, one fold takes its fact back and another tells its own, and the two may arrive in any order.
 */
public sealed interface CodeFact extends Timed {

    String code();

    /**
     * A candidate for the binding of a signup: who owns the code?
     *
     * @param timeMillis the later of the signup and the time when the evidence is known
     * @param referee who signed up
     * @param signupId the signup's event_id
     * @param signupMillis the signup's event time
     * @param evidenceMillis event time of the touch or invite; the signup's where the code was entered
     * @param touchId event_id of the touch or invite; empty where the code was entered
     * @param anonymousId of the touch or invite; empty where the code was entered
     */
    record Query(
            String code,
            long timeMillis,
            String referee,
            String signupId,
            long signupMillis,
            Evidence evidence,
            long evidenceMillis,
            String touchId,
            String anonymousId)
            implements CodeFact {

        /** It is a candidate for the binding of that signup of the referee. */
        boolean isOf(UserFact.Signup signup) {
            return signupMillis == signup.timeMillis() && signupId.equals(signup.eventId());
        }

        @Override
        public String id() {
            return signupId;
        }

        @Override
        public String identity() {
            return String.join(
                    "/",
                    "query",
                    code,
                    referee,
                    Moment.name(signupId, signupMillis),
                    evidence.name(),
                    anonymousId,
                    Moment.name(touchId, evidenceMillis));
        }
    }

    /**
     * The code was created.
     *
     * @param timeMillis since when its owner is known
     * @param createdMillis event time of the creation
     * @param program its program
     */
    record Creation(
            String code,
            long timeMillis,
            String owner,
            String program,
            long createdMillis,
            String eventId,
            String anonymousId)
            implements CodeFact {

        @Override
        public String id() {
            return eventId;
        }

        @Override
        public String identity() {
            return String.join("/", "creation", owner, anonymousId, Moment.name(eventId, createdMillis));
        }
    }

    /**
     * The owner of a code signed up.
     *
     * @param timeMillis the later of the signup and the time when the code's owner is known
     * @param signupMillis event time of the owner's first signup
     * @param creation identity of the code's creation
     */
    record OwnerSignup(String code, long timeMillis, String owner, long signupMillis, String signupId, String creation)
            implements CodeFact {

        @Override
        public String id() {
            return signupId;
        }

        @Override
        public String identity() {
            return "owner/" + creation;
        }
    }
}
