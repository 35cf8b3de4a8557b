package dev.milepost.adversaries;

/**
 * How somebody came by a code.
 *
 * @param leadMillis from the click to the signup
 */
record Arrival(String code, Way way, long leadMillis) {

    /** What Milepost sees of it. Each binds: by the link, by the code entered, or by the invitation. */
    enum Way {
        LINK("link"),
        LINK_AND_CODE("code"),
        CODE_ONLY("code"),
        OTHER_DEVICE("code"),
        INVITE("invite");

        private final String evidence;

        Way(String evidence) {
            this.evidence = evidence;
        }

        /** What the binding rests on. */
        String evidence() {
            return evidence;
        }

        boolean entersCode() {
            return evidence.equals("code");
        }
    }
}
