package dev.milepost.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.SchemaEvolution.Violation;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each change is a piece of the schema's text and what stands in its place. */
final class SchemaEvolutionTest {

    private static final String EVENT = """
            {"type": "record", "name": "Sale", "namespace": "x", "doc": "A sale.", "stream": "sales", "key": "user_id",
             "fields": [
              {"name": "user_id", "type": "string", "check": "non_empty"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 6}},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["UNKNOWN", "ORDER", "REFUND"], "default": "UNKNOWN"}},
              {"name": "count", "type": "int"},
              {"name": "plain", "type": "long", "default": 0},
              {"name": "points", "type": "int", "default": 0},
              {"name": "note", "type": ["null", "string"], "default": null},
              {"name": "rate", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}], "default": null},
              {"name": "tags", "type": {"type": "map", "values": "string"}, "default": {}},
              {"name": "hashes", "type": {"type": "array", "items": "long"}, "default": []}
             ]}""";

    private static final String TABLE = """
            {"type": "record", "name": "SaleRow", "namespace": "x", "table": "sales", "table_key": ["user_id"],
             "fields": [
              {"name": "user_id", "type": "string"},
              {"name": "channel", "type": "string", "clickhouse": "LowCardinality(String)"},
              {"name": "count", "type": "int"},
              {"name": "seen", "type": ["null", "long"], "default": null}
             ]}""";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "field with default removed | {\"name\": \"plain\", \"type\": \"long\", \"default\": 0}, | `` | Sale.plain | was removed",
                "field without default removed | {\"name\": \"count\", \"type\": \"int\"}, | `` | Sale.count | was removed",
                "field renamed | \"name\": \"note\" | \"name\": \"remark\" | Sale.note | was removed",
                "new field without default | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"int\"}, {\"name\": \"extra\", \"type\": \"int\" | Sale.extra | needs a default",
                "type changed | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"string\" | Sale.count | was int and is string",
                "type narrowed | \"name\": \"plain\", \"type\": \"long\" | \"name\": \"plain\", \"type\": \"int\" | Sale.plain | was long and is int",
                "integer to fraction | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"double\" | Sale.count | was int and is double",
                "text to bytes | \"name\": \"user_id\", \"type\": \"string\" | \"name\": \"user_id\", \"type\": \"bytes\" | Sale.user_id | was string and is bytes",
                "time unit changed | timestamp-millis | timestamp-micros | Sale.at | logicalType was timestamp-millis and is timestamp-micros",
                "logical type removed | , \"logicalType\": \"timestamp-millis\" | `` | Sale.at | is absent",
                "logical type added | \"name\": \"plain\", \"type\": \"long\" | \"name\": \"plain\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"} | Sale.plain | logicalType was absent",
                "precision changed | \"precision\": 18 | \"precision\": 20 | Sale.amount | precision was 18 and is 20",
                "scale changed | \"scale\": 6 | \"scale\": 9 | Sale.amount | scale was 6 and is 9",
                "scale in a union changed | \"scale\": 2 | \"scale\": 3 | Sale.rate | scale was 2 and is 3",
                "enum symbol removed | , \"REFUND\"] | ] | Sale.kind | symbol REFUND was removed",
                "enum default changed | \"default\": \"UNKNOWN\" | \"default\": \"ORDER\" | Sale.kind | default symbol was UNKNOWN and is ORDER",
                "enum default removed | , \"default\": \"UNKNOWN\" | `` | Sale.kind | is null",
                "enum renamed | \"name\": \"Kind\" | \"name\": \"SaleKind\" | Sale.kind | was named x.Kind",
                "absence no longer allowed | [\"null\", \"string\"], \"default\": null | \"string\", \"default\": \"\" | Sale.note | type null were allowed",
                "default changed | \"type\": \"long\", \"default\": 0 | \"type\": \"long\", \"default\": 1 | Sale.plain | default was 0 and is 1",
                "default removed | \"type\": \"long\", \"default\": 0 | \"type\": \"long\" | Sale.plain | was removed",
                "map values changed | \"values\": \"string\" | \"values\": \"long\" | Sale.tags{} | was string and is long",
                "array items changed | \"items\": \"long\" | \"items\": \"string\" | Sale.hashes[] | was long and is string",
                "stream renamed | \"stream\": \"sales\" | \"stream\": \"orders\" | Sale | stream was sales and is orders",
                "key changed | \"key\": \"user_id\" | \"key\": \"kind\" | Sale | key was user_id and is kind",
                "check removed | , \"check\": \"non_empty\" | `` | Sale.user_id | check was non_empty and is absent",
                "check added | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"int\", \"check\": \"non_negative\" | Sale.count | check was absent",
                "new field whose default fails its check: empty | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"int\"}, {\"name\": \"extra\", \"type\": \"string\", \"default\": \"\", \"check\": \"non_empty\" | Sale.extra | fails its own check",
                "new field whose default fails its check: absent | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"int\"}, {\"name\": \"extra\", \"type\": [\"null\", \"string\"], \"default\": null, \"check\": \"currency\" | Sale.extra | fails its own check",
                "new field whose default fails its check: no money | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"int\"}, {\"name\": \"extra\", \"type\": \"string\", \"default\": \"XTS\", \"check\": \"currency\" | Sale.extra | fails its own check",
                "new field whose default fails its check: below 0 | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"int\"}, {\"name\": \"extra\", \"type\": \"long\", \"default\": -1, \"check\": \"non_negative\" | Sale.extra | fails its own check",
                "new field whose default fails its check: unknown symbol | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"int\"}, {\"name\": \"extra\", \"type\": {\"type\": \"enum\", \"name\": \"Grade\", \"symbols\": [\"UNKNOWN\", \"A\"], \"default\": \"UNKNOWN\"}, \"default\": \"UNKNOWN\", \"check\": \"known\" | Sale.extra | fails its own check",
                "record renamed | \"name\": \"Sale\" | \"name\": \"Deal\" | Sale | was named x.Sale and is x.Deal",
                "namespace changed | \"namespace\": \"x\" | \"namespace\": \"y\" | Sale | was named x.Sale and is y.Sale"
            })
    void anIllegalChangeIsNamedWithItsPlace(String name, String from, String to, String path, String words) {
        List<Violation> violations = SchemaEvolution.violations(parse(EVENT), changed(EVENT, from, to));

        assertThat(violations).as(name).anySatisfy(violation -> {
            assertThat(violation.path()).isEqualTo(path);
            assertThat(violation.words()).contains(words);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing | Sale | Sale",
                "documentation | A sale. | Something was sold.",
                "new field with a default | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"int\"}, {\"name\": \"extra\", \"type\": \"int\", \"default\": 1",
                "new field that may be absent | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"int\"}, {\"name\": \"extra\", \"type\": [\"null\", \"int\"], \"default\": null, \"check\": \"non_negative\"",
                "new enum symbol | \"REFUND\"] | \"REFUND\", \"GIFT\"]",
                "int widened to long | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"long\"",
                "int with a default widened to long | \"name\": \"points\", \"type\": \"int\" | \"name\": \"points\", \"type\": \"long\"",
                "absence allowed | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": [\"int\", \"null\"]",
                "default given | \"name\": \"count\", \"type\": \"int\" | \"name\": \"count\", \"type\": \"int\", \"default\": 0"
            })
    void aLegalChangePasses(String name, String from, String to) {
        assertThat(SchemaEvolution.violations(parse(EVENT), changed(EVENT, from, to)))
                .as(name)
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "column widened | \"type\": \"int\" | \"type\": \"long\" | SaleRow.count | was int and is long",
                "column made nullable | \"type\": \"int\" | \"type\": [\"null\", \"int\"], \"default\": null | SaleRow.count | nullable",
                "column type declared otherwise | LowCardinality(String) | FixedString(2) | SaleRow.channel | clickhouse was LowCardinality(String)",
                "table key changed | [\"user_id\"] | [\"channel\", \"user_id\"] | SaleRow | table_key was [user_id]",
                "table key replaced | [\"user_id\"] | [\"channel\"] | SaleRow | table_key was [user_id] and is [channel]",
                "table key dropped | , \"table_key\": [\"user_id\"] | `` | SaleRow | table_key was [user_id] and is []",
                "table renamed | \"table\": \"sales\" | \"table\": \"orders\" | SaleRow | table was sales and is orders"
            })
    void theColumnsOfATableKeepTheirTypes(String name, String from, String to, String path, String words) {
        assertThat(SchemaEvolution.violations(parse(TABLE), changed(TABLE, from, to)))
                .as(name)
                .anySatisfy(violation -> {
                    assertThat(violation.path()).isEqualTo(path);
                    assertThat(violation.words()).contains(words);
                });
    }

    @Test
    void theKeyOfATableMayGrowAtItsEnd() {
        assertThat(SchemaEvolution.violations(
                        parse(TABLE), changed(TABLE, "[\"user_id\"]", "[\"user_id\", \"channel\"]")))
                .isEmpty();
        Schema grown = changed(
                TABLE,
                "[\"user_id\"],\n \"fields\": [",
                "[\"user_id\", \"shop\"],\n \"fields\": [{\"name\": \"shop\", \"type\": \"string\", \"default\": \"\"},");
        assertThat(SchemaEvolution.violations(parse(TABLE), grown)).isEmpty();
        Schema before = changed(
                TABLE,
                "[\"user_id\"],\n \"fields\": [",
                "[\"shop\", \"user_id\"],\n \"fields\": [{\"name\": \"shop\", \"type\": \"string\", \"default\": \"\"},");
        assertThat(SchemaEvolution.violations(parse(TABLE), before))
                .extracting(Violation::words)
                .containsExactly("table_key was [user_id] and is [shop, user_id]");
    }

    @Test
    void aTableMayGainAColumnWithADefault() {
        Schema grown = changed(
                TABLE,
                "\"type\": \"int\"",
                "\"type\": \"int\"}, {\"name\": \"x\", \"type\": \"string\", \"default\": \"\"");

        assertThat(SchemaEvolution.violations(parse(TABLE), grown)).isEmpty();
    }

    private static Schema changed(String text, String from, String to) {
        String piece = from == null ? "" : from.strip();
        String other = to == null ? "" : to.strip();
        assertThat(text).containsOnlyOnce(piece.equals("Sale") ? "\"Sale\"" : piece);
        return parse(text.replace(piece, other));
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }
}
