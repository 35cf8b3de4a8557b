package dev.milepost.fraud.model.signal;

import java.util.EnumMap;
import java.util.Map;

/**
 * What is usual in one shard of a segment: tails of click→signup Δt and of gaps, referrals by hour of the week, rates, and the mean
 * of each signal. Prequential: an assessment is read first, and learnt from after. The same for the same events in the same order.
 *
 * <p>Of one advocate the first five referrals of seven days teach what is usual of bindings: a farm must not make itself the usual.
 *
 * <p>About 22 KB on the heap; in bytes at most 24 KB, of a young segment some hundred.
 */
public final class SegmentBaseline {

    /** Referrals of one advocate in seven days that count. */
    static final int MOST_OF_ONE = 5;

    private static final double REFUND_PRIOR = 0.03;
    private static final double INACTIVE_PRIOR = 0.3;
    private static final double NEAR_THRESHOLD_PRIOR = 0.05;
    private static final double ORPHAN_PRIOR = 0.2;
    private static final double DISPOSABLE_PRIOR = 0.02;
    private static final double SHARED_PRIOR = 0.05;
    private static final double LIKE_EMAIL_PRIOR = 0.01;
    private static final double NETWORK_PRIOR = 0.2;

    /** Where nothing is known: an active advocate refers once a week, at any hour. */
    private static final double HOURLY_PRIOR = 1 / 168.0;

    /** Weeks of active advocates that the prior is worth. */
    private static final double PRIOR_ADVOCATES = 20;

    /** Weeks that the segment is worth against an advocate's own. */
    private static final double PRIOR_WEEKS = 4;

    private static final double LEAST_HOURLY = 1e-4;

    LogHistogram clickToSignup = new LogHistogram();
    LogHistogram gaps = new LogHistogram();
    HourOfWeek hours = new HourOfWeek();
    WeeklyMass active = new WeeklyMass();
    DecayedRate refunds = new DecayedRate(REFUND_PRIOR);
    DecayedRate inactive = new DecayedRate(INACTIVE_PRIOR);
    DecayedRate nearThreshold = new DecayedRate(NEAR_THRESHOLD_PRIOR);
    DecayedRate orphans = new DecayedRate(ORPHAN_PRIOR);
    DecayedRate disposable = new DecayedRate(DISPOSABLE_PRIOR);
    DecayedRate devices = new DecayedRate(SHARED_PRIOR);
    DecayedRate cards = new DecayedRate(SHARED_PRIOR);
    DecayedRate emails = new DecayedRate(LIKE_EMAIL_PRIOR);
    DecayedRate networks = new DecayedRate(NETWORK_PRIOR);
    DecayedRate strangeDevices = new DecayedRate(SHARED_PRIOR);
    DecayedRate strangeCards = new DecayedRate(SHARED_PRIOR);
    final Map<Signal, RunningMean> means = new EnumMap<>(Signal.class);

    public SegmentBaseline() {
        for (Signal signal : Signal.all()) {
            means.put(signal, new RunningMean());
        }
    }

    /** Learns from an assessment that has been read. Assessments come in (time, id) order, each once. */
    public void learn(Evidence evidence, SignalVector read) {
        switch (evidence.trigger()) {
            case BOUND -> binding(evidence);
            case SETTLED -> {
                means(read, false);
                marks(evidence);
            }
            case PURCHASE -> purchase(evidence);
            case QUALIFIED -> {
                refunds.open();
                if (evidence.window().lastWeek() <= MOST_OF_ONE) {
                    int own = evidence.window().traces().own();
                    cards.one((own & Traces.CARD) != 0);
                    strangeCards.one((own & Traces.STRANGE_CARD) != 0);
                }
            }
            case REFUND, CHARGEBACK -> refund(evidence);
            case ACTIVITY -> {
                inactive.one(evidence.inactive());
                means(read, true);
            }
            case SETTLED_SOON, LAST_LOOK -> {}
        }
    }

