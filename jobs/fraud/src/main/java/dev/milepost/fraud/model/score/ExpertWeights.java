package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;
import java.util.List;

/**
 * The first weights, by judgement: what holds until enough is reviewed, and what learning is drawn to.
 *
 * <p>The intercept is the log odds of 2 % fraud. A weight is about the logarithm of how many times likelier full strength is under
 * fraud. With the default thresholds a case needs +3.0 and a block +6.1, so:
 *
 * <ul>
 *   <li>identity 5: one mailbox alone is a case (5.0), a card alone too (3.75); a device alone is none (2.75), for siblings share
 *       one, but is with anything beside it; a disposable address (1.75) or a network (at most 1.5) is a hint;
 *   <li>ring 4.5 and history 4: rare among the honest, but links are found, not shown, so each alone is a case and no block;
 *   <li>monetisation 3.5: of several referees, and late, so strong; inactivity and prices near a threshold have innocent causes;
 *   <li>timing 3: a script is a case only with something beside it; the speed of a signup counts to 1 in 1,000; typed codes make
 *       orphans of honest signups;
 *   <li>network 2.5: a campus is one network (1.75), a family tablet two or three accounts (at most 1); sixteen accounts on a
 *       device, or eight on a card, are full;
 *   <li>velocity and anomaly 1.25: an influencer's day is both, and no fraud.
 * </ul>
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
                    new GroupWeight(SignalGroup.IDENTITY, 5, 0.02),
                    new GroupWeight(SignalGroup.VELOCITY, 1.25, 0.05),
                    new GroupWeight(SignalGroup.TIMING, 3, 0.2),
                    new GroupWeight(SignalGroup.NETWORK, 2.5, 0.05),
                    new GroupWeight(SignalGroup.RING, 4.5, 0.02),
                    new GroupWeight(SignalGroup.MONETISATION, 3.5, 0.2),
                    new GroupWeight(SignalGroup.HISTORY, 4, 0.05),
                    new GroupWeight(SignalGroup.ANOMALY, 1.25, 0.1)),
            List.of(
                    new SignalScale(Signal.SELF_DEVICE, 0, 0.63, 0.55),
                    new SignalScale(Signal.SELF_PAYMENT, 0, 0.63, 0.75),
                    new SignalScale(Signal.SELF_EMAIL, 0, 1, 1),
                    new SignalScale(Signal.SELF_IP24, 0, 0.5, 0.3),
                    new SignalScale(Signal.DISPOSABLE, 0, 1, 0.35),
                    new SignalScale(Signal.FAST_SIGNUP, 0, 3, 0.9),
                    new SignalScale(Signal.TIMING_SHAPE, 0, 6, 0.8),
                    new SignalScale(Signal.ORPHAN_CLICK, 0, 1, 0.8),
                    new SignalScale(Signal.VELOCITY, 0, 6, 1),
                    new SignalScale(Signal.IP_CONCENTRATION, 0, 1, 0.7),
                    new SignalScale(Signal.DEVICE_REUSE, 0, 4, 1),
                    new SignalScale(Signal.PAY_REUSE, 0, 3, 1),
                    new SignalScale(Signal.RING, 0, 1.5, 1),
                    new SignalScale(Signal.REFUND_AFTER_REWARD, 0, 0.9, 1),
                    new SignalScale(Signal.INACTIVE_REFEREES, 0, 0.9, 0.8),
                    new SignalScale(Signal.THRESHOLD_GAMING, 0, 0.9, 0.8),
                    new SignalScale(Signal.NEIGHBOUR_LABELS, 0, 0.6, 1),
                    new SignalScale(Signal.MANY_TRACES, 0, 6, 0.75),
                    new SignalScale(Signal.ANOMALY, 0, 4, 1)),
            Calibration.Platt.NONE,
            FLOOR);

    private ExpertWeights() {}
}
