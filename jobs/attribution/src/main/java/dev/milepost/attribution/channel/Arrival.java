package dev.milepost.attribution.channel;

/**
 * What the rules see of a click. Texts are normal ({@link Text#normal}) or null where absent.
 *
 * @param sourceList the list that names the utm_source, or {@link HostTable#NONE}
 * @param clickIds a bit for each click id that is there, as {@link ParameterNames} numbers them
 * @param referrer host of the page before, or null
 * @param referrerList the list that holds the referrer, or {@link HostTable#NONE}
 * @param has a bit for each of utm_source, utm_medium, utm_campaign (as {@link ParameterNames} numbers them), click ids
 *     and referrer that is there
 */
record Arrival(
        String source,
        int sourceList,
        String medium,
        String campaign,
        long clickIds,
        String referrer,
        int referrerList,
        int has) {

    static final int CLICK_ID = 1 << ParameterNames.FIRST_CLICK_ID;
    static final int REFERRER = CLICK_ID << 1;

    static Arrival of(Query query, String referrer, HostLists lists) {
        return new Arrival(
                Text.normal(query.source),
                query.source == null ? HostTable.NONE : lists.ofSource(query.source),
                Text.normal(query.medium),
                Text.normal(query.campaign),
                query.clickIds,
                referrer,
                referrer == null ? HostTable.NONE : lists.ofHost(referrer),
                has(query, referrer));
    }

    private static int has(Query query, String referrer) {
        return (query.source == null ? 0 : 1 << ParameterNames.SOURCE)
                | (query.medium == null ? 0 : 1 << ParameterNames.MEDIUM)
                | (query.campaign == null ? 0 : 1 << ParameterNames.CAMPAIGN)
                | (query.clickIds == 0 ? 0 : CLICK_ID)
                | (referrer == null ? 0 : REFERRER);
    }
}
