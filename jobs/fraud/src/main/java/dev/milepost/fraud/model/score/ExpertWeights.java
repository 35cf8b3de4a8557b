package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;
import java.util.List;

/**
 * The first weights, by judgement: what holds until enough is reviewed, and what learning is drawn to.
 *
 * <p>The intercept is the log odds of 2 % fraud, where nothing is known. Where all is known and usual, the centres take about 7 off:
 * honest referrals show nothing of most groups. A circle of friends often has one plain trait, a shop's tablet or a table at which
 * codes are passed on; so one cause, 6 to 8, is no case by itself with the default thresholds, and neither are weak traces of several
 * kinds. A cause among such traces is, and two causes are.
 *
 * <ul>
 *   <li>a scale begins where honest people end, about one in a hundred of them is above it, and is short: what is plain counts in
 *       full, and what is not says little;
 *   <li>identity 7.5: it is of the one referral, so it is named before what is of the circle; a device counts a little less, for
 *       siblings share one, and a disposable address or a network is a hint;
 *   <li>ring 10.25: beyond a household there are hardly any among the honest, so alone it is nearly a case;
 *   <li>monetisation 7.5: late, and of several referees, so strong; circles differ in how many stay, so silence begins late;
 *   <li>timing and network 7.25: scripts, haste, typed codes, pools of devices and cards: a fair or a library has one of them too; a
 *       campus is one network, so that is a hint;
 *   <li>velocity 7.5: friends come by threes, so it begins with the fifth in an hour;
 *   <li>history 7.75, from 5 of {@link Signal#MANY_TRACES} on: it tells adversaries from circles with one trait. Its centre is high: all
 *       in all it takes as much off who shows nothing as it adds, about 4, to who shows much, which is less than a cause adds. So a
 *       plain cause is named before what is a sum of hints;
 *   <li>anomaly 0.5: it is made of the others.
 * </ul>
 *
 * <p>Scales and weights were tried on simulated worlds of seeds 1 to 9, with 2 % fraud ({@code ./milepost fraud backtest}).
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
                    new GroupWeight(SignalGroup.IDENTITY, 7.5, 0.05),
                    new GroupWeight(SignalGroup.VELOCITY, 7.5, 0.05),
                    new GroupWeight(SignalGroup.TIMING, 7.25, 0.15),
                    new GroupWeight(SignalGroup.NETWORK, 7.25, 0.15),
                    new GroupWeight(SignalGroup.RING, 10.25, 0.1),
                    new GroupWeight(SignalGroup.MONETISATION, 7.5, 0),
                    new GroupWeight(SignalGroup.HISTORY, 7.75, 0.45),
                    new GroupWeight(SignalGroup.ANOMALY, 0.5, 0)),
            List.of(
                    new SignalScale(Signal.SELF_DEVICE, 0, 0.4, 0.9),
                    new SignalScale(Signal.SELF_PAYMENT, 0, 0.35, 1),
                    new SignalScale(Signal.SELF_EMAIL, 0, 0.5, 0.95),
                    new SignalScale(Signal.SELF_IP24, 0, 0.5, 0.2),
                    new SignalScale(Signal.DISPOSABLE, 0, 1, 0.25),
                    new SignalScale(Signal.FAST_SIGNUP, 1.5, 2.3, 1),
                    new SignalScale(Signal.TIMING_SHAPE, 3.2, 5.5, 1),
                    new SignalScale(Signal.ORPHAN_CLICK, 0.5, 0.75, 1),
                    new SignalScale(Signal.VELOCITY, 3, 4, 1),
                    new SignalScale(Signal.IP_CONCENTRATION, 0.3, 1, 0.15),
                    new SignalScale(Signal.DEVICE_REUSE, 2, 2.7, 1),
                    new SignalScale(Signal.PAY_REUSE, 1.6, 2.8, 1),
                    new SignalScale(Signal.RING, 0.05, 0.35, 0.95),
                    new SignalScale(Signal.REFUND_AFTER_REWARD, 0.5, 0.8, 1),
                    new SignalScale(Signal.INACTIVE_REFEREES, 0.7, 0.92, 0.95),
                    new SignalScale(Signal.THRESHOLD_GAMING, 0.6, 0.98, 1),
                    new SignalScale(Signal.NEIGHBOUR_LABELS, 0.02, 0.6, 1),
                    new SignalScale(Signal.MANY_TRACES, 5, 6.8, 1),
                    new SignalScale(Signal.ANOMALY, 1, 4, 1)),
            Calibration.Platt.NONE,
            FLOOR);

    private ExpertWeights() {}
}
