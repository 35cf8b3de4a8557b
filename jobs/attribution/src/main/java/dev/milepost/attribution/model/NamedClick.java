package dev.milepost.attribution.model;

/**
 * What is kept of a click by which an ask or a reward is decided, until its owner is final.
 *
 * @param userId the user it names itself, or null
 * @param receivedAtMillis of the click
 */
public record NamedClick(
        String eventId, long timeMillis, String userId, String name, ClickFacts facts, long receivedAtMillis) {

    static NamedClick of(VisitorEvent.Click click) {
        return new NamedClick(
                click.eventId(),
                click.timeMillis(),
                click.userId(),
                click.name(),
                click.facts(),
                click.receivedAtMillis());
    }
}
