package dev.milepost.fraud.model.ring;

import dev.milepost.fraud.model.identifier.Link;

/** What the rings are told. Of one time all take effect together, in whatever order they come. */
public sealed interface RingEvent {

    long timeMillis();

    /** An account joins or leaves those whom an identifier links. */
    record Linked(Link link) implements RingEvent {
        @Override
        public long timeMillis() {
            return link.timeMillis();
        }
    }

    /**
     * An advocate referred someone, or tried to. A referee has one advocate at most: the one bound last.
     *
     * @param bound false: the binding was refused; it only counts towards cycles
     */
    record Referred(String advocate, String referee, boolean bound, long timeMillis) implements RingEvent {}

    /**
     * What is known of an account from now on; the latest counts.
     *
     * @param sequence numbers what is said of one account: of one time the greatest holds
     */
    record Labelled(String account, Label label, long timeMillis, long sequence) implements RingEvent {

        /** The only one of its time. */
        public Labelled(String account, Label label, long timeMillis) {
            this(account, label, timeMillis, 0);
        }
    }

    /** A reviewer says that an account does not belong to those that it is linked with. */
    record NotLinked(String account, long timeMillis) implements RingEvent {}

    /** Of an account. */
    enum Label {
        NONE,
        FRAUD,
        BENIGN
    }
}
