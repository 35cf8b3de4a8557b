package dev.milepost.simulator;

import java.util.List;

/**
 * What is told of one person.
 *
 * @param events as they arrive, in no order: repeated ones and those that come too late among them
 * @param advocates whose referral they are: bound to one, or nobody
 * @param unit null where no ask has an effect, or the person does not reach its milestone
 */
public record Tale(Person person, List<SimulatedEvent> events, List<String> advocates, AskedUnit unit) {

    static Tale of(Told told) {
        return new Tale(
                told.story().person,
                told.events(),
                told.story().referrals().stream()
                        .filter(ExpectedReferral::isBound)
                        .map(ExpectedReferral::advocate)
                        .toList(),
                told.unit());
    }
}
