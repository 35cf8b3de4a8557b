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

    /**
     * Hands on each row of a query without a FORMAT clause, in its order, as an array of its columns. What the row's taker throws is
     * thrown.
     */
    static void each(ClickHouseClient client, String sql, Consumer<JsonNode> row) throws ClickHouseFailure {
        Lines lines = new Lines(row);
        try {
            client.copy(sql, "JSONCompactEachRow", lines);
        } catch (ClickHouseFailure e) {
            // The client takes what a row is refused with for a failure to answer.
            if (lines.refusal != null) {
                throw lines.refusal;
            }
            throw e;
        }
    }

    private static final class Lines extends OutputStream {

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final Consumer<JsonNode> row;
        private RuntimeException refusal;

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
                    accept(JSON.readTree(line.toByteArray()));
                    line.reset();
                    start = i + 1;
                }
            }
            line.write(bytes, start, offset + length - start);
        }

        private void accept(JsonNode columns) {
            try {
                row.accept(columns);
            } catch (RuntimeException e) {
                refusal = e;
                throw e;
            }
        }
    }
}
