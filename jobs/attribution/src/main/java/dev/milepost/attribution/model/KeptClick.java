package dev.milepost.attribution.model;

import java.util.List;

/**
 * What is kept of a click that somebody may own.
 *
 * @param userId the user it names itself, or null
 * @param role VISIT, CODE_CREATED or INVITE_SENT (a robot's click is kept only for what it qualifies)
 * @param touch it is a touch
 * @param detail see {@link VisitorEvent.Click#detail}
 * @param qualifies the program versions, as {@code program@version}, whose {@code qualifies.on} it matches
 * @param receivedAtMillis when it was received; its own time of one that qualifies nothing, of which nobody asks it
 */
public record KeptClick(
        String eventId,
        long timeMillis,
        String userId,
        VisitorEvent.Role role,
        boolean touch,
        String channel,
        String campaign,
        String referralCode,
        String detail,
        List<String> qualifies,
        long receivedAtMillis) {

    static KeptClick of(VisitorEvent.Click click, boolean touch, List<String> qualifies) {
        return new KeptClick(
                click.eventId(),
                click.timeMillis(),
                click.userId(),
                click.role(),
                touch,
                click.channel(),
                click.campaign(),
                click.referralCode(),
                click.detail(),
                qualifies,
                qualifies.isEmpty() ? click.timeMillis() : click.receivedAtMillis());
    }
}
