package dev.milepost.runtime.clickhouse.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.sink.Bisection.Refused;
import dev.milepost.schemas.row.DeadLetterRow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes dead letters of refused rows: why (the server's code and words), which (table and key), and the row itself. */
final class DeadLetters {

    static final String TABLE = "dead_letters";

    private static final String REASON = "refused_row";
    private static final String REVISION = "revision";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RowFormat format;
    private final SinkSettings settings;

    DeadLetters(RowFormat format, SinkSettings settings) {
        this.format = format;
        this.settings = settings;
    }

    /** The letters of {@code refused} rows of {@code table}, as blocks whose bytes depend on these rows alone. */
    List<Block> of(String table, BlockContent content, List<Refused> refused) throws IOException {
        RowBuffer letters = new RowBuffer();
        for (Refused one : refused) {
            letters.put(letter(table, content.header(), content.rows(one.row(), one.row() + 1), one.failure()));
        }
        List<Block> blocks = new ArrayList<>();
        letters.drain(
                format::header,
                settings.blockBytes(),
                settings.blockRows(),
                (name, letter) -> blocks.add(
                        Block.inline(name, letter.rows(), letter.token(settings.generation(), name), letter.encode())));
        return blocks;
    }

    private Row letter(String table, byte[] header, byte[] row, InsertFailure failure) throws JsonProcessingException {
        String payload;
        String key;
        // A row revised later may be refused again: the later letter replaces the earlier one, as the row would have.
        long revision = settings.generation() << 40;
        try {
            Map<String, Object> columns = RowBinaryReader.read(header, row);
            payload = JSON.writeValueAsString(columns);
            key = format.key(table).stream()
                    .map(column -> String.valueOf(columns.get(column)))
                    .collect(Collectors.joining("/"));
            revision = columns.get(REVISION) instanceof Number number ? number.longValue() : revision;
        } catch (IOException unreadable) {
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
        return format.deadLetter(letter, revision);
    }
}
