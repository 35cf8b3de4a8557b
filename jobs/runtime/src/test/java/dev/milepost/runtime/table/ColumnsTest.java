package dev.milepost.runtime.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnsTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    @Test
    void cellsAreFoundByTheirNames() throws IOException {
        try (Columns columns = Columns.open(file("\uFEFFb,\"a, c\"\r\n1,\"x\ny\"\r\n\r\n2,z\r\n"), "a, c")) {
            assertThat(columns.line()).isEqualTo(1);
            assertThat(columns.next()).isTrue();
            assertThat(columns.text("a, c")).isEqualTo("x\ny");
            assertThat(columns.text("none")).isEmpty();
            assertThat(columns.has("none")).isFalse();
            assertThat(columns.next()).isTrue();
            assertThat(columns.line()).isEqualTo(5);
            assertThat(columns.refused("b", "why")).hasMessage(folder.resolve("t.csv") + ":5: column b: why");
            assertThat(columns.next()).isFalse();
        }
    }

    @Test
    void namesThatAreMissingOrTwiceAreTold() throws IOException {
        Path file = file("a,b,a\n1,2,3\n");
        assertThatThrownBy(() -> Columns.open(file, "b", "c", "d"))
                .hasMessage(file + ":1: there is no column c, d; the columns are a, b, a");
        assertThatThrownBy(() -> Columns.open(file, "b", "a"))
                .hasMessage(file + ":1: there are two columns a; rename one");
        Columns.open(file, "b").close();
        assertThatThrownBy(() -> Columns.open(file(""), "b"))
                .hasMessage(file + ": the file is empty; it needs a line of names, and rows");
    }

    @Test
    void aRowOfAnotherWidthIsTold() throws IOException {
        Path file = file("a,b\n1,2\n3\n");
        try (Columns columns = Columns.open(file, "b")) {
            assertThat(columns.next()).isTrue();
            assertThatThrownBy(columns::next)
                    .isInstanceOf(TableException.class)
                    .hasMessage(file + ":3: the line has 1 cells where there are 2 columns; mend or remove it");
        }
    }
}
