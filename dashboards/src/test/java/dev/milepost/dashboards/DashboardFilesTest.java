package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are what Grafana 11.6 to 13 take, and keep to the house's rules. */
final class DashboardFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<String> files() {
        return Dashboards.FILES;
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileKeepsToTheRules(String file) throws IOException {
        assertThat(DashboardRules.broken(file, read(file))).isEmpty();
    }

    @Test
    void uidsAndTitlesAreUniqueAndEveryFileIsListed() throws IOException {
        List<Dashboard> all = Dashboards.all();
        assertThat(all).hasSize(7);
        assertThat(all.stream().map(Dashboard::uid)).doesNotHaveDuplicates();
        assertThat(all.stream().map(Dashboard::title)).doesNotHaveDuplicates().doesNotContain("Milepost");
        try (Stream<Path> found = Files.list(Path.of("grafana"))) {
            assertThat(found.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Dashboards.FILES.stream()
                            .map(name -> name + ".json")
                            .toList());
        }
    }

    @Test
    void everyDashboardIsFoundByItsUidAndLeadsToAllOthers() {
        Set<String> uids =
                Set.copyOf(Dashboards.all().stream().map(Dashboard::uid).toList());
        for (Dashboard dashboard : Dashboards.all()) {
            assertThat(Dashboards.find(dashboard.uid())).contains(dashboard);
            List<String> others = new ArrayList<>(uids);
            others.remove(dashboard.uid());
            assertThat(dashboard.links().stream().map(Dashboard.Link::url))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(others.stream().map(uid -> "/d/" + uid), Stream.of("${console}"))
                                    .toList());
        }
        assertThat(Dashboards.find("none")).isEmpty();
    }

    @Test
    void namesAreColouredAsTheReadmeSays() throws IOException {
        var legend = DashboardRules.legend();
        assertThat(legend).hasSizeGreaterThan(20).containsEntry("holdout", "orange");
        int coloured = 0;
        for (String file : files()) {
            for (JsonNode panel : read(file).path("panels")) {
                for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
                    JsonNode first = override.path("properties").path(0);
                    if (first.path("id").asText().equals("color")) {
                        String name = override.path("matcher").path("options").asText();
                        assertThat(first.path("value").path("fixedColor").asText())
                                .as(file + ": " + name)
                                .isEqualTo(legend.get(name));
                        coloured++;
                    }
                }
            }
        }
        assertThat(coloured).isGreaterThan(60);
    }

    /** Each breaks one rule in a file that keeps to all: what the rules do not see, they do not guard. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/uid",
                "/title",
                "/schemaVersion",
                "/id",
                "/version",
                "/timezone",
                "/panels/0/id",
                "/panels/0/gridPos/x",
                "/panels/0/title",
                "/panels/0/description",
                "/panels/0/datasource/uid",
                "/panels/0/fieldConfig/defaults/unit",
                "/panels/0/fieldConfig/defaults/noValue",
                "/panels/0/targets/0/rawSql",
                "/panels/0/targets/0/datasource/uid",
                "/panels/0/targets/0/format",
                "/panels/0/type",
                "/templating/list/1/query/rawSql",
                "/templating/list/0/type"
            })
    void aFileThatIsChangedThereBreaksARule(String place) throws IOException {
        ObjectNode file = (ObjectNode) read("conversion");
        int cut = place.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) file.at(place.substring(0, cut));
        parent.put(place.substring(cut + 1), "now() nonsense");

        assertThat(DashboardRules.broken("conversion", file)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WHERE day > now()",
                "WHERE day > today() - 7",
                "FROM milepost_store.asks",
                "WHERE program_id = 'spring'",
                "WHERE program_id IN (${program})",
                "WHERE program_id IN (${program:singlequote})",
                "WHERE $__timeFilter(day) LIMIT 5 FORMAT JSON"
            })
    void aQueryOfThatKindBreaksARule(String part) throws IOException {
        ObjectNode file = (ObjectNode) read("conversion");
        ObjectNode target = (ObjectNode) file.at("/panels/0/targets/0");
        target.put("rawSql", target.path("rawSql").asText() + "\n" + part);

        assertThat(DashboardRules.broken("conversion", file)).isNotEmpty();
    }

    @Test
    void panelsThatOverlapBreakARule() throws IOException {
        ObjectNode file = (ObjectNode) read("conversion");
        ((ObjectNode) file.at("/panels/1/gridPos")).put("x", 2);

        assertThat(DashboardRules.broken("conversion", file)).anyMatch(rule -> rule.contains("overlap"));
    }

    @Test
    void aCountWithTheDecimalsOfItsTableBreaksARule() throws IOException {
        ObjectNode file = (ObjectNode) read("cohorts");
        for (JsonNode panel : file.path("panels")) {
            for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
                if (override.path("matcher").path("options").asText().equals("Referred users")) {
                    ((ArrayNode) override.path("properties")).remove(1);
                }
            }
        }

        assertThat(DashboardRules.broken("cohorts", file))
                .singleElement()
                .asString()
                .contains("Referred users");
    }

    @ParameterizedTest
    @CsvSource({"/panels/5/fieldConfig/defaults, unit", "/panels/12/fieldConfig/overrides/1/properties/0, value"})
    void aCountThatIsRoundedToThousandsBreaksARule(String place, String field) throws IOException {
        ObjectNode file = (ObjectNode) read("conversion");
        ((ObjectNode) file.at(place)).put(field, "short");

        assertThat(DashboardRules.broken("conversion", file)).isNotEmpty().allMatch(rule -> rule.contains("unit"));
    }

    /** Yen have no decimals, and dinars three. */
    @ParameterizedTest
    @CsvSource({"Owed now ($currency), 0", "Owed now ($currency), 2", "Programs ($currency), 2"})
    void decimalsOfMoneyThatAreFixedBreakARule(String title, int decimals) throws IOException {
        ObjectNode file = (ObjectNode) read("economics");
        for (JsonNode panel : file.path("panels")) {
            if (panel.path("title").asText().equals(title)) {
                ((ObjectNode) panel.at("/fieldConfig/defaults")).put("decimals", decimals);
            }
        }

        assertThat(DashboardRules.broken("economics", file)).anyMatch(rule -> rule.contains("its own decimals"));
    }

    /** The first link of the queue of cases: its column, its address, itself. */
    @ParameterizedTest
    @CsvSource({
        "/matcher, options, Claimed by",
        "/matcher, options, Nothing",
        "/properties/0/value/0, url, https://example.org/${__value.raw:percentencode}",
        "/properties/0/value/0, url, ${console}/review/cases/${__value.raw}",
        "/properties/0/value/0, title, ''",
        "/properties/0, id, unit"
    })
    void aLinkThatIsChangedThereBreaksARule(String place, String field, String value) throws IOException {
        ObjectNode file = (ObjectNode) read("fraud");
        for (JsonNode panel : file.path("panels")) {
            if (panel.path("title").asText().equals("Queue of cases")) {
                ((ObjectNode) panel.at("/fieldConfig/overrides/0" + place)).put(field, value);
            }
        }

        assertThat(DashboardRules.broken("fraud", file))
                .isNotEmpty()
                .allMatch(rule -> rule.contains("link") || rule.contains("leads to"));
    }

    private static JsonNode read(String file) throws IOException {
        return JSON.readTree(Dashboards.bytes(file + ".json"));
    }

    @Test
    void provisioningNamesTheFolderAndTheDataSourceThatRulesAskAndHasNoPassword() throws IOException {
        String sources = Files.readString(Path.of("provisioning/datasources/milepost.yaml"));
        String folders = Files.readString(Path.of("provisioning/dashboards/milepost.yaml"));
        assertThat(sources)
                .contains(
                        "uid: milepost-clickhouse",
                        "type: grafana-clickhouse-datasource",
                        "password: $MILEPOST_CLICKHOUSE_PASSWORD");
        // Rules are provisioned first, and make the folder of their title with a uid of its own.
        assertThat(folders)
                .contains("folder: Milepost", "path: $MILEPOST_DASHBOARDS")
                .doesNotContain("folderUid:");
        assertThat(Pattern.compile("(?m)^\\s*password:\\s*+(?!\\$)")
                        .matcher(sources)
                        .find())
                .isFalse();
    }
}
