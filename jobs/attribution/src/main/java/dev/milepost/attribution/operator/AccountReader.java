package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.InviteFact;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.model.EventFacts;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import java.io.Serializable;
import java.util.Locale;

/** Reads signups and purchases as what attribution needs of them, by the programs of the moment. */
final class AccountReader implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Rules<ProgramCatalog> programs;

    AccountReader(Rules<ProgramCatalog> programs) {
        this.programs = programs;
    }

    UserFact.Signup signup(Event event) {
        Signup signup = (Signup) event.payload();
        return new UserFact.Signup(
                signup.getUserId(),
                signup.getEventId(),
                event.eventTimeMillis(),
                Texts.text(signup.getReferralCode()),
                programs.current()
                        .qualifying(
                                EventFacts.signup(
                                        signup.getCountry(),
                                        signup.getPlan(),
                                        signup.getSegment(),
                                        signup.getProperties()),
                                event.eventTimeMillis()),
                event.receivedAtMillis());
    }

    /** The link that a signup makes, or null. */
    VisitorEvent.Link link(Event event) {
        Signup signup = (Signup) event.payload();
        return Texts.present(signup.getAnonymousId()) == null
                ? null
                : new VisitorEvent.Link(
                        signup.getAnonymousId(), signup.getUserId(), signup.getEventId(), event.eventTimeMillis());
    }

    /** The address that a signup was made with, or null. */
    InviteFact.Addressee addressee(Event event) {
        Signup signup = (Signup) event.payload();
        return Texts.present(signup.getEmailHash()) == null
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
                programs.current()
                        .qualifying(
                                EventFacts.purchase(
                                        purchase.getKind().name().toLowerCase(Locale.ROOT),
                                        purchase.getCurrency(),
                                        purchase.getAmountMinor(),
                                        purchase.getMrrMinor(),
                                        purchase.getProperties()),
                                event.eventTimeMillis()),
                event.receivedAtMillis(),
                event.origin(),
                RefusedRecords.rest(purchase));
    }

    /** A refund without an id of its own goes by its event's. */
    static String refundId(Purchase purchase) {
        boolean sale = purchase.getKind() == PurchaseKind.ORDER || purchase.getKind() == PurchaseKind.RENEWAL;
        String refundId = Texts.present(purchase.getRefundId());
        return sale ? "" : refundId == null ? purchase.getEventId() : refundId;
    }
}
