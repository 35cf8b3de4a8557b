package dev.milepost.cli;

import java.util.Optional;

/** The Kafka that a command publishes to. */
final class KafkaAddress {

    private KafkaAddress() {}

    /**
     * The one that was named, else the running stack's.
     *
     * @param bootstrap may be null
     * @param stack the stack that runs here, if one does
     * @throws CommandFailure where there is neither
     */
    static String of(String bootstrap, Optional<RunFile> stack) {
        if (bootstrap != null) {
            return bootstrap;
        }
        return stack.map(RunFile::kafka)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOTHING_THERE,
                        "No stack is running here. Start one with ./milepost up, or name a Kafka with --bootstrap."));
    }
}
