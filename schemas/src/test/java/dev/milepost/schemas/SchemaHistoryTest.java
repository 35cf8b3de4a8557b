package dev.milepost.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Also publishes, when asked to: see {@link #HOW_TO_PUBLISH}. */
final class SchemaHistoryTest {

    private static final String HOW_TO_PUBLISH =
            "mvn -pl schemas test -Dtest=SchemaHistoryTest -Dmilepost.publish-schemas=true";
    private static final Path SOURCES = Path.of("src/main/avro");
    private static final Path HISTORY = Path.of("src/main/resources/dev/milepost/schemas/history");

    static List<Schema> contracts() {
        return Contracts.ALL.stream().map(Contracts::schemaOf).toList();
    }

    @BeforeAll
    static void publishWhenAsked() throws IOException {
        if (Boolean.getBoolean("milepost.publish-schemas")) {
            for (Schema schema : contracts()) {
                publish(schema.getName());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theCurrentSchemaIsTheLatestPublished(Schema current) {
        List<Schema> published = published(current.getName());

        assertThat(published)
                .as("%s was never published. Publish it: %s", current.getName(), HOW_TO_PUBLISH)
                .isNotEmpty();
        assertThat(SchemaHistory.sameContract(current, published.get(published.size() - 1)))
                .as(
                        "%s has changed since v%d. Publish the next version: %s",
                        current.getName(), published.size(), HOW_TO_PUBLISH)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theCurrentSchemaReadsWhatEveryOlderOneWrote(Schema current) {
        for (Schema older : published(current.getName())) {
            assertThat(SchemaEvolution.violations(older, current)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyFieldIsDocumentedAndEveryEnumHasADefault(Schema current) {
        assertThat(current.getDoc()).as(current.getName()).isNotBlank();
        for (Schema.Field field : current.getFields()) {
            String where = current.getName() + "." + field.name();
            assertThat(field.doc()).as(where).isNotBlank();
            if (field.schema().getType() == Schema.Type.ENUM) {
                assertThat(field.schema().getEnumDefault()).as(where).isNotNull();
            }
        }
    }

    /** From the folder, so that a version just written counts. */
    private static List<Schema> published(String record) {
        return SchemaHistory.in(HISTORY).versions(record);
    }

    private static void publish(String record) throws IOException {
        Schema declared = declared(record);
        List<Schema> versions = published(record);
        if (!versions.isEmpty() && SchemaHistory.sameContract(declared, versions.get(versions.size() - 1))) {
            return;
        }
        for (Schema older : versions) {
            assertThat(SchemaEvolution.violations(older, declared))
                    .as("%s cannot be published", record)
                    .isEmpty();
        }
        Path next = HISTORY.resolve(SchemaHistory.file(record, versions.size() + 1));
        Files.createDirectories(next.getParent());
        Files.writeString(next, declared.toString(true) + "\n");
    }

    private static Schema declared(String record) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Path source = files.filter(file -> file.getFileName().toString().equals(record + ".avsc"))
                    .findFirst()
                    .orElseThrow();
            return new Schema.Parser().parse(source.toFile());
        }
    }
}
