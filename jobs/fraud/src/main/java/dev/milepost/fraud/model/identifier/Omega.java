package dev.milepost.fraud.model.identifier;

/** How much it says that two accounts share an identifier: ω = 1/log2(1 + deg). */
public final class Omega {

    private static final double LN_2 = StrictMath.log(2);

    private Omega() {}

    /**
     * The weight, from 1 of an identifier that one account uses down towards 0.
     *
     * @param degree how many accounts were seen on it in 90 d; 0 of one that nobody was seen on, which says nothing: 0
     */
    public static double of(int degree) {
        return degree < 1 ? 0 : LN_2 / StrictMath.log(1.0 + degree);
    }
}
