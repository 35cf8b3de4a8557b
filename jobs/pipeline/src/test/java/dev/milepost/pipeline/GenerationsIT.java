package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.sink.BlockInserter;
import dev.milepost.runtime.clickhouse.sink.FailureKind;
import dev.milepost.runtime.clickhouse.sink.InsertFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who writes to what is shown, as far as the warehouse knows, and a job that learns that nobody sees its rows. */
class GenerationsIT {

    private final List<String> inserted = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void theWriterOfWhatIsShownIsWhoTookTheLatestGenerationThereUntilItHasEnded() throws Exception {
        try (TestWarehouse warehouse = new TestWarehouse()) {
            Generations generations = new Generations(warehouse.client());
            assertThat(generations.writer()).isEmpty();

            generations.take("stack on here");
            assertThat(generations.writer()).get().satisfies(writer -> {
                assertThat(writer.generation()).isEqualTo(1);
                assertThat(writer.reason()).isEqualTo("stack on here");
                assertThat(writer.hasEnded()).isFalse();
            });

            Generations.Taken rebuild = generations.rebuild("backfill of there");
            assertThat(generations.writer())
                    .get()
                    .extracting(Generations.Writer::generation)
                    .isEqualTo(1L);
            generations.end(rebuild, "backfill of there");
            generations.complete(rebuild, "backfill of there");
            assertThat(generations.writer()).get().satisfies(writer -> {
                assertThat(writer.generation()).isEqualTo(2);
                assertThat(writer.reason()).isEqualTo("backfill of there");
                assertThat(writer.hasEnded()).isTrue();
            });

            generations.take("job of a cluster");
            assertThat(generations.writer())
                    .get()
                    .extracting(Generations.Writer::hasEnded)
                    .isEqualTo(false);
        }
    }

    @Test
    void aStoreThatIsEmptiedHasNoSignalsLeft() throws Exception {
        try (TestWarehouse warehouse = new TestWarehouse()) {
            String row = "INSERT INTO milepost_store_b.events (stream, event_time, entity_id, event_id, name, revision)"
                    + " SELECT 'clickstream', '2026-01-01', 'a', 'e', 'ask_viewed', 1";
            warehouse.client().execute(row);
            String count = "SELECT count() AS n FROM milepost_store_b.signals";
            assertThat(warehouse.client().query(count)).containsExactly(Map.of("n", "1"));

            new Generations(warehouse.client()).rebuild("test");

            assertThat(warehouse.client().query(count)).containsExactly(Map.of("n", "0"));
        }
    }

    @Test
    void aJobInsertsWhileItsGenerationIsShownAndStopsOnceItIsHidden() throws Exception {
        try (TestWarehouse warehouse = new TestWarehouse()) {
            Generations generations = new Generations(warehouse.client());
            long own = generations.take("stack on here");
            WhileShown job = new WhileShown(recording(), ClickHouseClient.of(warehouse.url(), "", ""), own, nanos::get);
            job.insert("events", new byte[0], new byte[0], "first");
            Generations.Taken rebuild = generations.rebuild("backfill of there");
            pass();
            job.insert("events", new byte[0], new byte[0], "while another computes");

            generations.complete(rebuild, "backfill of there");
            pass();
            assertThatThrownBy(() -> job.insert("events", new byte[0], new byte[0], "hidden"))
                    .isInstanceOfSatisfying(
                            InsertFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.STOP))
                    .hasMessageContaining("of generation 2")
                    .hasMessageContaining("rebuild once more");
            assertThat(inserted).containsExactly("first", "while another computes");

            // The rebuild's own rows are seen.
            new WhileShown(recording(), ClickHouseClient.of(warehouse.url(), "", ""), rebuild.number(), nanos::get)
                    .insert("events", new byte[0], new byte[0], "the rebuild's");
            assertThat(inserted).endsWith("the rebuild's");
            job.close();
        }
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() throws Exception {
        try (TestWarehouse warehouse = new TestWarehouse()) {
            WhileShown job = new WhileShown(recording(), ClickHouseClient.of(warehouse.url(), "", ""), 1, nanos::get);
            warehouse.stopServer();
            assertThatThrownBy(() -> job.insert("events", new byte[0], new byte[0], "away"))
                    .isInstanceOfSatisfying(
                            InsertFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.RETRY));
            warehouse.startServer();
            job.insert("events", new byte[0], new byte[0], "back");
            assertThat(inserted).containsExactly("back");
            job.close();
        }
    }

    private void pass() {
        nanos.addAndGet(WhileShown.EVERY.toNanos());
    }

    private BlockInserter recording() {
        return new BlockInserter() {
            @Override
            public void insert(String table, byte[] header, byte[] rows, String token) {
                inserted.add(token);
            }

            @Override
            public void close() {}
        };
    }
}
