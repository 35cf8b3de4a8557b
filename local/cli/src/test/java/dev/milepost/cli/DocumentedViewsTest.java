package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Analysts find every view of the database on a page of docs. */
class DocumentedViewsTest {

    private static final Path DOCS = Path.of("../../docs");
    private static final Pattern VIEW =
            Pattern.compile("CREATE (?:OR REPLACE )?VIEW (?:IF NOT EXISTS )?milepost\\.(\\w+)");

    @Test
    void everyViewIsNamed() throws Exception {
        Set<String> views = new TreeSet<>();
        Migrations.all()
                .forEach(migration -> VIEW.matcher(migration.sql())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(views::add));
        assertThat(views).hasSizeGreaterThan(50);
        StringBuilder pages = new StringBuilder();
        try (Stream<Path> files = Files.list(DOCS)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".md")).toList()) {
                pages.append(Files.readString(file));
            }
        }
        assertThat(views)
                .allSatisfy(view -> assertThat(Pattern.compile("\\b" + view + "\\b")
                                .matcher(pages)
                                .find())
                        .as("docs name " + view)
                        .isTrue());
    }
}
