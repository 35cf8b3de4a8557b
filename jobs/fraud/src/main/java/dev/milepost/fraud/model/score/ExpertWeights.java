package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;
import java.util.List;

/**
 * The first weights, by judgement: what holds until enough is reviewed, and what learning is drawn to.
 *
 * <p>The intercept is the log odds of 2 % fraud, where nothing is known. Where something is known and usual, the centres take
 * about 5 off: honest referrals show nothing of most groups. So with the default thresholds one plain cause, 5 to 8, is no case
 * yet, and neither are weak traces of several kinds; a cause among such traces is, and two causes are.
 *
 * <ul>
 *   <li>a scale begins where honest people end: about one in a hundred of them is above it;
 *   <li>identity 5.4: one mailbox or card counts in full; a device less, for siblings share one; a disposable address or a network
 *       is a hint;
 *   <li>ring 8: rare among the honest, so alone it is nearly a case; two accounts on one device are the identity's;
 *   <li>timing 6.1: a script counts in full, what is only unlike the segment's gaps does not; typed codes where most referees have
 *       them;
 *   <li>monetisation 6: of several referees, and late, so strong;
 *   <li>network 5.7: five accounts on a device or a card are full, a library's or a family's three are not; a campus is one
 *       network, so that is a hint;
 *   <li>history 5.4: many weak traces are just short of a cause, so that the cause is named first;
 *   <li>velocity 4.6: an influencer's day is that, and no fraud;
 *   <li>anomaly 1: it is made of the others.
 * </ul>
 *
 * <p>Scales and weights were tried on simulated worlds of seeds 1 to 3, with 2 % and 10 % fraud ({@code ./milepost fraud
 * backtest}).
 */
public final class ExpertWeights {

    /** ln(0.02 / 0.98) */
    private static final double INTERCEPT = -3.8918202981106265;

    private static final double FLOOR = 0.95;

    public static final Weights V1 = new Weights(
            1,
            Long.MIN_VALUE,
            INTERCEPT,
            List.of(
                    new GroupWeight(SignalGroup.IDENTITY, 5.4, 0.2),
                    new GroupWeight(SignalGroup.VELOCITY, 4.6, 0),
                    new GroupWeight(SignalGroup.TIMING, 6.1, 0.1),
                    new GroupWeight(SignalGroup.NETWORK, 5.7, 0.2),
                    new GroupWeight(SignalGroup.RING, 8, 0.15),
                    new GroupWeight(SignalGroup.MONETISATION, 6, 0),
                    new GroupWeight(SignalGroup.HISTORY, 5.4, 0.2),
                    new GroupWeight(SignalGroup.ANOMALY, 1, 0)),
            List.of(
                    new SignalScale(Signal.SELF_DEVICE, 0, 0.4, 0.85),
                    new SignalScale(Signal.SELF_PAYMENT, 0, 0.4, 1),
                    new SignalScale(Signal.SELF_EMAIL, 0, 0.5, 1),
                    new SignalScale(Signal.SELF_IP24, 0, 0.5, 0.25),
                    new SignalScale(Signal.DISPOSABLE, 0, 1, 0.3),
                    new SignalScale(Signal.FAST_SIGNUP, 1, 2.5, 0.8),
                    new SignalScale(Signal.TIMING_SHAPE, 3, 6, 1),
                    new SignalScale(Signal.ORPHAN_CLICK, 0.5, 0.7, 1),
                    new SignalScale(Signal.VELOCITY, 3, 6, 1),
                    new SignalScale(Signal.IP_CONCENTRATION, 0.5, 1, 0.2),
                    new SignalScale(Signal.DEVICE_REUSE, 1.5, 2.3, 1),
                    new SignalScale(Signal.PAY_REUSE, 0.9, 2.3, 1),
                    new SignalScale(Signal.RING, 0.7, 1.6, 1),
                    new SignalScale(Signal.REFUND_AFTER_REWARD, 0.35, 0.85, 1),
                    new SignalScale(Signal.INACTIVE_REFEREES, 0.4, 0.8, 1),
                    new SignalScale(Signal.THRESHOLD_GAMING, 0.7, 0.98, 1),
                    new SignalScale(Signal.NEIGHBOUR_LABELS, 0.02, 0.6, 1),
                    new SignalScale(Signal.MANY_TRACES, 0.4, 1.2, 0.85),
                    new SignalScale(Signal.ANOMALY, 1, 4, 1)),
            Calibration.Platt.NONE,
            FLOOR);

    private ExpertWeights() {}
}
