package dev.milepost.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.SchemaEvolution.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated changes of the real contracts: whatever may not be done is refused by name, whatever may be is let through. */
final class SchemaChangesTest {

    private static final long SEED = 20_260_101;
    private static final int ILLEGAL = 150;
    private static final int LEGAL = 80;

    static List<IllegalChanges.Change> illegal() {
        return IllegalChanges.draw(SEED, ILLEGAL);
    }

    static List<LegalChanges.Change> legal() {
        return LegalChanges.draw(SEED, LEGAL);
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void anIllegalChangeIsRefusedAtItsPlace(IllegalChanges.Change change) {
        assertThat(SchemaEvolution.violations(change.older(), change.older()))
                .as("the contract itself")
                .isEmpty();

        assertThat(SchemaEvolution.violations(change.older(), change.current()))
                .anySatisfy(violation -> {
                    assertThat(violation.path()).isEqualTo(change.path());
                    assertThat(violation.words()).contains(change.words());
                })
                .extracting(Violation::toString)
                .allSatisfy(text -> assertThat(text).startsWith(change.older().getName()));
    }

    @ParameterizedTest
    @MethodSource("legal")
    void aLegalChangePassesAndReadsWhatWasWritten(LegalChanges.Change change) throws IOException {
        assertThat(SchemaEvolution.violations(change.older(), change.current())).isEmpty();

        for (Object written : new RandomData(change.older(), 20, SEED)) {
            GenericRecord older = (GenericRecord) written;
            GenericRecord read = read(bytes(older), change.older(), change.current());
            for (Schema.Field field : change.older().getFields()) {
                assertThat(text(read.get(field.name()))).as(field.name()).isEqualTo(text(older.get(field.pos())));
            }
            for (Schema.Field field : change.current().getFields()) {
                if (change.older().getField(field.name()) == null) {
                    assertThat(read.get(field.pos()))
                            .as(field.name())
                            .isEqualTo(GenericData.get().getDefaultValue(field));
                }
            }
        }
    }

    @Test
    void everyKindOfIllegalChangeIsAmongThem() {
        List<String> kinds = illegal().stream()
                .map(change -> change.name().substring(0, change.name().indexOf(':')))
                .distinct()
                .toList();

        assertThat(kinds).hasSize(IllegalChanges.kinds());
        assertThat(illegal()).extracting(IllegalChanges.Change::name).doesNotHaveDuplicates();
        assertThat(legal()).extracting(LegalChanges.Change::name).doesNotHaveDuplicates();
    }

    /** A float reads as the double of the same digits, a text as Utf8, a map in any order. */
    private static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(key.toString(), each.toString()));
            return sorted.toString();
        }
        return value instanceof Float number ? String.valueOf(number.doubleValue()) : String.valueOf(value);
    }

    private static byte[] bytes(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static GenericRecord read(byte[] bytes, Schema writer, Schema reader) throws IOException {
        return new GenericDatumReader<GenericRecord>(writer, reader)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }
}
