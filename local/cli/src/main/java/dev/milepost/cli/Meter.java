package dev.milepost.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a task is: a bar on a terminal, else a line now and then. For one thread. */
final class Meter implements AutoCloseable {

    private static final Duration LINE_EVERY = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final String task;
    private final String unit;
    private final long total;
    private final Duration lineEvery;
    private final ProgressBar bar;
    private long done;
    private long toldNanos = System.nanoTime();
    private long told = -1;

    private Meter(Terminal terminal, String task, String unit, long unitSize, long total, Duration lineEvery) {
        this.lineEvery = lineEvery;
        this.terminal = terminal;
        this.task = task;
        this.unit = unit;
        this.total = total;
        this.bar = terminal.interactive()
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setUnit(" " + unit, unitSize)
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .setMaxRenderedLength(width(terminal))
                        .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), width(terminal)))
                        .build()
                : null;
    }

    /** The last column stays free: where it is written to, some terminals begin a new line. */
    private static int width(Terminal terminal) {
        return terminal.width() - 1;
    }

    /** Counts pieces: events, users, rows. */
    static Meter of(Terminal terminal, String task, String unit, long total) {
        return of(terminal, task, unit, total, LINE_EVERY);
    }

    /** As {@link #of(Terminal, String, String, long)}, with a line so often where there is no bar. */
    static Meter of(Terminal terminal, String task, String unit, long total, Duration lineEvery) {
        return new Meter(terminal, task, unit, 1, total, lineEvery);
    }

    /** Counts bytes, shown as megabytes. */
    static Meter ofBytes(Terminal terminal, String task, long total) {
        return new Meter(terminal, task, "MB", 1 << 20, total, LINE_EVERY);
    }

    void to(long newDone) {
        done = Math.max(done, total > 0 ? Math.min(newDone, total) : newDone);
        if (bar != null) {
            bar.stepTo(done);
        } else if (System.nanoTime() - toldNanos >= lineEvery.toNanos()) {
            line();
        }
    }

    private void line() {
        boolean bytes = unit.equals("MB");
        String amount =
                bytes ? (done >> 20) + " of " + (total >> 20) : String.format(Locale.ROOT, "%,d of %,d", done, total);
        String share = total == 0 ? "" : " (" + done * 100 / total + " %)";
        terminal.tell(task + ": " + amount + " " + unit + share);
        toldNanos = System.nanoTime();
        told = done;
    }

    /** Ends the bar where it stands. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        } else if (told >= 0 && told < done) {
            line();
        }
    }
}
