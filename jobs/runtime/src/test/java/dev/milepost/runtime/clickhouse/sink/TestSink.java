package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.retry.Backoff;
import dev.milepost.runtime.retry.Patience;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;

/** Small rows and settings for the sink's unit tests: a row is a key of 4 bytes and a value of 4 bytes. */
final class TestSink {

    static final int ROW = 8;

    private TestSink() {}

    static Row row(String table, int key, int value) {
        return new Row(
                table,
                bytes(key),
                ByteBuffer.allocate(ROW).putInt(key).putInt(value).array());
    }

    static byte[] bytes(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] header(String table) {
        return ("header of " + table).getBytes(StandardCharsets.UTF_8);
    }

    /** A block of rows with keys from 0 and their keys as values. */
    static BlockContent content(String table, int rows) {
        ByteBuffer data = ByteBuffer.allocate(rows * ROW);
        int[] ends = new int[rows];
        for (int i = 0; i < rows; i++) {
            data.putInt(i).putInt(i);
            ends[i] = (i + 1) * ROW;
        }
        return new BlockContent(header(table), data.array(), ends);
    }

    /** The rows of a content as {@code key=value}. */
    static List<String> rows(BlockContent content) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < content.rows(); i++) {
            ByteBuffer row = ByteBuffer.wrap(content.rows(i, i + 1));
            rows.add(row.getInt() + "=" + row.getInt());
        }
        return rows;
    }

    static RetryingInserter retrying(BlockInserter inserter) {
        return retrying(inserter, new SimpleCounter(), millis -> {});
    }

    static RetryingInserter retrying(BlockInserter inserter, Counter retries, Patience.Sleeper sleeper) {
        SinkSettings settings = SinkSettings.of("file:///unused", 1);
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), () -> 1);
        return new RetryingInserter(inserter, settings, backoff, retries, System::nanoTime, sleeper);
    }
}
