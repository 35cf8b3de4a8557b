package dev.milepost.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
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
import org.xerial.snappy.SnappyFramedInputStream;

/** Where texts are found, in whatever form: a search of its own, which shares nothing with what it tests. */
final class Found {

    /** ClickHouse looks for no more at a time. */
    private static final int MOST_AT_ONCE = 200;

    /** By which a stream in Snappy's framing format begins. */
    private static final String SNAPPY = "\u00ff\u0006\0\0sNaPpY";

    /** ClickHouse reads no longer query. */
    private static final int LONGEST_QUERY = 200_000;

    private final Needles needles;

    private Found(Stream<String> forms) {
        needles = new Needles(forms.distinct().toList());
    }

    /** Looks for these as they are and in hexadecimal. */
    Found(Collection<String> wanted) {
        this(wanted.stream().flatMap(text -> Forms.plain(text).stream()));
    }

    /** Looks for these in all {@linkplain Forms forms}. */
    static Found inAnyForm(Collection<String> wanted) {
        return new Found(wanted.stream().flatMap(text -> Forms.all(text).stream()));
    }

    /** What of them a text has. */
    Set<String> in(String content) {
        return needles.in(content);
    }

    /** By file, what of them its bytes have, its packed lines and its records. */
    Map<String, Set<String>> inFiles(Path folder) throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                // It was there for a moment; a stack that runs writes and removes.
                return inFiles(folder);
            }
            throw e;
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
        Set<String> here = in(file.toString());
        byte[] bytes = Files.readAllBytes(file);
        here.addAll(needles.in(bytes));
        here.addAll(needles.in(compressed(bytes)));
        if (file.toString().endsWith(".gz")) {
            try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                here.addAll(needles.in(in.readAllBytes()));
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

    /** What Flink has compressed in a file of state: streams from wherever one begins, as far as each goes. */
    private static byte[] compressed(byte[] file) throws IOException {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        String plain = new String(file, StandardCharsets.ISO_8859_1);
        for (int at = plain.indexOf(SNAPPY); at >= 0; at = plain.indexOf(SNAPPY, at + 1)) {
            try (InputStream stream =
                    new SnappyFramedInputStream(new ByteArrayInputStream(file, at, file.length - at))) {
                stream.transferTo(found);
            } catch (IOException e) {
                // What follows the stream in the file is none of it.
            }
        }
        return found.toByteArray();
    }

    /** The tables of either store that have them in any row, shown or not; views have nothing else. */
    Set<String> inTables(Shell shell) {
        return inTables(sql -> LiveStack.ask(shell, sql));
    }

    /** The same of whoever answers queries by tab-separated lines. */
    Set<String> inTables(UnaryOperator<String> warehouse) {
        Set<String> found = new TreeSet<>();
        StringJoiner query = new StringJoiner(" UNION ALL ");
        for (String table : warehouse
                .apply("SELECT database || '.' || name FROM system.tables WHERE database LIKE 'milepost_store%'")
                .lines()
                .toList()) {
            String part = "SELECT '" + table + "' AS t FROM " + table + " WHERE " + condition() + " GROUP BY t";
            if (query.length() > 0 && query.length() + part.length() > LONGEST_QUERY) {
                warehouse.apply(query.toString()).lines().forEach(found::add);
                query = new StringJoiner(" UNION ALL ");
            }
            query.add(part);
        }
        warehouse.apply(query.toString()).lines().forEach(found::add);
        return found;
    }

    private String condition() {
        List<String> all = needles.all();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i += MOST_AT_ONCE) {
            parts.add(all.subList(i, Math.min(i + MOST_AT_ONCE, all.size())).stream()
                    .map(SqlTexts::quoted)
                    .collect(Collectors.joining(", ", "multiSearchAnyCaseInsensitive(toString(tuple(*)), [", "])")));
        }
        return String.join(" OR ", parts);
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
                    if (isIn(record.key()) || isIn(record.value())) {
                        found.add(record.topic());
                    }
                }
            }
        }
        return found;
    }

    private boolean isIn(byte[] bytes) {
        return bytes != null && !needles.in(bytes).isEmpty();
    }
}
