package dev.milepost.bench.jmh;

import dev.milepost.bench.fraud.Town;
import dev.milepost.fraud.model.detect.Combination;
import dev.milepost.fraud.model.score.ExpertWeights;
import dev.milepost.fraud.model.score.Scorer;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.signal.DetectorInput;
import dev.milepost.fraud.model.signal.Evidence;
import dev.milepost.fraud.model.signal.SegmentBaseline;
import dev.milepost.fraud.model.signal.SignalVector;
import dev.milepost.fraud.model.signal.Signals;
import dev.milepost.fraud.model.signal.Trigger;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One assessment's way from its evidence to its verdict, in a shard that has learned from some two thousand referrals: advocates of
 * ten referees on average, each of whom shows five identifiers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FraudSteps {

    private static final int ADVOCATES = 200;
    private static final long SEED = 1;
    private static final long DETECTORS = 42;

    private final Scorer scorer = new Scorer(ExpertWeights.V1);
    private final SegmentBaseline baseline = new SegmentBaseline();
    private final Combination detectors = new Combination(DetectorInput.NAMES.size(), DETECTORS);
    private final Combination learning = new Combination(DetectorInput.NAMES.size(), DETECTORS);
    private List<Evidence> evidence;
    private SignalVector[] signals;
    private double[][] rows;
    private int next;

    @Setup
    public void setUp() {
        evidence = Town.of(ADVOCATES, SEED).evidence();
        signals = new SignalVector[evidence.size()];
        rows = new double[evidence.size()][];
        for (int i = 0; i < signals.length; i++) {
            signals[i] = Signals.read(evidence.get(i), baseline, Double.NaN);
            rows[i] = DetectorInput.of(evidence.get(i), signals[i]);
            baseline.learn(evidence.get(i), signals[i]);
            if (evidence.get(i).trigger() == Trigger.SETTLED) {
                detectors.learn(rows[i]);
                learning.learn(rows[i]);
            }
        }
    }

    private int next() {
        next = (next + 1) % signals.length;
        return next;
    }

    /** Signals in, a verdict with its reasons out: the scorer alone. */
    @Benchmark
    public Verdict fraudScore() {
        Evidence of = evidence.get(next());
        return scorer.score(of.subject(), of.timeMillis(), signals[next]);
    }

    /** All signals of an assessment, as they are read once. */
    @Benchmark
    public SignalVector fraudSignals() {
        return Signals.read(evidence.get(next()), baseline, 0.1);
    }

    /** What all detectors say of a row. */
    @Benchmark
    public Combination.Judged fraudDetectors() {
        return detectors.judge(rows[next()]);
    }

    /** The same, and the row taken in: once a referral. */
    @Benchmark
    public void fraudDetectorsLearn() {
        learning.learn(rows[next()]);
    }

    /** From the evidence to the verdict, as the job does it: signals, detectors, the anomaly among the signals, score. */
    @Benchmark
    public Verdict fraudVerdict() {
        Evidence of = evidence.get(next());
        SignalVector known = Signals.read(of, baseline, Double.NaN);
        double[] row = DetectorInput.of(of, known);
        double tail = StrictMath.pow(10, -detectors.judge(row).assessment().tail());
        return scorer.score(of.subject(), of.timeMillis(), Signals.withAnomaly(known, of, baseline, tail));
    }
}
