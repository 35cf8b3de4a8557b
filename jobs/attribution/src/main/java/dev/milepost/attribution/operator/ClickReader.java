package dev.milepost.attribution.operator;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.attribution.channel.Classified;
import dev.milepost.attribution.model.ClickFacts;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.attribution.model.VisitorEvent.Role;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.Click;
import java.io.Serializable;

/** Reads clicks as what attribution needs of them. It stands ahead of every fold, so it asks no program. */
public final class ClickReader implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String CODE_CREATED = "referral_code_created";
    private static final String INVITE_SENT = "invite_sent";

    private final ChannelRules channels;

    public ClickReader(ChannelRules channels) {
        this.channels = channels;
    }

    VisitorEvent.Click click(Event event) {
        Click click = (Click) event.payload();
        Classified by = channels.classify(
                click.getChannel(),
                click.getCampaign(),
                click.getReferralCode(),
                click.getUrl(),
                click.getReferrerUrl());
        Role role = role(click);
        return new VisitorEvent.Click(
                click.getAnonymousId(),
                click.getEventId(),
                event.eventTimeMillis(),
                Texts.present(click.getUserId()),
                Texts.present(click.getSessionId()),
                role,
                click.getName(),
                by.channel(),
                by.campaign(),
                Texts.text(click.getReferralCode()),
                detail(click, role),
                facts(click),
                event.receivedAtMillis(),
                event.contentHash(),
                event.origin(),
                Traces.hash(click.getDeviceHash()));
    }

    private static ClickFacts facts(Click click) {
        Long valueMicros = click.getValue() == null
                ? null
                : (Long) click.getValue().unscaledValue().longValueExact();
        return valueMicros == null
                        && click.getCountry() == null
                        && click.getProperties().isEmpty()
                ? ClickFacts.NONE
                : new ClickFacts(valueMicros, click.getCountry(), click.getProperties());
    }

    private static Role role(Click click) {
        return switch (click.getName()) {
            case CODE_CREATED -> Role.CODE_CREATED;
            case INVITE_SENT -> Role.INVITE_SENT;
            default -> click.getIsBot() ? Role.BOT : Role.VISIT;
        };
    }

    private static String detail(Click click, Role role) {
        String property = detailProperty(role);
        String detail = property == null ? "" : Texts.text(click.getProperties().get(property));
        return role == Role.CODE_CREATED && detail.isEmpty() ? ProgramCatalog.DEFAULT_PROGRAM : detail;
    }

    /** The property that a click's detail is; null where its role has none. */
    static String detailProperty(Role role) {
        return switch (role) {
            case CODE_CREATED -> "program";
            case INVITE_SENT -> "invitee_email_hash";
            default -> null;
        };
    }
}
