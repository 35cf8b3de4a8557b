package dev.milepost.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {

    private static final Schema SCHEMA =
            SchemaBuilder.record("Line").fields().requiredLong("offset").endRecord();
    private static final Schema LATER = SchemaBuilder.record("Line")
            .fields()
            .requiredLong("offset")
            .optionalString("more")
            .endRecord();

    @TempDir
    private Path path;

    private ArchiveFolder folder;

    @BeforeEach
    void open() {
        folder = new ArchiveFolder(path);
    }

    @Test
    void aFullRunOfSmallFilesBecomesOneThatHoldsTheirRecordsInOrder() throws IOException {
        write(SCHEMA, 20, 29);
        write(SCHEMA, 0, 9);
        ArchiveName last = write(SCHEMA, 10, 19);

        new Merge(folder, 1 << 20, 3).series(last);

        assertThat(names()).containsExactly("purchases-p0-0-29.avro");
        assertThat(offsets(only())).hasSize(30).isSorted();
    }

    @Test
    void tooFewFilesAreLeftAsTheyAre() throws IOException {
        write(SCHEMA, 0, 9);
        ArchiveName last = write(SCHEMA, 10, 19);

        new Merge(folder, 1 << 20, 3).series(last);

        assertThat(names()).containsExactly("purchases-p0-0-9.avro", "purchases-p0-10-19.avro");
    }

    @Test
    void aFileThatIsLargeEnoughAndWhatIsOlderAreLeftAlone() throws IOException {
        write(SCHEMA, 0, 9);
        ArchiveName large = write(SCHEMA, 10, 9_999);
        write(SCHEMA, 10_000, 10_001);
        ArchiveName last = write(SCHEMA, 10_002, 10_003);

        new Merge(folder, Files.size(folder.of(large)), 2).series(last);

        assertThat(names())
                .containsExactly("purchases-p0-0-9.avro", "purchases-p0-10-9999.avro", "purchases-p0-10000-10003.avro");
    }

    @Test
    void filesOfDifferentSchemasStayApartAndNothingIsLeftOfTheAttempt() throws IOException {
        write(SCHEMA, 0, 9);
        ArchiveName last = write(LATER, 10, 19);

        new Merge(folder, 1 << 20, 2).series(last);

        assertThat(names()).containsExactly("purchases-p0-0-9.avro", "purchases-p0-10-19.avro");
    }

    @Test
    void otherPartitionsAndRefusedRecordsAreSeriesOfTheirOwn() throws IOException {
        ArchiveName one = write(SCHEMA, 0, 9);
        write(SCHEMA, new ArchiveName("purchases", false, 1, 0, 9));
        write(SCHEMA, new ArchiveName("purchases", true, 0, 0, 9));

        new Merge(folder, 1 << 20, 2).series(one);

        assertThat(names()).hasSize(3);
    }

    /** A crash between the new file and the removal of its parts: the next start tidies up. */
    @Test
    void aMergeThatWasCutShortAddsNoRecordTwice() throws IOException {
        write(SCHEMA, 0, 9);
        write(SCHEMA, 10, 19);
        ArchiveName merged = write(SCHEMA, 0, 19);

        assertThat(folder.files()).containsExactly(merged);
        folder.tidy(java.time.Instant.now());

        assertThat(names()).containsExactly("purchases-p0-0-19.avro");
    }

    @Test
    void aFileThatCannotBeReadIsLeftAndSaidSo() throws IOException {
        ArchiveName one = write(SCHEMA, 0, 9);
        ArchiveName damaged = write(SCHEMA, 10, 19);
        Files.writeString(folder.of(damaged), "no container");

        assertThatThrownBy(() -> new Merge(folder, 1 << 20, 2).series(one)).isInstanceOf(IOException.class);

        assertThat(names()).contains("purchases-p0-0-9.avro", "purchases-p0-10-19.avro");
        assertThat(folder.files()).hasSize(2);
    }

    /** A folder of thousands of files is not listed with every checkpoint. */
    @Test
    void aSeriesIsLookedForOnceAndThenKnown() throws IOException {
        List<ArchiveName> looks = new ArrayList<>();
        Merge merge = new Merge(folder, 1 << 20, 3, name -> {
            looks.add(name);
            return folder.series(name);
        });
        for (long i = 0; i < 20; i++) {
            merge.series(write(SCHEMA, 10 * i, 10 * i + 9));
            merge.series(write(SCHEMA, new ArchiveName("purchases", true, 0, 10 * i, 10 * i)));
        }

        assertThat(looks).extracting(ArchiveName::refused).containsExactly(false, true);
        assertThat(names())
                .containsExactly(
                        "purchases-p0-0-189.avro",
                        "purchases-p0-190-199.avro",
                        "purchases-refused-p0-0-180.avro",
                        "purchases-refused-p0-190-190.avro");
    }

    @Test
    void aFileOfARestoredCheckpointIsFoundInItsPlace() throws IOException {
        Merge merge = new Merge(folder, 1 << 20, 3);
        merge.series(write(SCHEMA, 0, 9));
        merge.series(write(SCHEMA, 20, 29));
        merge.series(write(SCHEMA, 10, 19));

        assertThat(names()).containsExactly("purchases-p0-0-29.avro");
        assertThat(offsets(only())).hasSize(30).isSorted();
    }

    @Test
    void aFolderThatIsNotAsItWasLeftIsListedAnew() throws IOException {
        Merge merge = new Merge(folder, 1 << 20, 3);
        ArchiveName gone = write(SCHEMA, 0, 9);
        merge.series(gone);
        Files.delete(folder.of(gone));
        ArchiveName next = write(SCHEMA, 10, 19);
        assertThatThrownBy(() -> merge.series(next)).isInstanceOf(IOException.class);
        merge.series(write(SCHEMA, 20, 29));
        merge.series(write(SCHEMA, 30, 39));

        assertThat(names()).containsExactly("purchases-p0-10-39.avro");
    }

    private ArchiveName write(Schema schema, long first, long last) throws IOException {
        return write(schema, new ArchiveName("purchases", false, 0, first, last));
    }

    private ArchiveName write(Schema schema, ArchiveName name) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.of(name));
                DataFileWriter<GenericRecord> writer =
                        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema)).create(schema, out)) {
            for (long offset = name.first(); offset <= name.last(); offset++) {
                writer.append(
                        new GenericRecordBuilder(schema).set("offset", offset).build());
            }
        }
        return name;
    }

    private List<Long> offsets(ArchiveName name) throws IOException {
        List<Long> offsets = new ArrayList<>();
        try (DataFileReader<GenericRecord> reader =
                new DataFileReader<>(folder.of(name).toFile(), new GenericDatumReader<>())) {
            reader.forEach(record -> offsets.add((Long) record.get("offset")));
        }
        return offsets;
    }

    private ArchiveName only() {
        assertThat(folder.files()).hasSize(1);
        return folder.files().get(0);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
