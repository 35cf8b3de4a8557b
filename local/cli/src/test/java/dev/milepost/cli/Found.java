package dev.milepost.cli;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where texts are found, as they are and in hexadecimal: a search of its own, which shares nothing with what it tests. */
final class Found {

    private final List<String> texts = new ArrayList<>();

    Found(Collection<String> wanted) {
        for (String text : wanted) {
            texts.add(text);
            texts.add(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private Set<String> in(String content) {
        return texts.stream().filter(content::contains).collect(Collectors.toCollection(TreeSet::new));
    }

    /** By file, what of them its bytes have, its packed lines and its records. */
    Map<String, Set<String>> inFiles(Path folder) throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            try {
                Set<String> here = inFile(file);
                if (!here.isEmpty()) {
                    found.put(folder.relativize(file).toString(), here);
                }
            } catch (NoSuchFileException | FileNotFoundException e) {
                // It was there for a moment.
            }
        }
        return found;
    }

    private Set<String> inFile(Path file) throws IOException {
        Set<String> here = in(file + " " + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        if (file.toString().endsWith(".gz")) {
            try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                here.addAll(in(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)));
            }
        }
        if (file.toString().endsWith(".avro")) {
            try (DataFileReader<GenericRecord> records =
                    new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
                records.forEach(record -> here.addAll(in(record.toString())));
            }
        }
        return here;
    }

    /** The tables of either store that have them in any row, shown or not; views have nothing else. */
    Set<String> inTables(Shell shell) {
        String needles = texts.stream().map(SqlTexts::quoted).collect(Collectors.joining(", ", "[", "]"));
        String all = LiveStack.ask(
                        shell,
                        "SELECT database || '.' || name FROM system.tables WHERE database LIKE 'milepost_store%'")
                .lines()
                .map(table -> "SELECT '" + table + "' AS t FROM " + table + " WHERE multiSearchAny(toString(tuple(*)), "
                        + needles + ") GROUP BY t")
                .collect(Collectors.joining(" UNION ALL "));
        return LiveStack.ask(shell, all).lines().collect(Collectors.toCollection(TreeSet::new));
    }

    /** The topics that have them in any record that they still give. */
    Set<String> inTopics(String kafka) {
        Set<String> found = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .filter(partition -> !partition.topic().equals("clock"))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (!in(text(record.key()) + " " + text(record.value())).isEmpty()) {
                        found.add(record.topic());
                    }
                }
            }
        }
        return found;
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
