package dev.milepost.runtime.archive;

import dev.milepost.runtime.ingest.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** The records that ingest refused, as an archive keeps them. */
public final class RefusedRecords {

    private RefusedRecords() {}

    /**
     * Where records were first read that no file of the archive holds as refused, of those that are asked for.
     *
     * @throws IOException where a file cannot be read
     */
    public static Set<Origin> lacking(Path archive, Collection<Origin> places) throws IOException {
        Set<Origin> left = new TreeSet<>(places);
        ArchiveFolder folder = new ArchiveFolder(archive);
        for (ArchiveName name : folder.files()) {
            if (name.refused() && !left.isEmpty()) {
                try (DataFileReader<GenericRecord> records =
                        new DataFileReader<>(folder.of(name).toFile(), new GenericDatumReader<>())) {
                    records.forEach(record -> left.remove(origin(record)));
                }
            }
        }
        return left;
    }

    private static Origin origin(GenericRecord record) {
        return new Origin(
                String.valueOf(record.get(ArchiveFields.ORIGIN)),
                (Integer) record.get(ArchiveFields.ORIGIN_PARTITION),
                (Long) record.get(ArchiveFields.ORIGIN_POSITION));
    }
}
