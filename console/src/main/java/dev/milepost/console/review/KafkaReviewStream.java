package dev.milepost.console.review;

import dev.milepost.runtime.publish.EventPublisher;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Review;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/** The topic {@code reviews}. */
public final class KafkaReviewStream implements ReviewStream {

    private final EventPublisher publisher;

    /** Of that Kafka; nothing is sent yet. */
    public KafkaReviewStream(String bootstrapServers) {
        this.publisher = new EventPublisher(bootstrapServers);
    }

    @Override
    public void send(Review review) throws IOException {
        try {
            publisher.send(Streams.REVIEWS, review.getCaseId(), review).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while Kafka was to take a review", e);
        } catch (ExecutionException | KafkaException e) {
            throw new IOException("Kafka did not say that it has the review", e);
        }
    }

    @Override
    public void close() {
        publisher.close();
    }
}
