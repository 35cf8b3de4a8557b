package dev.milepost.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to stop. It is no shutdown hook: hooks run side by side, so the warehouse would be closed under a job that is
 * writing its last rows. Once {@link #listen} was called, the first Ctrl-C or SIGTERM is only noted here, and the command ends
 * in its own order; the second ends the process.
 */
final class StopSignal {

    private final CountDownLatch wished = new CountDownLatch(1);
    private final boolean ofProcess;

    private StopSignal(boolean ofProcess) {
        this.ofProcess = ofProcess;
    }

    /** Hears this process's signals once {@link #listen} was called. */
    static StopSignal ofProcess() {
        return new StopSignal(true);
    }

    /** Hears no signal: for commands within a process that is somebody else's. */
    static StopSignal silent() {
        return new StopSignal(false);
    }

    void wish() {
        wished.countDown();
    }

    boolean isWished() {
        return wished.getCount() == 0;
    }

    /** Waits, at most so long; says whether the wish has come. */
    boolean await(Duration most) throws InterruptedException {
        return wished.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes this process's SIGINT and SIGTERM from now on. */
    void listen(Terminal terminal) {
        if (!ofProcess) {
            return;
        }
        try {
            // sun.misc.Signal is Java's only way to hear a signal; named by text, for the compiler warns of it whatever
            // one says.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object heard = Proxy.newProxyInstance(
                    StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            hear(terminal);
                        }
                        return null;
                    });
            for (String name : new String[] {"INT", "TERM"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), heard);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Java runtime lets nobody hear Ctrl-C", e);
        }
    }

    private void hear(Terminal terminal) {
        if (isWished()) {
            Runtime.getRuntime().exit(ExitCode.INTERRUPTED);
        }
        terminal.tell("");
        terminal.tell("Stopping; once more ends it at once.");
        wish();
    }
}
