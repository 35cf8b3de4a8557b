package dev.milepost.cli.chaos;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The process of ClickHouse, engine and HTTP interface: {@code ClickHouseMain FOLDER PORT}. It runs until it is killed. */
final class ClickHouseMain {

    private ClickHouseMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (EmbeddedClickHouse engine = EmbeddedClickHouse.open(Path.of(arguments[0]));
                ClickHouseFront front = ClickHouseFront.start(engine, Integer.parseInt(arguments[1]))) {
            System.out.println("ClickHouse " + engine.version() + " answers at " + front.jdbcUrl());
            new CountDownLatch(1).await();
        }
    }
}
