package dev.milepost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** The rows of a query one after the other, none of them held. */
final class QueryRows {

    private static final ObjectMapper JSON = new ObjectMapper();

    private QueryRows() {}

    /** Hands on each row of a query without a FORMAT clause, in its order, as an array of its columns. */
    static void each(ClickHouseClient client, String sql, Consumer<JsonNode> row) throws ClickHouseFailure {
        client.copy(sql, "JSONCompactEachRow", new Lines(row));
    }

    private static final class Lines extends OutputStream {

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final Consumer<JsonNode> row;

        Lines(Consumer<JsonNode> row) {
            this.row = row;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int start = offset;
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] == '\n') {
                    line.write(bytes, start, i - start);
                    row.accept(JSON.readTree(line.toByteArray()));
                    line.reset();
                    start = i + 1;
                }
            }
            line.write(bytes, start, offset + length - start);
        }
    }
}
