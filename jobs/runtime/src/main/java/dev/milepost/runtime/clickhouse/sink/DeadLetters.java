package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.runtime.clickhouse.sink.Bisection.Refused;
import dev.milepost.schemas.row.DeadLetterRow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes dead letters of refused rows: why (the server's code and words), which (table and key), and the row itself. */
final class DeadLetters {

    static final String TABLE = "dead_letters";

    private static final String REASON = "refused_row";
    private static final String REVISION = "revision";

    private final Headers headers = new Headers();
    private final RowEncoder encoder = RowEncoder.of(DeadLetterRow.getClassSchema());
    private final SinkSettings settings;

    DeadLetters(SinkSettings settings) {
        this.settings = settings;
    }

    /** The letters of {@code refused} rows of {@code table}, as blocks whose bytes depend on these rows alone. */
    List<Block> of(String table, BlockContent content, List<Refused> refused) throws IOException {
        RowBuffer letters = new RowBuffer();
        for (Refused one : refused) {
            letters.put(letter(table, content.rows(one.row(), one.row() + 1), one.failure()));
        }
        List<Block> blocks = new ArrayList<>();
        letters.drain(
                headers,
                settings.blockBytes(),
                settings.blockRows(),
                (name, letter) -> blocks.add(
                        Block.inline(name, letter.rows(), letter.token(settings.generation(), name), letter.encode())));
        return blocks;
    }

    private Row letter(String table, byte[] row, InsertFailure failure) {
        String payload;
        String key;
        // A row revised later may be refused again: the later letter replaces the earlier one, as the row would have.
        long revision = settings.generation() << 40;
        try {
            RowDecoder decoder = RowDecoder.of(table);
            payload = decoder.json(row);
            key = decoder.key(row);
            revision = (Long) decoder.decode(row).get(REVISION);
        } catch (IllegalArgumentException unreadable) {
            // A row of an earlier release, restored by this one: shown as its bytes.
            payload = Base64.getEncoder().encodeToString(row);
            key = payload;
        }
        String detail = table + ": code " + failure.code() + ", " + failure.getMessage();
        DeadLetterRow letter = new DeadLetterRow(
                REASON + ":" + table + ":" + key,
                REASON,
                detail,
                "",
                table,
                -1,
                0L,
                "",
                null,
                Instant.ofEpochMilli(0),
                payload);
        return encoder.encode(letter, revision, false);
    }
}
