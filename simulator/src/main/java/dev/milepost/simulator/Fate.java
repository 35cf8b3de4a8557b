package dev.milepost.simulator;

/** What becomes of a referral in a {@link Circle}, of every twenty. Of {@link #buys} both sides earn something. */
enum Fate {
    /** They buy, nobody suspects anything, both are paid. */
    PAID(7, true),
    /** They sign up, and never buy. */
    IDLE(2, false),
    /** They buy for a cent less than it takes. */
    TOO_SMALL(1, false),
    /** They buy, and take it back while the reward is held: void. */
    REFUNDED(2, true),
    /** Both are paid; then the order is charged back: both owe. */
    CHARGED_BACK(2, true),
    /** Both are paid; the order is refunded, and then it is not. */
    REFUND_CANCELLED(1, true),
    /** The advocate's own second account: blocked, and void in the end. */
    BLOCKED(1, true),
    /** Suspicious; a reviewer finds nothing wrong. */
    APPROVED(2, true),
    /** Suspicious; a reviewer rejects it. */
    REJECTED(1, true),
    /** Nobody ever judges it: void in the end, never paid by silence. */
    UNJUDGED(1, true);

    static final int BLOCK = 20;

    private static final Fate[] TABLE = table();

    private final int share;

    /** Whether they buy something that counts. */
    final boolean buys;

    Fate(int share, boolean buys) {
        this.share = share;
        this.buys = buys;
    }

    /** Whether the reward is released in the end. */
    boolean isReleased() {
        return this == PAID || this == CHARGED_BACK || this == REFUND_CANCELLED || this == APPROVED;
    }

    /** Whether it looks suspicious to whoever judges. */
    boolean isReviewed() {
        return this == APPROVED || this == REJECTED;
    }

    /** The fate of the nth referral: exactly its share of each block of twenty, shuffled as {@link Scenario#of} does. */
    static Fate of(long seed, long referral) {
        Dice dice = Dice.of(seed, Math.floorDiv(referral, BLOCK), Dice.Purpose.FATE);
        int[] coprime = {1, 3, 7, 9, 11, 13, 17, 19};
        int slope = coprime[dice.below(coprime.length)];
        return TABLE[(slope * Math.floorMod(referral, BLOCK) + dice.below(BLOCK)) % BLOCK];
    }

    private static Fate[] table() {
        Fate[] table = new Fate[BLOCK];
        int next = 0;
        for (Fate fate : values()) {
            for (int i = 0; i < fate.share; i++) {
                table[next++] = fate;
            }
        }
        return table;
    }
}
