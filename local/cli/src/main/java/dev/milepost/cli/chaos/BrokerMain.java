package dev.milepost.cli.chaos;

import dev.milepost.engine.EmbeddedKafka;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The process of the broker: {@code BrokerMain FOLDER PORT}. It runs until it is killed. */
final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
            System.out.println("Kafka answers at " + kafka.bootstrapServers());
            new CountDownLatch(1).await();
        }
    }
}
