package dev.milepost.fraud.model.signal;

import java.util.List;

/**
 * RING: log2 component size × share of its referrals that are internal, but for those explained otherwise × mean ω of its edges, and
 * 1 more where bindings, refused ones too, closed a cycle of two or three accounts, or of two components, one larger than a
 * household, each of which refers the other: one link that nobody saw makes two of a ring. Of a referee who is linked with nobody
 * the component is the advocate's, who may bring in whom they like; where that one is linked with nobody either: 0.
 *
 * <p>Those who live together share devices and refer one another too, so three internal referrals are nothing; what links two
 * accounts is left to SELF_DEVICE and SELF_PAYMENT. Where {@link Reuse#isPooled most of the advocate's referees share devices or
 * instruments}, the advocate's own are left to DEVICE_REUSE and PAY_REUSE: one fact seen twice does not count twice.
 */
final class Ring implements SignalRule {

    /** Internal referrals of a household. */
    private static final int OF_A_HOUSEHOLD = 3;

    @Override
    public Signal signal() {
        return Signal.RING;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        Component component = evidence.component();
        if (component == null) {
            return Reading.missing(signal(), Missing.NO_ANSWER);
        }
        Traces traces = evidence.window().traces();
        boolean pooled = Reuse.isPooled(traces.strangeDevices(), traces.referees())
                || Reuse.isPooled(traces.strangeCards(), traces.qualified());
        int explained = OF_A_HOUSEHOLD + (pooled ? traces.referees() : 0);
        int internal = Math.max(0, component.internalReferrals() - explained);
        double share = internal == 0 ? 0 : internal / (double) component.referrals();
        double value = Log.base2(component.size()) * share * component.meanOmega() + (component.cycles() > 0 ? 1 : 0);
        return Reading.of(signal(), value, component.isOfTheReferee() ? List.of("RING:" + component.id()) : List.of());
    }
}
