package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Evidence that a test is about: nothing known, but for what is said. */
public final class Given {

    public static final long MONDAY = 1_767_571_200_000L; // 2026-01-05T00:00:00Z
    static final long HOUR = 3_600_000L;
    static final long DAY = 24 * HOUR;

    private String assessment = "r1@1";
    private final List<IdentifierEvidence> identifiers = new ArrayList<>();
    private Set<IdentifierKind> advocateKinds = EnumSet.allOf(IdentifierKind.class);
    private Trigger trigger = Trigger.BOUND;
    private long boundMillis = MONDAY;
    private EmailPair email = EmailPair.UNKNOWN;
    private long clickToSignup = -1;
    private Boolean orphan;
    private WindowSummary window = WindowSummary.EMPTY;
    private Component component;
    private boolean hasThreshold;
    private boolean nearThreshold;
    private boolean inactive;
    private boolean firstRefund;

    private Given() {}

    public static Given nothing() {
        return new Given();
    }

    public Given assessment(String id) {
        assessment = id;
        return this;
    }

    Given seen(IdentifierKind kind, String hash, int degree, boolean advocateOnIt) {
        return seen(new IdentifierEvidence(kind, hash, degree, advocateOnIt, advocateOnIt ? 0 : -1, 0, 0));
    }

    Given seen(IdentifierEvidence identifier) {
        identifiers.add(identifier);
        return this;
    }

    Given advocateHas(IdentifierKind... kinds) {
        advocateKinds = Set.of(kinds);
        return this;
    }

    public Given trigger(Trigger of) {
        trigger = of;
        return this;
    }

    public Given bound(long millis) {
        boundMillis = millis;
        return this;
    }

    Given email(EmailPair pair) {
        email = pair;
        return this;
    }

    public Given clicked(long beforeMillis) {
        clickToSignup = beforeMillis;
        return this;
    }

    Given orphan(boolean is) {
        orphan = is;
        return this;
    }

    Given window(WindowSummary of) {
        window = of;
        return this;
    }

    Given component(Component of) {
        component = of;
        return this;
    }

    Given threshold(boolean near) {
        hasThreshold = true;
        nearThreshold = near;
        return this;
    }

    Given inactive() {
        inactive = true;
        return this;
    }

    Given firstRefund() {
        firstRefund = true;
        return this;
    }

    public Evidence now() {
        return new Evidence(
                new Subject(assessment, "r1", "p", "alice", "bob", "p/eu/saas"),
                trigger,
                boundMillis,
                boundMillis,
                identifiers,
                advocateKinds,
                email,
                clickToSignup,
                orphan,
                window,
                component,
                hasThreshold,
                nearThreshold,
                inactive,
                firstRefund);
    }

    /** A window with gaps alone. */
    static WindowSummary gaps(Long... gaps) {
        return window(0, List.of(gaps), List.of());
    }

    static WindowSummary networks(Integer... counts) {
        return window(0, List.of(), List.of(counts));
    }

    static WindowSummary lastHour(int others) {
        return window(others, List.of(), List.of());
    }

    private static WindowSummary window(int lastHour, List<Long> gaps, List<Integer> networks) {
        return new WindowSummary(
                lastHour,
                0,
                0,
                true,
                1,
                gaps,
                -1,
                networks,
                Counted.NONE,
                Counted.NONE,
                Counted.NONE,
                Counted.NONE,
                Traces.NONE);
    }

    /** A window with traces alone. */
    static WindowSummary traces(Traces traces) {
        return new WindowSummary(
                0,
                0,
                0,
                true,
                1,
                List.of(),
                -1,
                List.of(),
                Counted.NONE,
                Counted.NONE,
                Counted.NONE,
                Counted.NONE,
                traces);
    }

    /** A window with counts alone: orphans, refunds, inactive, just above a threshold. */
    static WindowSummary counts(Counted orphans, Counted refunds, Counted inactive, Counted near) {
        return new WindowSummary(
                0, 0, 0, true, 1, List.of(), -1, List.of(), orphans, refunds, inactive, near, Traces.NONE);
    }
}
