package dev.milepost.attribution.model;

/**
 * What is kept of a click by which accounts of one person are told, until its owner is final.
 *
 * @param userId the user it names itself, or null
 * @param referral it is a touch of channel referral; else the first click of its visitor's UTC day
 * @param referralCode of a referral; else empty
 * @param device the hash of its device; null where it names none
 */
public record TracedClick(
        String eventId, long timeMillis, String userId, boolean referral, String referralCode, Long device) {

    static TracedClick of(VisitorEvent.Click click, boolean referral) {
        return new TracedClick(
                click.eventId(),
                click.timeMillis(),
                click.userId(),
                referral,
                referral ? click.referralCode() : "",
                click.device());
    }
}
