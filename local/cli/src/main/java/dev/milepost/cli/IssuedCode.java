package dev.milepost.cli;

import dev.milepost.schemas.event.Click;
import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A referral code that was made here: {@value #LENGTH} letters and digits of which none looks like another, so that it
 * can be read aloud and typed. Of 31^10 there are so many that two are never alike in practice (a million issued: one in
 * 1,600 that any two are).
 */
record IssuedCode(String text) {

    /** What a code without a program has for one. */
    static final String NO_PROGRAM = "default";

    /** Without 0 and O, 1, I and L. */
    static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    static final int LENGTH = 10;

    /** Before the program and the code in the id of the event by which it was issued: the warehouse keeps no more of it. */
    static final String EVENT_PREFIX = "code-create/";

    /** Before the user in the id of the device. */
    static final String DEVICE_PREFIX = "codes-of-";

    /** A new one; whoever can guess the generator can guess codes. */
    static IssuedCode next(RandomGenerator random) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new IssuedCode(text.toString());
    }

    /**
     * The click that tells whose it is. No browser made it: its device is one that each user has for codes alone.
     *
     * @param program {@link #NO_PROGRAM} for none
     */
    Click createdBy(String user, String program, Instant at) {
        return Click.newBuilder()
                .setEventId(EVENT_PREFIX + program + "/" + text)
                .setEventTime(at)
                .setAnonymousId(DEVICE_PREFIX + user)
                .setUserId(user)
                .setName("referral_code_created")
                .setReferralCode(text)
                .setProperties(program.equals(NO_PROGRAM) ? Map.of() : Map.of("program", program))
                .build();
    }
}
