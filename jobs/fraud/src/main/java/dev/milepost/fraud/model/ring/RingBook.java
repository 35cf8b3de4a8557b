package dev.milepost.fraud.model.ring;

import dev.milepost.fraud.model.identifier.Link;
import dev.milepost.fraud.model.ring.RingEvent.Label;
import dev.milepost.fraud.model.ring.RingEvent.Labelled;
import dev.milepost.fraud.model.ring.RingEvent.Linked;
import dev.milepost.fraud.model.ring.RingEvent.NotLinked;
import dev.milepost.fraud.model.ring.RingEvent.Referred;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All rings, day by day. The package says how to call it, and what a ring is.
 *
 * <p>State: the accounts that are linked, were referred or refer, within 90 d, and the identifiers that two of them share: on the
 * heap about 290 bytes an account with 1.5 links, as bytes 31 and the ids (measured by {@code RingCost}, with short ids). Ten
 * million accounts would be 3 GB: beyond that it has to be cut by region or program. A link costs about 0.6 µs, an answer 0.4 µs
 * in a component of six, a generation 2 µs an account, at once, at midnight.
 */
public final class RingBook {

    /** A greater component is split. */
    public static final int LARGEST = 500;

    /** For how long a referral counts, to the midnight after. */
    public static final long REFERRAL_MILLIS = Duration.ofDays(90).toMillis();

    static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private static final Comparator<Linked> LINKS = Comparator.<Linked, String>comparing(
                    each -> each.link().account())
            .thenComparing(each -> each.link().identifier())
            .thenComparing(each -> each.link().sequence());
    private static final Comparator<Referred> REFERRALS = Comparator.comparing(Referred::referee)
            .thenComparing(Referred::bound)
            .thenComparing(Referred::advocate);
    private static final Comparator<Labelled> LABELS = Comparator.comparing(Labelled::account)
            .thenComparing(Labelled::sequence)
            .thenComparing(Labelled::label);
    private static final Comparator<NotLinked> NOT_LINKED = Comparator.comparing(NotLinked::account);

    Generation generation;

    /** The midnight that the generation is of. */
    long midnightMillis = Long.MIN_VALUE;

    long asOfMillis = Long.MIN_VALUE;

    /** Numbers searches. */
    private long searches;

    public RingBook() {
        this(LARGEST);
    }

    /** With other components than those of {@link #LARGEST}. */
    RingBook(int largest) {
        generation = new Generation(largest);
    }

    /** Takes in all events of one time. */
    public void apply(long timeMillis, List<RingEvent> events) {
        advanceTo(timeMillis);
        for (RingEvent event : events) {
            if (event.timeMillis() != timeMillis) {
                throw new IllegalArgumentException(event + " is not of " + timeMillis);
            }
        }
        of(Linked.class, events, LINKS).forEach(each -> link(each.link()));
        of(Referred.class, events, REFERRALS).forEach(this::refer);
        of(Labelled.class, events, LABELS).forEach(this::label);
        of(NotLinked.class, events, NOT_LINKED).forEach(this::bar);
    }

    private static <T extends RingEvent> List<T> of(Class<T> type, List<RingEvent> events, Comparator<T> order) {
        List<T> all = new ArrayList<>();
        for (RingEvent event : events) {
            if (type.isInstance(event)) {
                all.add(type.cast(event));
            }
        }
        all.sort(order);
        return all;
    }

    private void link(Link link) {
        Account account = generation.byId.get(link.account());
        if (!link.joined()) {
            Group group = generation.groups.get(link.identifier());
            if (group != null) {
                group.degree = link.degree();
                Membership membership = account == null ? null : group.of(account);
                if (membership != null) {
                    membership.ended = true;
                }
            }
            return;
        }
        Group group = generation.group(link.identifier());
        group.degree = link.degree();
        account = generation.account(link.account());
        if (!account.isBarred(link.identifier())) {
            generation.join(account, group);
        }
    }

    private void refer(Referred referred) {
        if (!referred.advocate().equals(referred.referee())) {
            Account advocate = generation.account(referred.advocate());
            generation
                    .account(referred.referee())
                    .referredBy(new Account.Referrer(advocate, referred.bound(), referred.timeMillis()));
        }
    }

    private void label(Labelled labelled) {
        Account account = generation.account(labelled.account());
        account.label = labelled.label();
        account.labelledMillis = labelled.label() == Label.NONE ? 0 : labelled.timeMillis();
    }

    private void bar(NotLinked notLinked) {
        Account account = generation.account(notLinked.account());
        for (Membership membership : account.memberships) {
            membership.ended = true;
            account.bar(membership.group.identifier, notLinked.timeMillis());
        }
    }

    /** Ends the generations whose midnight has come. Returns whether one ended. */
    public boolean advanceTo(long timeMillis) {
        if (timeMillis < asOfMillis) {
            throw new IllegalArgumentException("Times go on: " + timeMillis + " comes after " + asOfMillis);
        }
        asOfMillis = timeMillis;
        long midnight = Math.floorDiv(timeMillis, DAY_MILLIS) * DAY_MILLIS;
        if (midnight == midnightMillis) {
            return false;
        }
        boolean first = midnightMillis == Long.MIN_VALUE;
        midnightMillis = midnight;
        if (first) {
            return false;
        }
        generation = generation.next(midnight);
        return true;
    }

    /** The midnight at which the generation ends; Long.MAX_VALUE before the first event. */
    public long nextTimer() {
        return midnightMillis == Long.MIN_VALUE ? Long.MAX_VALUE : midnightMillis + DAY_MILLIS;
    }

    /** The component of an account, its own label left out. One that was never heard of is alone. */
    public RingAnswer answer(String account, long timeMillis) {
        demandUpTo(timeMillis);
        Account known = generation.byId.get(account);
        return known == null
                ? new RingAnswer(account, 1, 0, 0, 0, 0, 0, 0, false)
                : new Component(generation, known).answer(known, timeMillis, ++searches);
    }

    /** Whether reviewers said that it is not linked with whom it shares something, lately. */
    public boolean isDeclaredUnlinked(String account) {
        Account known = generation.byId.get(account);
        return known != null && known.barred != null;
    }

    /** All components of at least so many accounts, at least 2, in the order of their ids. */
    public List<Ring> rings(int minimumSize, long timeMillis) {
        demandUpTo(timeMillis);
        List<Ring> rings = new ArrayList<>();
        for (Account account : generation.accounts) {
            Forest forest = generation.forest(account);
            if (forest.root(account.number) == account.number
                    && forest.size(account.number) >= Math.max(2, minimumSize)) {
                rings.add(ring(new Component(generation, account), timeMillis));
            }
        }
        rings.sort(Comparator.comparing(ring -> ring.answer().ringId()));
        return rings;
    }

    private Ring ring(Component component, long timeMillis) {
        List<String> ids = new ArrayList<>();
        component.members().forEach(each -> ids.add(each.id));
        ids.sort(null);
        RingAnswer answer = component.answer(null, timeMillis, ++searches);
        return new Ring(answer, List.copyOf(ids), component.kinds());
    }

    /** The component of an account of the generation, however few it has. */
    Ring ring(Account account, long timeMillis) {
        return ring(new Component(generation, account), timeMillis);
    }

    private void demandUpTo(long timeMillis) {
        if (timeMillis >= nextTimer()) {
            throw new IllegalStateException(
                    "A generation ends at " + nextTimer() + ": advance to " + timeMillis + " before it is asked");
        }
    }

    /** How many accounts it holds. */
    public int accounts() {
        return generation.accounts.size();
    }
}
