package dev.milepost.attribution.model;

/**
 * What is kept of a click by which an ask or a reward is decided, until its owner is final.
 *
 * @param userId the user it names itself, or null
 * @param referralCode of the creation of a code; null of any other
 * @param receivedAtMillis of the click
 */
public record NamedClick(
        String eventId,
        long timeMillis,
        String userId,
        String name,
        String referralCode,
        ClickFacts facts,
        long receivedAtMillis) {

    static NamedClick of(VisitorEvent.Click click) {
        return new NamedClick(
                click.eventId(),
                click.timeMillis(),
                click.userId(),
                click.name(),
                click.role() == VisitorEvent.Role.CODE_CREATED ? click.referralCode() : null,
                click.facts(),
                click.receivedAtMillis());
    }
}
