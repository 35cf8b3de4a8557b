package dev.milepost.cli;

import dev.milepost.console.ConsoleSettings;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;

/** The stack without traffic, until the person stops it. */
final class Up {

    /** Rows are visible after a second; a job that fails again and again is not kept at it in silence. */
    static final Settings DEFAULTS = Settings.defaults()
            .with(LaunchSettings.CHECKPOINT_INTERVAL, Duration.ofSeconds(1))
            .with(LaunchSettings.RESTART_ATTEMPTS, 10)
            .with(ConsoleSettings.PORT, LocalConsole.PORT);

    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    private Up() {}

    static void run(Context context, LocalStack.Order order) throws Exception {
        Terminal terminal = context.terminal();
        context.stop().listen(terminal);
        terminal.tell("Starting ClickHouse, Kafka and Flink …");
        Path accounts = context.home().console();
        try (LocalStack stack = LocalStack.start(order, context.home(), terminal);
                LocalConsole console = stack.console(accounts, context.environment())) {
            terminal.say(stack.isContinued() ? "Up again, from the last checkpoint that is whole:" : "Up:");
            stack.addresses().forEach(address -> terminal.say("  " + address));
            terminal.say("  Console     " + console.address());
            console.hint().ifPresent(terminal::say);
            terminal.say("Next: ./milepost send FILE…   ./milepost sql \"SELECT …\"   Ctrl-C ends it.");
            watch(context, stack);
        }
        terminal.say("Stopped; everything is kept.");
    }

    /** Tells of rows as they come, and of nothing while nothing comes. */
    private static void watch(Context context, LocalStack stack) throws Exception {
        long told = -1;
        long nextNanos = System.nanoTime();
        while (!context.stop().await(TICK)) {
            stack.watch(Duration.ZERO);
            if (System.nanoTime() < nextNanos) {
                continue;
            }
            nextNanos = System.nanoTime() + TELL_EVERY.toNanos();
            try {
                Pulse pulse = Pulse.of(stack.client());
                if (pulse.events() != told) {
                    told = pulse.events();
                    context.terminal().say(pulse.toString());
                }
            } catch (ClickHouseFailure e) {
                context.terminal().tell("ClickHouse does not answer just now: " + e.getMessage());
            }
        }
    }
}
