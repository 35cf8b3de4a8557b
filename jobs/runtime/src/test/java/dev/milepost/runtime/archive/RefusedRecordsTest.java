package dev.milepost.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.ingest.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedRecordsTest {

    @TempDir
    private Path archive;

    @Test
    void whatNoFileOfRefusedRecordsHoldsIsLacking() throws IOException {
        refused(
                new ArchiveName("purchases", true, 0, 0, 9),
                new Origin("purchases", 0, 3),
                new Origin("purchases", 0, 7));
        refused(new ArchiveName("purchases", true, 1, 0, 9), new Origin("purchases", 1, 4));
        assertThat(RefusedRecords.lacking(
                        archive,
                        List.of(
                                new Origin("purchases", 0, 4),
                                new Origin("purchases", 0, 7),
                                new Origin("purchases", 1, 4),
                                new Origin("signups", 0, 7))))
                .containsExactly(new Origin("purchases", 0, 4), new Origin("signups", 0, 7));
    }

    private void refused(ArchiveName name, Origin... places) throws IOException {
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
            writer.create(
                    ArchiveFields.REFUSED, archive.resolve(name.toString()).toFile());
            for (Origin place : places) {
                writer.append(new GenericRecordBuilder(ArchiveFields.REFUSED)
                        .set(ArchiveFields.RECEIVED_AT, 1L)
                        .set(ArchiveFields.ORIGIN, place.name())
                        .set(ArchiveFields.ORIGIN_PARTITION, place.partition())
                        .set(ArchiveFields.ORIGIN_POSITION, place.position())
                        .set(ArchiveFields.VALUE, ByteBuffer.wrap(new byte[] {1}))
                        .build());
            }
        }
    }
}
