package dev.milepost.cli.chaos;

import java.util.List;

/**
 * What every cluster has: it starts a process again that ended by itself, as Flink's do where they lose what they lean on.
 * It also notes how much memory each has.
 */
final class Warden implements AutoCloseable {

    private static final long TICK_MILLIS = 500;

    private final List<Machine> machines;
    private final Thread thread = new Thread(this::watch, "chaos-warden");
    private final Thread atExit = new Thread(this::end, "chaos-end");

    Warden(List<Machine> machines) {
        this.machines = machines;
    }

    void start() {
        // Processes outlive the one that started them unless they are told.
        Runtime.getRuntime().addShutdownHook(atExit);
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (true) {
                machines.forEach(Machine::tend);
                Thread.sleep(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void end() {
        machines.forEach(Machine::close);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The process is ending: the hook ends the machines.
        }
    }
}
