package dev.milepost.fraud.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.table.TableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableReaderTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    private void refused(Path file, String message) {
        assertThatThrownBy(() -> TableReader.read(file, "label"))
                .isInstanceOf(TableException.class)
                .hasMessage(file + message);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void readsNumbersAndLabelsWhereverTheirColumnIs() throws IOException {
        LabelledTable table =
                TableReader.read(file("\uFEFFa,label,\"b, c\"\r\n1,0,-2.5e1\r\n\r\n .5 ,1.0,\"7\"\r\n"), "label");
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.width()).isEqualTo(2);
        assertThat(table.row(0)).containsExactly(1, -25);
        assertThat(table.row(1)).containsExactly(0.5, 7);
        assertThat(table.isPositive(0)).isFalse();
        assertThat(table.isPositive(1)).isTrue();
        assertThat(table.positives()).isEqualTo(1);
    }

    @Test
    void readsWhatIsPackedWhateverItIsNamed() throws IOException {
        byte[] packed = packed("x,y\n3,1\n".getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(folder.resolve("card_replicate_3.csv"), packed);
        LabelledTable table = TableReader.read(file, "y");
        assertThat(table.row(0)).containsExactly(3);
        assertThat(table.name()).isEqualTo("card_replicate_3");
        assertThat(table.family()).isEqualTo("card_replicate");
        Path other = Files.write(folder.resolve("2024.csv.gz"), packed);
        assertThat(TableReader.read(other, "y").family()).isEqualTo("2024");
    }

    @Test
    void aMissingLabelColumnIsToldWithTheColumnsThereAre() throws IOException {
        refused(
                file("a,class\n1,0\n"),
                ":1: there is no column label; name the column of labels with --label. The columns are a, class");
        refused(file("label,a,label\n1,0,1\n"), ":1: there are two columns label; rename one");
        refused(file("label\n1\n"), ":1: there is no column but that of labels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "NaN", "Infinity", "-Infinity", "1e999", "1d", "0x1p3", "1 2", "1,5"})
    void aCellThatIsNoFiniteNumberIsToldWithItsPlace(String cell) throws IOException {
        refused(
                file("a,amount,label\n1,2,0\n\n3,\"" + cell + "\",1\n"),
                ":4: column amount: '" + cell
                        + "' is no finite number; write one like -1.5e-3, or leave the column out");
    }

    @Test
    void anEmptyCellIsTold() throws IOException {
        refused(file("a,label\n1,0\n,1\n"), ":3: column a: the cell is empty; fill it in, or leave the column out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "true", "", "-1", "0.5", "NaN"})
    void aLabelThatIsNoneIsTold(String label) throws IOException {
        refused(
                file("a,label\n1,0\n1," + label + "\n"),
                ":3: column label: '" + label + "' is no label; write 1 for what is to be found, else 0");
    }

    @Test
    void aRaggedRowIsTold() throws IOException {
        refused(
                file("a,b,label\n1,2,0\n1,0\n"),
                ":3: the row has 2 cells where there are 3 columns; mend or remove it");
        refused(file("a,label\n1,0,\n"), ":2: the row has 3 cells where there are 2 columns; mend or remove it");
    }

    @Test
    void linesAreCountedThroughCellsOfSeveralLines() throws IOException {
        refused(
                file("\"a\nb\",label\n1,0\n1,0\nx,1\n"),
                ":5: column a\nb: 'x' is no finite number; write one like -1.5e-3, or leave the column out");
    }

    @Test
    void aFileWithNothingInItIsTold() throws IOException {
        refused(file(""), ": the file is empty; it needs a line of names, and rows");
        refused(file("\n\n"), ": the file is empty; it needs a line of names, and rows");
        refused(file("a,label\n"), ": there are names, but no rows");
    }

    @Test
    void aFolderAndAMissingFileAreTold() {
        refused(folder, ": this is a folder; name the files in it");
        refused(folder.resolve("none.csv"), ": there is no such file; check the path");
    }

    @Test
    void halfAGzipAndADamagedOneAreTold() throws IOException {
        StringBuilder rows = new StringBuilder("a,label\n");
        new Random(1).ints(5000).forEach(number -> rows.append(number).append(",0\n"));
        byte[] packed = packed(rows.toString().getBytes(StandardCharsets.UTF_8));
        Path half = Files.write(folder.resolve("half.csv.gz"), Arrays.copyOf(packed, packed.length / 2));
        refused(half, ": the gzip ends in the middle; fetch or pack the file anew");
        Path stub = Files.write(folder.resolve("stub.csv.gz"), Arrays.copyOf(packed, 5));
        refused(stub, ": the gzip ends in the middle; fetch or pack the file anew");
        packed[packed.length / 2] ^= 0x55;
        Arrays.fill(packed, packed.length / 2, packed.length / 2 + 40, (byte) -1);
        Path damaged = Files.write(folder.resolve("damaged.csv.gz"), packed);
        assertThatThrownBy(() -> TableReader.read(damaged, "label"))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith(damaged.toString());
    }

    @Test
    void textThatIsNotUtf8IsTold() throws IOException {
        Path file = Files.write(
                folder.resolve("t.csv"), "gr\u00fc\u00dfe,label\n1,0\n".getBytes(StandardCharsets.ISO_8859_1));
        refused(file, ":1: about here the text is not UTF-8; save the file as UTF-8");
    }

    @Test
    void baselinesAreReadByTableAndBadOnesAreTold() throws IOException {
        LabelledTable table = TableReader.read(file("a,label\n1,0\n"), "label");
        Path good = Files.writeString(folder.resolve("b.csv"), "file,detector,auc,ap\nt,lof,.5,.25\nother,lof,1,1\n");
        assertThat(Baselines.read(good).of(table)).containsExactly(Map.entry("lof", new Baselines.Figure(.5, .25)));
        Path bad = Files.writeString(folder.resolve("c.csv"), "file,detector,auc,ap\nt,lof,.5,1.25\n");
        assertThatThrownBy(() -> Baselines.read(bad))
                .hasMessage(bad + ":2: column ap: '1.25' is no number from 0 to 1");
        Path other = Files.writeString(folder.resolve("d.csv"), "file,auc\n");
        assertThatThrownBy(() -> Baselines.read(other))
                .hasMessage(other + ": baselines have the columns file, detector, auc, ap");
    }
}
