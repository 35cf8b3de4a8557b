package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries that README.md shows are ones that the engine answers, and its list of views has them all. */
class ReadmeQueriesIT {

    private static final Path README = Path.of("../../README.md");

    /** A whole query between backquotes or in a command; over the end of a line, too. */
    private static final Pattern QUERY =
            Pattern.compile("(?:`|\\./milepost sql \")((?:SELECT|DESCRIBE)\\s[^`\"…]+)[`\"]");

    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z_]+)(?:\\([a-z_, ]+\\))?` \\|");
    private static final Pattern VIEW =
            Pattern.compile("(?m)^CREATE (?:OR REPLACE )?VIEW (?:IF NOT EXISTS )?milepost\\.(\\w+)");

    @TempDir
    private Path folder;

    @Test
    void everyQueryIsAnswered() throws Exception {
        List<String> queries = found(QUERY, Files.readString(README));
        assertThat(queries)
                .hasSizeGreaterThanOrEqualTo(6)
                .anyMatch(query -> query.contains("milepost.liability("))
                .anyMatch(query -> query.startsWith("DESCRIBE (SELECT"));

        Shell shell = new Shell(folder.resolve("home"));
        String warehouse = folder.resolve("warehouse").toString();
        try (Warehouse open = Warehouse.embedded(Path.of(warehouse), 0)) {
            open.requireTables();
        }
        for (String query : queries) {
            assertThat(shell.run("sql", query.replaceAll("\\s+", " "), "--warehouse", warehouse, "--format", "TSV"))
                    .as(query + "\n" + shell.err())
                    .isZero();
            if (query.startsWith("DESCRIBE")) {
                assertThat(shell.out()).as(query).isNotBlank();
            }
        }
    }

    @Test
    void aViewWithParametersSaysWhichWhereTheyAreMissing() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        String warehouse = folder.resolve("warehouse").toString();
        try (Warehouse open = Warehouse.embedded(Path.of(warehouse), 0)) {
            open.requireTables();
        }
        assertThat(shell.run("sql", "DESCRIBE milepost.liability", "--warehouse", warehouse))
                .isZero();
        assertThat(shell.out()).isBlank();
        String asked = "liability(as_of = now(), known_at = now())";
        assertThat(shell.err()).contains(asked + "; its columns are those of DESCRIBE (SELECT * FROM " + asked + ").");
        assertThat(shell.run("sql", "select * from reward_use", "--warehouse", warehouse))
                .isNotZero();
        String use = "reward_use(program = 'spring', as_of = now())";
        assertThat(shell.err()).contains("ask for " + use);
        for (String whole :
                List.of("SELECT * FROM " + asked, "SELECT * FROM milepost." + use, "SELECT 1 AS liability")) {
            assertThat(shell.run("sql", whole, "--warehouse", warehouse))
                    .as(whole)
                    .isZero();
            assertThat(shell.err()).isEmpty();
        }
    }

    @Test
    void everyViewIsListed() throws IOException {
        String readme = Files.readString(README);
        String list = readme.substring(readme.indexOf("\n## What to ask"), readme.indexOf("\n## Rebuilding"));
        List<String> views = new ArrayList<>();
        for (Migrations.Migration migration : Migrations.all()) {
            views.addAll(found(VIEW, migration.sql()));
        }
        assertThat(found(LISTED, list)).containsAll(views);
    }

    private static List<String> found(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
