package dev.milepost.console.review;

import dev.milepost.schemas.event.Review;
import java.io.IOException;

/** Where decisions go. Threads share it. */
public interface ReviewStream extends AutoCloseable {

    /**
     * Hands over one review; returns once it cannot be lost any more.
     *
     * @throws IOException where it is not known whether it was taken
     */
    void send(Review review) throws IOException;

    @Override
    void close();

    /** Of a console that only reads: it takes nothing. */
    static ReviewStream none() {
        return new ReviewStream() {

            @Override
            public void send(Review review) throws IOException {
                throw new IOException("This console reads a warehouse alone, and is connected to no Kafka.");
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
