package dev.milepost.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A stack that runs in this process while a command needs it. */
final class RunningStack implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(250);

    private final LocalStack stack;

    private RunningStack(LocalStack stack) {
        this.stack = stack;
    }

    static RunningStack start(LocalStack.Order order, Context context) throws Exception {
        return new RunningStack(LocalStack.start(order, context.home(), context.terminal()));
    }

    /**
     * Carries a task out while the stack goes on, and over to a rebuild where one is ready.
     *
     * @throws CommandFailure where the job ends meanwhile
     */
    <T> T during(Callable<T> task) throws Exception {
        FutureTask<T> running = new FutureTask<>(task);
        Thread thread = new Thread(running, "beside-the-stack");
        thread.setDaemon(true);
        thread.start();
        while (!running.isDone()) {
            stack.watch(TICK);
        }
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public void close() throws Exception {
        stack.close();
    }
}
