package dev.milepost.attribution.channel;

/**
 * What the rules see of a click. Texts are normal ({@link Text#normal}) or null where absent.
 *
 * @param sourceList the list that names the utm_source, or {@link HostTable#NONE}
 * @param clickIds a bit for each click id that is there, as {@link ParameterNames} numbers them
 * @param referrer host of the page before, or null
 * @param referrerList the list that holds the referrer, or {@link HostTable#NONE}
 */
record Arrival(
        String source,
        int sourceList,
        String medium,
        String campaign,
        long clickIds,
        String referrer,
        int referrerList) {

    static Arrival of(Query query, String referrer, HostLists lists) {
        return new Arrival(
                Text.normal(query.source),
                query.source == null ? HostTable.NONE : lists.ofSource(query.source),
                Text.normal(query.medium),
                Text.normal(query.campaign),
                query.clickIds,
                referrer,
                referrer == null ? HostTable.NONE : lists.ofHost(referrer));
    }
}
