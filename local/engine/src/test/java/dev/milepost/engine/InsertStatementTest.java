package dev.milepost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InsertStatementTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "INSERT INTO t FORMAT TSV\\n1\\t2 | INSERT INTO t | TSV | 1\\t2",
                "insert into db.t (a, `b)`) format RowBinary | insert into db.t (a, `b)`) | RowBinary | ",
                "INSERT INTO TABLE `values` VALUES (1) | INSERT INTO TABLE `values` | Values |  (1)",
                "/* FORMAT x */ INSERT INTO t -- why\\n (a) VALUES('x') | /* FORMAT x */ INSERT INTO t -- why\\n (a) | Values | ('x')",
                "INSERT INTO FUNCTION url('http://h', CSV) FORMAT CSV\\r\\n1 | INSERT INTO FUNCTION url('http://h', CSV) | CSV | 1",
                "INSERT INTO {t:Identifier} FORMAT TSV\\n\\nx | INSERT INTO {t:Identifier} | TSV | \\nx",
                "INSERT INTO t | INSERT INTO t | ~~ | ",
            })
    void findsTargetFormatAndWhereTheDataBegins(String sql, String target, String format, String data) {
        InsertStatement insert = InsertStatement.parse(unescape(sql));
        assertThat(insert.target()).isEqualTo(unescape(target));
        assertThat(insert.format()).isEqualTo(format);
        assertThat(unescape(sql).substring(insert.dataStart()).strip())
                .isEqualTo(data == null ? "" : unescape(data).strip());
    }

    @Test
    void keepsTheStatementsOwnSettings() {
        InsertStatement insert = InsertStatement.parse(
                "INSERT INTO t (a) SETTINGS async_insert = 0, x = 'FORMAT y' FORMAT JSONEachRow\n{}");
        assertThat(insert.settings()).isEqualTo("SETTINGS async_insert = 0, x = 'FORMAT y'");
        assertThat(insert.fromFile("/d/it's", "Values"))
                .startsWith("INSERT INTO t (a) SELECT * FROM file('/d/it\\'s', 'JSONEachRow', 'auto', 'none')"
                        + " SETTINGS async_insert = 0, x = 'FORMAT y', ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 FORMAT TSV",
                "INSERT INTO t SELECT * FROM u",
                "INSERT INTO t (a) WITH 1 AS x SELECT x FORMAT TSV",
                "INSERT INTO t SETTINGS a = 1 SELECT 1",
                "INSERT INTO t FROM INFILE 'x' FORMAT TSV",
                "",
                "INSERTS INTO t VALUES (1)"
            })
    void leavesEverythingElseAlone(String sql) {
        assertThat(InsertStatement.parse(sql)).isNull();
    }

    @Test
    void dropsAreRunWithoutTheirSync() {
        assertThat(EngineConnection.withoutSync("DROP TABLE t SYNC;")).isEqualTo("DROP TABLE t");
        assertThat(EngineConnection.withoutSync("detach table t no  delay")).isEqualTo("detach table t");
        assertThat(EngineConnection.withoutSync("SELECT 1 SYNC")).isEqualTo("SELECT 1 SYNC");
    }

    private static String unescape(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
    }
}
