package dev.milepost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ViewsBenchmarkTest {

    private static final Path DASHBOARDS = Path.of("..", "dashboards", "grafana");
    private static final Pattern VIEW = Pattern.compile("(?:FROM|JOIN) milepost\\.([a-z_]+)");

    @Test
    void everyViewThatADashboardReadsIsMeasured() throws IOException {
        Set<String> read = new TreeSet<>();
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            for (Path file : files.toList()) {
                VIEW.matcher(Files.readString(file)).results().forEach(found -> read.add(found.group(1)));
            }
        }
        assertThat(read).hasSizeGreaterThan(30);
        assertThat(names()).doesNotHaveDuplicates().containsAll(read);
    }

    private static List<String> names() {
        return ViewsBenchmark.VIEWS.stream()
                .map(view -> view.replaceFirst("\\(.*", ""))
                .toList();
    }
}
