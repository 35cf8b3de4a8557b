package dev.milepost.fraud.model.signal;

import java.util.List;
import java.util.stream.Stream;

/**
 * An assessment as numbers for detectors that know nothing of referrals: the signals' values, and what signals leave out. A missing
 * signal is as usual in the segment, so that what a deployment does not have makes nobody stand out.
 */
public final class DetectorInput {

    private static final List<String> OTHERS = List.of(
            "log10 click to signup",
            "log10 gap",
            "referrals of the week",
            "log2 component",
            "identifiers",
            "gaps' variation");

    /** What stands at each place. */
    public static final List<String> NAMES = Stream.concat(
                    Signal.all().stream().filter(each -> each != Signal.ANOMALY).map(Signal::name), OTHERS.stream())
            .toList();

    private DetectorInput() {}

    /** As many numbers as {@link #NAMES}, all finite. */
    public static double[] of(Evidence evidence, SignalVector read) {
        double[] numbers = new double[NAMES.size()];
        int at = 0;
        for (Reading reading : read.readings()) {
            if (reading.signal() != Signal.ANOMALY) {
                numbers[at++] = reading.isMissing() ? usual(reading) : reading.value();
            }
        }
        WindowSummary window = evidence.window();
        numbers[at++] = magnitude(evidence.clickToSignupMillis());
        numbers[at++] = magnitude(window.lastGapMillis());
        numbers[at++] = window.lastWeek();
        numbers[at++] = evidence.component() == null
                ? 0
                : Log.base2(evidence.component().size());
        numbers[at++] = evidence.identifiers().size();
        numbers[at] = window.gapsMillis().size() < 2 ? 1 : TimingShape.variation(window.gapsMillis());
        return numbers;
    }

    private static double usual(Reading missing) {
        return Double.isNaN(missing.baseline()) ? 0 : missing.baseline();
    }

    /** log10 of 1 and the milliseconds; of none, 0. */
    private static double magnitude(long millis) {
        return millis < 0 ? 0 : StrictMath.log10(1.0 + millis);
    }
}
