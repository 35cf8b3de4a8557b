package dev.milepost.bench.fraud;

import dev.milepost.fraud.model.account.AccountBook;
import dev.milepost.fraud.model.account.AccountFact;
import dev.milepost.fraud.model.account.AccountNews;
import dev.milepost.fraud.model.account.AccountNews.Assessment;
import dev.milepost.fraud.model.account.AccountNews.Lookup;
import dev.milepost.fraud.model.account.AccountNews.Profile;
import dev.milepost.fraud.model.account.AccountNews.Referred;
import dev.milepost.fraud.model.account.AccountNews.Sighting;
import dev.milepost.fraud.model.account.AccountState;
import dev.milepost.fraud.model.advocate.AdvocateBook;
import dev.milepost.fraud.model.advocate.AdvocateFact;
import dev.milepost.fraud.model.advocate.AdvocateState;
import dev.milepost.fraud.model.advocate.Domains;
import dev.milepost.fraud.model.lookup.IdentifierDesk;
import dev.milepost.fraud.model.lookup.RingDesk;
import dev.milepost.fraud.model.lookup.RingFact;
import dev.milepost.fraud.model.ring.RingEvent;
import dev.milepost.fraud.model.signal.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Accounts, identifiers, rings and advocates in memory, each telling the next what it tells it in the job, up to the evidence.
 * Times go on from {@link #advance} to {@link #advance}.
 */
public final class Rooms {

    /** What orders of every program earn rewards from. */
    private static final AccountBook.Thresholds THRESHOLDS = (program, currency, time) -> List.of(5_000L);

    private final Domains domains = Domains.shipped(List.of());
    private final Map<String, AccountState> accounts = new HashMap<>();
    private final Map<String, IdentifierDesk.State> identifiers = new HashMap<>();
    private final Map<String, AdvocateState> advocates = new HashMap<>();
    private final RingDesk.State rings = RingDesk.State.empty();
    private final List<Evidence> evidence = new ArrayList<>();

    /** An account hears something. */
    void accept(AccountFact fact) {
        new AccountBook(fact.userId(), account(fact.userId())).accept(fact);
    }

    /** All rooms decide what is due until then, itself included. */
    void advance(long untilMillis) {
        accounts.forEach((user, state) -> new AccountBook(user, state).decide(untilMillis, THRESHOLDS, this::tell));
        RingDesk ring = new RingDesk(rings);
        identifiers
                .values()
                .forEach(state -> new IdentifierDesk(state)
                        .decide(
                                untilMillis,
                                this::tell,
                                link -> ring.accept(new RingFact.Happened(new RingEvent.Linked(link)))));
        ring.decide(untilMillis, this::tell, change -> {});
        advocates.values().forEach(state -> new AdvocateBook(state, domains).decide(untilMillis, evidence::add));
    }

    private void tell(AccountNews news) {
        if (news instanceof Sighting sighting) {
            new IdentifierDesk(identifier(sighting.shown().key())).accept(news);
        } else if (news instanceof Lookup lookup) {
            new IdentifierDesk(identifier(lookup.shown().key())).accept(news);
        } else if (news instanceof Profile profile) {
            tell(new AdvocateFact.Known(profile));
        } else if (news instanceof Referred referred) {
            new RingDesk(rings)
                    .accept(new RingFact.Happened(new RingEvent.Referred(
                            referred.advocateId(), referred.refereeId(), true, referred.timeMillis())));
        } else if (news instanceof Assessment assessment) {
            new RingDesk(rings)
                    .accept(new RingFact.Asked(
                            assessment.subject().assessmentId(),
                            assessment.subject().refereeId(),
                            assessment.subject().advocateId(),
                            assessment.timeMillis()));
            tell(new AdvocateFact.Asked(assessment));
        }
    }

    private void tell(AdvocateFact fact) {
        new AdvocateBook(advocate(fact.advocateId()), domains).accept(fact);
    }

    /** What is kept of a user. */
    public AccountState account(String user) {
        return accounts.computeIfAbsent(user, none -> AccountState.empty());
    }

    /** What is kept of a user as an advocate. */
    public AdvocateState advocate(String user) {
        return advocates.computeIfAbsent(user, none -> AdvocateState.empty());
    }

    private IdentifierDesk.State identifier(String key) {
        return identifiers.computeIfAbsent(key, none -> IdentifierDesk.State.empty());
    }

    /** What the rings keep. */
    public RingDesk.State rings() {
        return rings;
    }

    /** How many accounts there are. */
    public int accounts() {
        return accounts.size();
    }

    /** Of all assessments so far, in no order across advocates. */
    public List<Evidence> evidence() {
        return List.copyOf(evidence);
    }
}
