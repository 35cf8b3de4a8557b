package dev.milepost.cli;

import dev.milepost.runtime.source.Progress;

/** How far the sorting of events is: two phases, one bar each. */
final class SortMeter implements Progress, AutoCloseable {

    private final Terminal terminal;
    private String phase = "";
    private Meter meter;

    SortMeter(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void report(String newPhase, long done, long total) {
        if (!newPhase.equals(phase)) {
            close();
            phase = newPhase;
            meter = phase.equals("reading")
                    ? Meter.ofBytes(terminal, "Reading", total)
                    : Meter.of(terminal, "Sorting", "records", total);
        }
        meter.to(done);
    }

    @Override
    public void close() {
        if (meter != null) {
            meter.close();
        }
    }
}
