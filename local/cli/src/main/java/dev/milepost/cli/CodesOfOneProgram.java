package dev.milepost.cli;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Review;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events as if every code had been one of a certain program, and every verdict and review about its referrals, so that a program that
 * nobody had codes of can be tried on the referrals that there were. A referral is called the same whatever its program.
 *
 * @param program the program
 */
record CodesOfOneProgram(String program) implements UnaryOperator<Event> {

    private static final String CODE_CREATED = "referral_code_created";
    private static final String PROGRAM = "program";

    @Override
    public Event apply(Event event) {
        SpecificRecord payload = payload(event.payload());
        return payload == event.payload()
                ? event
                : new Event(
                        event.stream(),
                        event.key(),
                        event.eventId(),
                        event.eventTimeMillis(),
                        event.receivedAtMillis(),
                        event.contentHash(),
                        event.origin(),
                        payload);
    }

    private SpecificRecord payload(SpecificRecord payload) {
        if (payload instanceof Click click && click.getName().equals(CODE_CREATED)) {
            Map<String, String> properties = new TreeMap<>(click.getProperties());
            properties.put(PROGRAM, program);
            return Click.newBuilder(click).setProperties(properties).build();
        }
        if (payload instanceof FraudVerdict verdict) {
            return FraudVerdict.newBuilder(verdict).setProgramId(program).build();
        }
        if (payload instanceof Review review) {
            return Review.newBuilder(review).setProgramId(program).build();
        }
        return payload;
    }
}
