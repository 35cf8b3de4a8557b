package dev.milepost.simulator;

/** How a person comes to sign up, of every hundred. */
enum Scenario {
    /** Nobody referred them. */
    ORGANIC(57),
    /** A friend's link, on the device they signed up with or on another that becomes theirs within a day. */
    LINK(12),
    /** A friend's code, entered; half of them clicked the link too. */
    CODE(7),
    /** A friend's invitation to their address; half of them clicked its link too. */
    INVITE(5),
    /** Links of two friends: the later one wins. */
    TWO_LINKS(2),
    /** A friend's link, clicked before its code was created. */
    CODE_AFTER_CLICK(6),
    /** A code that nobody ever creates, entered, and a friend's link. */
    TYPO(1),
    /** A code that nobody ever creates. */
    UNKNOWN_CODE(2),
    /** Their own code, created before they signed up. */
    SELF(2),
    /** A code that its owner creates only after the signup. */
    JUNIOR(1),
    /** A friend's code, by somebody who is a customer already. */
    EXISTING_CUSTOMER(2),
    /** A second account of a person who enters the code of their first. It binds; that it is fraud, others find out. */
    SECOND_ACCOUNT(1),
    /** A friend's link, longer ago than links count. */
    LAPSED_CLICK(1),
    /** A friend's link on a device that becomes theirs only when the binding is fixed. */
    LAPSED_IDENTITY(1),
    /** One of a {@link Circle}, which takes people out of those of the other scenarios. */
    CIRCLE(0),
    /** A friend whom somebody won because an ask moved them; beside the hundred. */
    ASKED(0);

    static final int BLOCK = 100;

    private static final Scenario[] TABLE = table();

    private final int share;

    Scenario(int share) {
        this.share = share;
    }

    /**
     * The scenario of a person: exactly its share of each block of hundred, in a shuffled order.
     *
     * <p>The shuffle is affine (a · i + b modulo 100, a coprime to 100), so that nobody else need be looked at.
     */
    static Scenario of(long seed, int person) {
        Dice dice = Dice.of(seed, person / BLOCK, Dice.Purpose.SCENARIO);
        int[] coprime = {1, 3, 7, 9, 11, 13, 17, 19, 21, 23, 27, 29, 31, 33, 37, 39, 41, 43, 47, 49};
        int slope = coprime[dice.below(coprime.length)];
        return TABLE[(slope * (person % BLOCK) + dice.below(BLOCK)) % BLOCK];
    }

    private static Scenario[] table() {
        Scenario[] table = new Scenario[BLOCK];
        int next = 0;
        for (Scenario scenario : values()) {
            for (int i = 0; i < scenario.share; i++) {
                table[next++] = scenario;
            }
        }
        return table;
    }
}
