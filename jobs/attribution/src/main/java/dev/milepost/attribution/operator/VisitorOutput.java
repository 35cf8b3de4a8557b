package dev.milepost.attribution.operator;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.attribution.model.InviteFact;
import dev.milepost.attribution.model.KeptClick;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.attribution.model.VisitorEvent.Click;
import dev.milepost.attribution.model.VisitorEvent.Role;
import dev.milepost.attribution.model.VisitorFact;
import dev.milepost.attribution.model.VisitorFact.Excess;
import dev.milepost.attribution.model.VisitorFact.Identity;
import dev.milepost.attribution.model.VisitorFact.Named;
import dev.milepost.attribution.model.VisitorFact.Owned;
import dev.milepost.attribution.model.VisitorFact.Traced;
import dev.milepost.attribution.model.VisitorModel;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.FoldOutput;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.output.Changes;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.schemas.row.IdentityRow;
import dev.milepost.schemas.row.TouchRow;
import java.time.Instant;
import java.util.List;

/**
 * Tells what is found of an anonymous_id: rows of {@code events}, {@code identities} and {@code touches}; to the folds of
 * the owner, their clicks (main output, and those that bear on referrals as evidence); invites; to the
 * journey clicks that asks and rewards are decided by, to the traces those that accounts of one person are told by.
 */
final class VisitorOutput implements FoldOutput<VisitorEvent, VisitorModel.Key, VisitorFact, Change<UserFact>> {

    private static final long serialVersionUID = 1L;

    private transient Rows rows;

    @Override
    public void changed(VisitorModel.Key key, VisitorFact before, VisitorFact after, Emission<Change<UserFact>> out) {
        String visitor = out.key();
        switch (key.kind()) {
            case IDENTITY -> rows().replace(identity(visitor, before), identity(visitor, after), out);
            case EXCESS -> rows().replace(excess(visitor, before), excess(visitor, after), out);
            case NAMED ->
                JourneyFacts.replace(
                        JourneyFacts.of(visitor, (Named) before), JourneyFacts.of(visitor, (Named) after), out);
            case TRACED -> Traces.replace(visitor, (Traced) before, (Traced) after, out);
            case CLICK -> changed(visitor, (Owned) before, (Owned) after, out);
        }
    }

    private void changed(String visitor, Owned was, Owned is, Emission<Change<UserFact>> out) {
        rows().replace(touch(visitor, was), touch(visitor, is), out);
        OwnedClick owned = owned(visitor, was);
        OwnedClick owns = owned(visitor, is);
        Changes.<UserFact>replace(forCredit(owned), forCredit(owns), UserFact::userId, out::collect);
        Changes.<UserFact>replace(
                forEvidence(owned), forEvidence(owns), UserFact::userId, change -> out.collect(Sides.EVIDENCE, change));
        Changes.<InviteFact>replace(
                invite(visitor, was),
                invite(visitor, is),
                InviteFact::emailHash,
                change -> out.collect(Sides.INVITES, change));
    }

    @Override
    public void accepted(VisitorEvent event, Emission<Change<UserFact>> out) {
        if (event instanceof Click click) {
            rows().put(EventRows.of(click), out);
        }
    }

    @Override
    public void replaced(VisitorEvent event, Emission<Change<UserFact>> out) {
        if (event instanceof Click click) {
            rows().delete(EventRows.of(click), out);
        }
    }

    @Override
    public void refused(VisitorEvent event, Outcome.Kind why, Emission<Change<UserFact>> out) {
        rows().put(Refusals.of(event, why, "visitors", out.key()), out);
    }

    private static List<IdentityRow> identity(String anonymousId, VisitorFact fact) {
        if (!(fact instanceof Identity identity)) {
            return List.of();
        }
        return List.of(new IdentityRow(
                anonymousId, identity.userId(), Instant.ofEpochMilli(identity.timeMillis()), identity.eventId()));
    }

    private static List<DeadLetterRow> excess(String anonymousId, VisitorFact fact) {
        return fact instanceof Excess excess ? List.of(Refusals.of(anonymousId, excess)) : List.of();
    }

    private static List<TouchRow> touch(String anonymousId, Owned owned) {
        if (owned == null || !owned.click().touch()) {
            return List.of();
        }
        KeptClick click = owned.click();
        return List.of(new TouchRow(
                anonymousId,
                click.eventId(),
                owned.ownerId() == null ? "" : owned.ownerId(),
                Instant.ofEpochMilli(click.timeMillis()),
                click.channel(),
                click.campaign(),
                click.referralCode()));
    }

    private static OwnedClick owned(String anonymousId, Owned owned) {
        return owned == null || owned.ownerId() == null
                ? null
                : new OwnedClick(owned.ownerId(), owned.knownMillis(), anonymousId, owned.click());
    }

    private static OwnedClick forCredit(OwnedClick owned) {
        return owned != null
                        && (owned.click().touch() || !owned.click().qualifies().isEmpty())
                ? owned
                : null;
    }

    private static OwnedClick forEvidence(OwnedClick owned) {
        if (owned == null || owned.click().referralCode().isEmpty()) {
            return null;
        }
        KeptClick click = owned.click();
        boolean link = click.touch() && click.channel().equals(ChannelRules.REFERRAL);
        return link || click.role() == Role.CODE_CREATED ? owned : null;
    }

    private static InviteFact.Invite invite(String anonymousId, Owned owned) {
        if (owned == null
                || owned.click().role() != Role.INVITE_SENT
                || owned.click().referralCode().isEmpty()
                || owned.click().detail().isEmpty()) {
            return null;
        }
        KeptClick click = owned.click();
        return new InviteFact.Invite(
                click.detail(), click.referralCode(), anonymousId, click.eventId(), click.timeMillis());
    }

    private Rows rows() {
        if (rows == null) {
            rows = new Rows();
        }
        return rows;
    }
}
