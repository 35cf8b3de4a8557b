package dev.milepost.cli.chaos;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Signup;
import org.apache.avro.specific.SpecificRecord;

/** Some advocates refer themselves: those whom their code brings have their device and a card that they share. */
final class Household {

    private static final int ONE_IN = 4;

    private Household() {}

    /** Puts an event of such a code on the device, and a signup on the card. */
    static void move(SpecificRecord record) {
        if (record instanceof Click click && isOne(click.getReferralCode())) {
            if (click.getName().equals("referral_code_created")) {
                click.setDeviceHash("device of " + click.getReferralCode());
            }
        } else if (record instanceof Signup signup && isOne(signup.getReferralCode())) {
            signup.setDeviceHash("device of " + signup.getReferralCode());
            signup.setPaymentHash("card of " + signup.getReferralCode());
        }
    }

    private static boolean isOne(String code) {
        return code != null && Math.floorMod(code.hashCode(), ONE_IN) == 0;
    }
}
