package dev.milepost.fraud.evaluate;

import dev.milepost.fraud.model.detect.Layer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;

/** This thread's processor time by layer, less what looking at the clock costs. */
final class Stopwatch {

    private static final int LOOKS = 2000;
    private static final double NANOS_PER_MICRO = 1000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Layer, Spent> spent = new EnumMap<>(Layer.class);
    private long last;

    private static final class Spent {

        private long nanos;
        private long laps;
    }

    Stopwatch() {
        for (Layer layer : Layer.values()) {
            spent.put(layer, new Spent());
        }
    }

    void start() {
        last = threads.getCurrentThreadCpuTime();
    }

    /** What went by since the last look was this layer's. */
    void lap(Layer layer) {
        long now = threads.getCurrentThreadCpuTime();
        Spent of = spent.get(layer);
        of.nanos += now - last;
        of.laps++;
        last = now;
    }

    /** Microseconds per row. */
    Map<Layer, Double> micros(int rows) {
        double look = look();
        Map<Layer, Double> micros = new EnumMap<>(Layer.class);
        spent.forEach((layer, of) ->
                micros.put(layer, Math.max(of.nanos - of.laps * look, 0) / rows / NANOS_PER_MICRO));
        return micros;
    }

    private double look() {
        long from = threads.getCurrentThreadCpuTime();
        long to = from;
        for (int i = 0; i < LOOKS; i++) {
            to = threads.getCurrentThreadCpuTime();
        }
        return (double) (to - from) / LOOKS;
    }
}
