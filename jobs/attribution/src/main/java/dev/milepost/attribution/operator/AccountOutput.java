package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.UserFact;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.fold.FoldOutput;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.JourneyFact;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.Trace;
import java.util.Set;

/**
 * Tells each signup and purchase once: a row of {@code events}; to the user's folds (main output; signups as evidence too),
 * the visitors' fold (links) and the invites' fold; signups and attributes to the journey; signups and purchases to the traces. What lost against another event of its id is taken back.
 */
final class AccountOutput implements FoldOutput<AccountEvent, Nothing, Nothing, Change<UserFact>> {

    private static final long serialVersionUID = 1L;

    private static final Set<String> OUTSIDE = Set.of(Streams.FRAUD_VERDICTS, Streams.REVIEWS, Streams.PAYOUTS);

    private final AccountReader reader;
    private transient Rows rows;

    AccountOutput(AccountReader reader) {
        this.reader = reader;
    }

    @Override
    public void changed(Nothing key, Nothing before, Nothing after, Emission<Change<UserFact>> out) {
        throw new IllegalStateException("A fold without a model found something");
    }

    @Override
    public void accepted(AccountEvent account, Emission<Change<UserFact>> out) {
        rows().put(EventRows.of(account.event()), out);
        tell(account.event(), Change.Kind.PUT, out);
    }

    @Override
    public void replaced(AccountEvent account, Emission<Change<UserFact>> out) {
        rows().delete(EventRows.of(account.event()), out);
        tell(account.event(), Change.Kind.REMOVE, out);
    }

    /** What programs say of it may be different now. */
    @Override
    public void rulesChanged(AccountEvent account, Emission<Change<UserFact>> out) {
        Event event = account.event();
        if (event.payload() instanceof Signup) {
            Change<UserFact> signup = Change.put(reader.signup(event));
            out.collect(signup);
            out.collect(Sides.EVIDENCE, signup);
        } else if (event.payload() instanceof Purchase) {
            out.collect(Change.put(reader.purchase(event)));
        }
    }

    @Override
    public void refused(AccountEvent account, Outcome.Kind why, Emission<Change<UserFact>> out) {
        rows().put(Refusals.of(account, why, "accounts", out.key()), out);
    }

    private void tell(Event event, Change.Kind kind, Emission<Change<UserFact>> out) {
        JourneyFact journey = JourneyFacts.of(event);
        if (journey != null) {
            out.collect(Sides.JOURNEY, new Change<>(kind, journey));
        }
        Trace trace = Traces.of(event);
        if (trace != null) {
            out.collect(Sides.TRACES, new Change<>(kind, trace));
        }
        if (event.payload() instanceof Signup) {
            Change<UserFact> signup = new Change<>(kind, reader.signup(event));
            out.collect(signup);
            out.collect(Sides.EVIDENCE, signup);
            if (reader.link(event) != null) {
                out.collect(Sides.LINKS, new Change<>(kind, reader.link(event)));
            }
            if (reader.addressee(event) != null) {
                out.collect(Sides.INVITES, new Change<>(kind, reader.addressee(event)));
            }
        } else if (event.payload() instanceof Purchase) {
            out.collect(new Change<>(kind, reader.purchase(event)));
        } else if (OUTSIDE.contains(event.stream())) {
            out.collect(Sides.OUTSIDE, new Change<>(kind, event));
        }
    }

    private Rows rows() {
        if (rows == null) {
            rows = new Rows();
        }
        return rows;
    }
}
