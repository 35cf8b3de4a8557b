package dev.milepost.cli;

import dev.milepost.runtime.publish.EventPublisher;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;

/** Publishes a command's events to their streams' topics, and fails the command by the first that Kafka does not take. */
final class StreamProducer implements AutoCloseable {

    private final String bootstrapServers;
    private final EventPublisher publisher;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Throwable> problem = new AtomicReference<>();

    StreamProducer(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.publisher = new EventPublisher(bootstrapServers);
    }

    /**
     * Looks whether Kafka is there, before anything is read that is to go into it.
     *
     * @throws CommandFailure where it does not answer, or has no such topic
     */
    void expect(String stream) {
        try {
            publisher.expect(stream);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /**
     * Publishes one event; it need not be there when this returns.
     *
     * @throws CommandFailure where Kafka does not take this one, or did not take one before
     */
    void send(String stream, String key, SpecificRecord event) {
        check();
        try {
            var unused = publisher.send(stream, key, event).whenComplete((taken, refused) -> {
                if (refused == null) {
                    acknowledged.incrementAndGet();
                } else {
                    problem.compareAndSet(null, refused);
                }
            });
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** Waits until everything that was sent is in Kafka. */
    void flush() {
        publisher.flush();
        check();
    }

    /** Events that Kafka has. */
    long acknowledged() {
        return acknowledged.get();
    }

    private void check() {
        Throwable first = problem.get();
        if (first != null) {
            throw failed(first);
        }
    }

    private CommandFailure failed(Throwable cause) {
        return new CommandFailure(
                ExitCode.FAILURE,
                "Kafka at " + bootstrapServers + " does not take events: " + Failures.describe(cause) + " ("
                        + Text.count(acknowledged.get(), "event")
                        + " before it are in; sending them again does no harm)",
                cause);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
