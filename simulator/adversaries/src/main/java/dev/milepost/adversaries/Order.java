package dev.milepost.adversaries;

/**
 * Something bought.
 *
 * @param lagMillis after the signup
 * @param amountMinor in the currency of the buyer's market
 * @param back when it goes back, after the order; none where negative
 * @param backMinor how much of it
 * @param chargeback by the bank, not by the shop
 */
record Order(long lagMillis, long amountMinor, long back, long backMinor, boolean chargeback) {

    static Order kept(long lagMillis, long amountMinor) {
        return new Order(lagMillis, amountMinor, -1, 0, false);
    }

    Order refunded(long after, long minor) {
        return new Order(lagMillis, amountMinor, after, minor, false);
    }

    Order chargedBack(long after) {
        return new Order(lagMillis, amountMinor, after, amountMinor, true);
    }

    boolean goesBack() {
        return back >= 0;
    }
}
