package dev.milepost.attribution.operator;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.attribution.channel.Classified;
import dev.milepost.attribution.model.InviteFact;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.attribution.model.VisitorEvent.Role;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.model.EventFacts;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import java.io.Serializable;
import java.util.Locale;

/** Reads events as what attribution needs of them. */
public final class EventReader implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String CODE_CREATED = "referral_code_created";
    private static final String INVITE_SENT = "invite_sent";

    private final ChannelRules channels;
    private final ProgramCatalog programs;

    public EventReader(ChannelRules channels, ProgramCatalog programs) {
        this.channels = channels;
        this.programs = programs;
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
                present(click.getUserId()),
                present(click.getSessionId()),
                role,
                click.getName(),
                by.channel(),
                by.campaign(),
                text(click.getReferralCode()),
                detail(click, role),
                programs.qualifying(EventFacts.click(
                        click.getName(),
                        click.getValue() == null
                                ? null
                                : click.getValue().unscaledValue().longValueExact(),
                        click.getCountry(),
                        click.getProperties())),
                event.receivedAtMillis(),
                event.contentHash(),
                event.origin());
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
        String detail = property == null ? "" : text(click.getProperties().get(property));
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

    UserFact.Signup signup(Event event) {
        Signup signup = (Signup) event.payload();
        return new UserFact.Signup(
                signup.getUserId(),
                signup.getEventId(),
                event.eventTimeMillis(),
                text(signup.getReferralCode()),
                programs.qualifying(EventFacts.signup(
                        signup.getCountry(), signup.getPlan(), signup.getSegment(), signup.getProperties())));
    }

    /** The link that a signup makes, or null. */
    VisitorEvent.Link link(Event event) {
        Signup signup = (Signup) event.payload();
        return present(signup.getAnonymousId()) == null
                ? null
                : new VisitorEvent.Link(
                        signup.getAnonymousId(), signup.getUserId(), signup.getEventId(), event.eventTimeMillis());
    }

    /** The address that a signup was made with, or null. */
    InviteFact.Addressee addressee(Event event) {
        Signup signup = (Signup) event.payload();
        return present(signup.getEmailHash()) == null
                ? null
                : new InviteFact.Addressee(
                        signup.getEmailHash(), signup.getUserId(), signup.getEventId(), event.eventTimeMillis());
    }

    UserFact.Purchase purchase(Event event) {
        Purchase purchase = (Purchase) event.payload();
        return new UserFact.Purchase(
                purchase.getUserId(),
                purchase.getEventId(),
                event.eventTimeMillis(),
                purchase.getOrderId(),
                UserFact.PurchaseKind.valueOf(purchase.getKind().name()),
                purchase.getAmountMinor(),
                purchase.getCurrency(),
                refundId(purchase),
                programs.qualifying(EventFacts.purchase(
                        purchase.getKind().name().toLowerCase(Locale.ROOT),
                        purchase.getCurrency(),
                        purchase.getAmountMinor(),
                        purchase.getMrrMinor(),
                        purchase.getProperties())),
                event.receivedAtMillis(),
                event.origin(),
                RefusedRecords.rest(purchase));
    }

    /** A refund without an id of its own goes by its event's. */
    static String refundId(Purchase purchase) {
        boolean sale = purchase.getKind() == PurchaseKind.ORDER || purchase.getKind() == PurchaseKind.RENEWAL;
        String refundId = present(purchase.getRefundId());
        return sale ? "" : refundId == null ? purchase.getEventId() : refundId;
    }

    private static String text(String value) {
        return present(value) == null ? "" : value;
    }

    /** A blank text is none. */
    private static String present(String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
