package dev.milepost.engine;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps the JVM's own signal handlers while libchdb starts.
 *
 * <p>HotSpot needs its SIGSEGV handler for ordinary work: null checks and safepoints of compiled code run through it. Both
 * {@code chdb_set_signal_handlers_enabled(0)} and every {@code chdb_connect} set eight signals back to their default, after
 * which the next such event ends the process without a word. So the handlers are read before such a call and written back
 * while it runs, again and again by a thread of its own, and once more after it: what is left is a window of microseconds.
 */
final class SignalGuard {
    /** Room for a {@code struct sigaction}, which is never looked into: 152 bytes with glibc, 16 on macOS. */
    private static final int SIGACTION_BYTES = 256;

    /** ILL, TRAP, ABRT, FPE, SEGV, then BUS, SYS, TSTP, whose numbers differ. */
    private static final int[] LINUX = {4, 5, 6, 8, 11, 7, 31, 20};

    private static final int[] MACOS = {4, 5, 6, 8, 11, 10, 12, 18};

    private interface C extends Library {
        C INSTANCE = Native.load("c", C.class);

        int sigaction(int signal, Pointer action, Pointer previous);
    }

    private SignalGuard() {}

    /** Runs a call that resets signal handlers, and leaves the process with the handlers that it had before. */
    static synchronized <T> T keepingHandlers(Supplier<T> call) {
        Map<Integer, Memory> handlers = read();
        Thread restorer = new Thread(
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        write(handlers);
                        Thread.onSpinWait();
                    }
                },
                "milepost-signal-guard");
        restorer.setDaemon(true);
        restorer.start();
        try {
            return call.get();
        } finally {
            restorer.interrupt();
            joinUninterruptibly(restorer);
            write(handlers);
        }
    }

    /** The handlers in force, as opaque bytes by signal number. */
    static Map<Integer, Memory> read() {
        Map<Integer, Memory> handlers = new LinkedHashMap<>();
        for (int signal : System.getProperty("os.name").startsWith("Mac") ? MACOS : LINUX) {
            Memory action = new Memory(SIGACTION_BYTES);
            action.clear();
            if (C.INSTANCE.sigaction(signal, Pointer.NULL, action) != 0) {
                throw new IllegalStateException("The handler of signal " + signal + " cannot be read");
            }
            handlers.put(signal, action);
        }
        return handlers;
    }

    private static void write(Map<Integer, Memory> handlers) {
        handlers.forEach((signal, action) -> C.INSTANCE.sigaction(signal, action, Pointer.NULL));
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
