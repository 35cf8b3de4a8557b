package dev.milepost.engine;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the JVM's own signal handlers from libchdb.
 *
 * <p>HotSpot needs its SIGSEGV handler for ordinary work: null checks and safepoints of compiled code run through it. But both
 * {@code chdb_set_signal_handlers_enabled(0)} and every {@code chdb_connect} set eight signals back to their default, after
 * which the next such event ends the process without a word. Putting the handlers back afterwards leaves a window of up to
 * half a second in which that happens. So, on Linux, the library's own reference to {@code sigaction} is pointed here before
 * it is first used: calls for those eight signals change nothing, all others go through. Elsewhere, and should the reference
 * not be found, the handlers are put back after each such call.
 */
final class SignalGuard {
    private static final Logger LOG = LoggerFactory.getLogger(SignalGuard.class);

    /** Room for a {@code struct sigaction}, which is never looked into: 152 bytes with glibc, 16 on macOS. */
    private static final int SIGACTION_BYTES = 256;

    /** ILL, TRAP, ABRT, FPE, SEGV, then BUS, SYS, TSTP, whose numbers differ. */
    private static final Set<Integer> LINUX = Set.of(4, 5, 6, 8, 11, 7, 31, 20);

    private static final Set<Integer> MACOS = Set.of(4, 5, 6, 8, 11, 10, 12, 18);

    private static final boolean IS_LINUX = System.getProperty("os.name").startsWith("Linux");

    /** Kept here for as long as the library may call it: for ever. */
    private static final Sigaction FILTER = SignalGuard::filter;

    private static boolean filtered;

    interface C extends Library {
        C INSTANCE = Native.load("c", C.class);

        int sigaction(int signal, Pointer action, Pointer previous);
    }

    /** As C declares it: {@code int sigaction(int, const struct sigaction *, struct sigaction *)}. */
    interface Sigaction extends Callback {
        int invoke(int signal, Pointer action, Pointer previous);
    }

    private SignalGuard() {}

    /** Stands between a library that is loaded and {@code sigaction}; to be called before the library's first use. */
    static synchronized void install(Path library) {
        if (filtered || !IS_LINUX) {
            return;
        }
        List<Pointer> references = ElfImports.references(library, "sigaction");
        Pointer filter = CallbackReference.getFunctionPointer(FILTER);
        references.forEach(reference -> reference.setPointer(0, filter));
        filtered = !references.isEmpty();
        if (!filtered) {
            LOG.warn("The ClickHouse engine's library refers to no sigaction that could be guarded:"
                    + " this process may end without a word while the engine starts");
        }
    }

    /** Runs a call that resets signal handlers, and leaves the process with the handlers that it had before. */
    static synchronized <T> T keepingHandlers(Supplier<T> call) {
        if (filtered) {
            return call.get();
        }
        Map<Integer, Memory> handlers = read();
        try {
            return call.get();
        } finally {
            handlers.forEach((signal, action) -> C.INSTANCE.sigaction(signal, action, Pointer.NULL));
        }
    }

    /** The address of a signal's handler; 0 is the system's default. */
    static long handler(int signal) {
        return Pointer.nativeValue(read(signal).getPointer(0));
    }

    private static Map<Integer, Memory> read() {
        Map<Integer, Memory> handlers = new LinkedHashMap<>();
        for (int signal : IS_LINUX ? LINUX : MACOS) {
            handlers.put(signal, read(signal));
        }
        return handlers;
    }

    private static Memory read(int signal) {
        Memory action = new Memory(SIGACTION_BYTES);
        action.clear();
        if (C.INSTANCE.sigaction(signal, Pointer.NULL, action) != 0) {
            throw new IllegalStateException("The handler of signal " + signal + " cannot be read");
        }
        return action;
    }

    private static int filter(int signal, Pointer action, Pointer previous) {
        return C.INSTANCE.sigaction(signal, LINUX.contains(signal) ? Pointer.NULL : action, previous);
    }
}
