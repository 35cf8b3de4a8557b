package dev.milepost.runtime.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.row.IdentityRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KeyedRowsTest {

    private final RowEncoder encoder = RowEncoder.of(IdentityRow.getClassSchema());

    /** Its key leads it; the rest has a length that differs. */
    private Row led(String key, String rest) {
        return encoder.encode(new IdentityRow(key, rest, Instant.EPOCH, "e"), 1, false);
    }

    /** Its key stands beside it. */
    private static Row apart(String key, String rest) {
        return new Row("t", key.getBytes(StandardCharsets.UTF_8), ("<" + rest + ">").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void itHoldsTheLastRowOfEachKeyInTheOrderOfTheFirstAsAMapDoes() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int keys = 1 + random.nextInt(3_000);
            KeyedRows rows = new KeyedRows();
            Map<String, byte[]> expected = new LinkedHashMap<>();
            for (int i = 0; i < 5_000; i++) {
                String key = "k" + random.nextInt(keys);
                String rest = "r".repeat(random.nextInt(20));
                Row row = seed % 2 == 0 ? led(key, rest) : apart(key, rest);
                assertThat(rows.put(row)).isEqualTo(expected.put(key, row.bytes()) != null);
            }
            assertThat(all(rows)).usingElementComparator(Arrays::compare).containsExactlyElementsOf(expected.values());
        }
    }

    @Test
    void keysOfOneHashAreTold() {
        // Two texts of one hash code, as Java's own.
        KeyedRows rows = new KeyedRows();
        assertThat(apart("Aa", "").keyHash()).isEqualTo(apart("BB", "").keyHash());

        assertThat(rows.put(apart("Aa", "1"))).isFalse();
        assertThat(rows.put(apart("BB", "2"))).isFalse();
        assertThat(rows.put(apart("Aa", "3"))).isTrue();

        assertThat(all(rows))
                .extracting(row -> new String(row, StandardCharsets.UTF_8))
                .containsExactly("<3>", "<2>");
    }

    private static List<byte[]> all(KeyedRows rows) {
        List<byte[]> all = new ArrayList<>();
        for (int row = 0; row < rows.rows(); row++) {
            all.add(Arrays.copyOfRange(rows.data(), rows.start(row), rows.start(row) + rows.length(row)));
        }
        return all;
    }
}
