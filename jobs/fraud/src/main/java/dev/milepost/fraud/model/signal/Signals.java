package dev.milepost.fraud.model.signal;

import java.util.ArrayList;
import java.util.List;

/** All signals of an assessment. Stateless; a vector takes some microseconds. */
public final class Signals {

    private static final SignalRule DEVICE = new SelfDevice();
    private static final SignalRule PAYMENT = new SelfPayment();
    private static final SignalRule EMAIL = new SelfEmail();
    private static final SignalRule DISPOSABLE = new Disposable();

    /** In the order of {@link Signal#all()}, but for the anomaly input, which is the last. */
    private static final List<SignalRule> RULES = List.of(
            DEVICE,
            PAYMENT,
            EMAIL,
            new SelfIp24(List.of(DEVICE, PAYMENT, EMAIL, DISPOSABLE)),
            DISPOSABLE,
            new FastSignup(),
            new TimingShape(),
            new OrphanClick(),
            new Velocity(),
            new IpConcentration(),
            new DeviceReuse(),
            new PayReuse(),
            new Ring(),
            new RefundAfterReward(),
            new InactiveReferees(),
            new ThresholdGaming(),
            new NeighbourLabels(),
            new ManyTraces());

    private Signals() {}

    /**
     * What the evidence says against the segment as it is known until here. To learn from the same assessment is the caller's, and
     * comes after ({@link SegmentBaseline#learn}).
     *
     * @param anomalyTail how often the segment's detector scores are as high, from 0 to 1; NaN where there is none yet
     */
    public static SignalVector read(Evidence evidence, SegmentBaseline segment, double anomalyTail) {
        List<Reading> readings = new ArrayList<>(RULES.size() + 1);
        for (SignalRule rule : RULES) {
            readings.add(rule.read(evidence, segment).against(segment.usual(rule.signal())));
        }
        readings.add(anomaly(evidence, segment, anomalyTail));
        return new SignalVector(readings);
    }

    /**
     * The same vector with another anomaly: what {@link #read} gives of the same evidence, segment and tail.
     *
     * @param read what was read of the evidence against the segment, which has learned nothing since
     */
    public static SignalVector withAnomaly(
            SignalVector read, Evidence evidence, SegmentBaseline segment, double anomalyTail) {
        List<Reading> readings = new ArrayList<>(read.readings());
        readings.set(readings.size() - 1, anomaly(evidence, segment, anomalyTail));
        return new SignalVector(readings);
    }

    private static Reading anomaly(Evidence evidence, SegmentBaseline segment, double tail) {
        return AnomalyInput.read(tail, evidence.subject().referralId()).against(segment.usual(Signal.ANOMALY));
    }
}