    private void binding(Evidence evidence) {
        WindowSummary window = evidence.window();
        if (window.lastWeek() > MOST_OF_ONE) {
            return;
        }
        if (evidence.clickToSignupMillis() >= 0) {
            clickToSignup.add(evidence.clickToSignupMillis());
        }
        if (window.lastGapMillis() >= 0) {
            gaps.add(window.lastGapMillis());
        }
        if (evidence.orphan() != null) {
            orphans.one(evidence.orphan());
        }
        hours.add(evidence.boundMillis());
        if (window.firstOfWeek()) {
            active.add(WeeklyMass.weekOf(evidence.boundMillis()));
        }
    }

    private void marks(Evidence evidence) {
        if (evidence.window().lastWeek() > MOST_OF_ONE) {
            return;
        }
        int marks = evidence.window().traces().own();
        disposable.one((marks & Traces.DISPOSABLE) != 0);
        devices.one((marks & Traces.DEVICE) != 0);
        strangeDevices.one((marks & Traces.STRANGE_DEVICE) != 0);
        emails.one((marks & Traces.EMAIL) != 0);
        networks.one((marks & Traces.NETWORK) != 0);
    }

    private void purchase(Evidence evidence) {
        if (evidence.hasThreshold()) {
            nearThreshold.one(evidence.nearThreshold());
        }
    }

    private void refund(Evidence evidence) {
        if (evidence.firstRefund()) {
            refunds.hit();
        }
    }

    /** Each signal once a referral: money's when it is known what became of it. */
    private void means(SignalVector read, boolean monetisation) {
        for (Reading reading : read.readings()) {
            boolean money = reading.signal().group() == SignalGroup.MONETISATION;
            if (money == monetisation && !reading.isMissing()) {
                means.get(reading.signal()).add(reading.value());
            }
        }
    }

    TailSketch clickToSignup() {
        return clickToSignup;
    }

    TailSketch gaps() {
        return gaps;
    }

    double refundRate() {
        return refunds.rate();
    }

    double inactiveRate() {
        return inactive.rate();
    }

    double nearThresholdRate() {
        return nearThreshold.rate();
    }

    double orphanRate() {
        return orphans.rate();
    }

    /** How many in one show a mark; of cards, of those that qualified. */
    double markRate(int mark) {
        return switch (mark) {
            case Traces.DISPOSABLE -> disposable.rate();
            case Traces.DEVICE -> devices.rate();
            case Traces.CARD -> cards.rate();
            case Traces.EMAIL -> emails.rate();
            case Traces.NETWORK -> networks.rate();
            case Traces.STRANGE_DEVICE -> strangeDevices.rate();
            case Traces.STRANGE_CARD -> strangeCards.rate();
            default -> throw new IllegalArgumentException("No mark is " + mark);
        };
    }

    /** The mean of a signal's values; NaN before the first. */
    public double usual(Signal signal) {
        return means.get(signal).mean();
    }

    /**
     * Referrals that an advocate is expected to have in this hour: its own mean of the hour of the week, shrunk to that of the
     * segment's active advocates, which is shrunk to one a week. Above 0.
     */
    double hourlyMean(WindowSummary window, long boundMillis) {
        double ofSegment = (PRIOR_ADVOCATES * HOURLY_PRIOR + hours.mass(boundMillis))
                / (PRIOR_ADVOCATES + active.before(WeeklyMass.weekOf(boundMillis)));
        double own = (PRIOR_WEEKS * ofSegment + window.hourMass()) / (PRIOR_WEEKS + window.weeksMass());
        return Math.max(LEAST_HOURLY, own);
    }

    /** A baseline that shares nothing with this one. */
    public SegmentBaseline copy() {
        SegmentBaseline copy = new SegmentBaseline();
        copy.clickToSignup = clickToSignup.copy();
        copy.gaps = gaps.copy();
        copy.hours = hours.copy();
        copy.active = active.copy();
        copy.refunds = refunds.copy();
        copy.inactive = inactive.copy();
        copy.nearThreshold = nearThreshold.copy();
        copy.orphans = orphans.copy();
        copy.disposable = disposable.copy();
        copy.devices = devices.copy();
        copy.cards = cards.copy();
        copy.emails = emails.copy();
        copy.networks = networks.copy();
        copy.strangeDevices = strangeDevices.copy();
        copy.strangeCards = strangeCards.copy();
        means.forEach((signal, mean) -> copy.means.put(signal, mean.copy()));
        return copy;
    }
}
