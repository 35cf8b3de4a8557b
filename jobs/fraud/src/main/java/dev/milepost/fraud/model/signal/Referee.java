package dev.milepost.fraud.model.signal;

/**
 * One referee in an advocate's window.
 *
 * @param hourMass of the hour of the week as it was at binding; see {@link WindowSummary}
 * @param weeksMass likewise
 * @param firstOfWeek whether it was the advocate's first of its week
 * @param network ip24; {@code null} where unknown
 * @param orphan whether the signup had no click, or another device than clicked; {@code null} where unknown
 * @param qualifiedMillis below 0 until it qualifies
 * @param orders orders so far
 * @param nearOrders those just above a threshold
 * @param refunded whether it had a refund within 30 days of qualifying
 * @param inactive whether it did nothing in the 14 days after qualifying; {@code null} until then
 * @param leadMillis from the click to the signup; below 0 where there was no click
 * @param marks of {@link Traces#marks}, as of its latest assessment
 */
record Referee(
        String referralId,
        long boundMillis,
        double hourMass,
        double weeksMass,
        boolean firstOfWeek,
        String network,
        Boolean orphan,
        long qualifiedMillis,
        int orders,
        int nearOrders,
        boolean refunded,
        Boolean inactive,
        long leadMillis,
        int marks) {

    static Referee bound(
            String referralId,
            long boundMillis,
            double hourMass,
            double weeksMass,
            boolean firstOfWeek,
            String network,
            Boolean orphan) {
        return new Referee(
                referralId,
                boundMillis,
                hourMass,
                weeksMass,
                firstOfWeek,
                network,
                orphan,
                -1,
                0,
                0,
                false,
                null,
                -1,
                0);
    }

    boolean isQualified() {
        return qualifiedMillis >= 0;
    }

    Referee qualified(long millis) {
        return of(isQualified() ? qualifiedMillis : millis, orders, nearOrders, refunded, inactive);
    }

    Referee ordered(boolean near) {
        return of(qualifiedMillis, orders + 1, nearOrders + (near ? 1 : 0), refunded, inactive);
    }

    Referee withRefund() {
        return of(qualifiedMillis, orders, nearOrders, true, inactive);
    }

    Referee active(boolean isInactive) {
        return of(qualifiedMillis, orders, nearOrders, refunded, isInactive);
    }

    Referee marked(long newLeadMillis, int newMarks) {
        return new Referee(
                referralId,
                boundMillis,
                hourMass,
                weeksMass,
                firstOfWeek,
                network,
                orphan,
                qualifiedMillis,
                orders,
                nearOrders,
                refunded,
                inactive,
                newLeadMillis,
                newMarks);
    }

    private Referee of(long qualified, int newOrders, int newNear, boolean newRefunded, Boolean newInactive) {
        return new Referee(
                referralId,
                boundMillis,
                hourMass,
                weeksMass,
                firstOfWeek,
                network,
                orphan,
                qualified,
                newOrders,
                newNear,
                newRefunded,
                newInactive,
                leadMillis,
                marks);
    }
}
