package dev.milepost.milestones.model.pattern;

import dev.milepost.testkit.oracle.pattern.Happening;

/** Says an event in the oracle's words. */
final class Happenings {

    private Happenings() {}

    static Happening of(SubjectEvent event) {
        return new Happening(
                event.name(),
                event.timeMillis(),
                event.id(),
                event.identity(),
                event.currency(),
                event.amountMinor(),
                event.mrrMinor(),
                event.valueMicros(),
                event.referrals(),
                event.fields());
    }
}
