package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.milepost.runtime.clickhouse.SqlScript.Statement;
import org.junit.jupiter.api.Test;

final class SqlScriptTest {

    @Test
    void statementsEndAtSemicolons() {
        assertThat(SqlScript.statements("SELECT 1;\n\n  SELECT\n2 ;"))
                .containsExactly(new Statement(1, "SELECT 1"), new Statement(3, "SELECT\n2"));
    }

    @Test
    void semicolonsInTextsNamesAndCommentsEndNothing() {
        String script = """
                -- first; not a statement
                SELECT 'a;b', 'it''s;', 'back\\';slash', `na;me`, "na;me" /* in; side */ -- tail; here
                , 2;
                /* nothing; */ ; ;
                -- the end;""";

        assertThat(SqlScript.statements(script))
                .containsExactly(
                        new Statement(
                                2,
                                "SELECT 'a;b', 'it''s;', 'back\\';slash', `na;me`, \"na;me\" /* in; side */ -- tail; here\n, 2"));
    }

    @Test
    void aMinusOrASlashAloneIsNoComment() {
        assertThat(SqlScript.statements("SELECT 3-1, 4/2, '--', '/*';")).hasSize(1);
    }

    @Test
    void whatIsNotEndedIsRefusedWithItsLine() {
        assertUnended("SELECT 1;\nSELECT 'x;", "line 2");
        assertUnended("SELECT 1;\n\n/* x", "line 3");
        assertUnended("SELECT 1;\nSELECT 2\n", "the statement that begins in line 2");
        assertUnended("SELECT 'x\\", "quotes");
    }

    @Test
    void anEmptyScriptHasNoStatements() {
        assertThat(SqlScript.statements("")).isEmpty();
        assertThat(SqlScript.statements(" \n-- nothing")).isEmpty();
    }

    private static void assertUnended(String script, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlScript.statements(script))
                .withMessageContaining("not ended")
                .withMessageContaining(words);
    }
}
