package dev.milepost.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review;
import dev.milepost.programs.model.Reward;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema that editors complete files by says what the reader says. */
class ProgramSchemaTest {

    private static final String RESOURCE = "/dev/milepost/schemas/program.schema.json";
    private static final String HEAD = ProgramFilesTest.file("p", 1, "2026-01-01T00:00:00Z");

    private static final JsonNode TREE = tree();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TREE.toString(), InputFormat.JSON);

    private static JsonNode tree() {
        try (var stream = ProgramSchemaTest.class.getResourceAsStream(RESOURCE)) {
            return new ObjectMapper().readTree(new String(stream.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("", ProgramReader.KEYS),
                Arguments.of("attribution", AttributionReader.KEYS),
                Arguments.of("qualifies", QualificationReader.KEYS),
                Arguments.of("plainEvent", EventReader.KEYS),
                Arguments.of("budget", BudgetReader.KEYS),
                Arguments.of("review", ReviewReader.KEYS),
                Arguments.of("event", EventReader.KEYS),
                Arguments.of("nth/properties/nth", PatternReader.NTH_KEYS),
                Arguments.of("count/properties/count", PatternReader.COUNT_KEYS),
                Arguments.of("sum/properties/sum", PatternReader.SUM_KEYS),
                Arguments.of("level/properties/level", PatternReader.LEVEL_KEYS),
                Arguments.of("timer/properties/timer", PatternReader.TIMER_KEYS),
                Arguments.of("absence/properties/absence", PatternReader.ABSENCE_KEYS),
                Arguments.of("all", PatternReader.ALL_KEYS),
                Arguments.of("any", PatternReader.ANY_KEYS),
                Arguments.of("sequence", PatternReader.SEQUENCE_KEYS),
                Arguments.of("ask", AskReader.KEYS),
                Arguments.of("guards", GuardReader.KEYS),
                Arguments.of("quota", GuardReader.QUOTA_KEYS),
                Arguments.of("suppressor", GuardReader.SUPPRESSOR_KEYS),
                Arguments.of("experiment", ExperimentReader.KEYS),
                Arguments.of("arm", ExperimentReader.ARM_KEYS),
                Arguments.of("reward", RewardReader.KEYS),
                Arguments.of("fires", RewardReader.FIRE_KEYS),
                Arguments.of("step", RewardReader.STEP_KEYS),
                Arguments.of("effect", EffectReader.KEYS),
                Arguments.of("table", AmountReader.TABLE_KEYS),
                Arguments.of("recur", EffectReader.RECUR_KEYS),
                Arguments.of("cap", CapReader.KEYS),
                Arguments.of("comparison", WhereReader.OPERATORS));
    }

    @ParameterizedTest(name = "keys of ''{0}''")
    @MethodSource("keys")
    void theKeysAreTheReaders(String definition, Set<String> keys) {
        JsonNode object = at(definition);
        assertThat(names(object.get("properties"))).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(object.get("additionalProperties").isBoolean()).isTrue();
        assertThat(object.get("additionalProperties").asBoolean()).isFalse();
    }

    @Test
    void thePatternsAreTheReaders() {
        List<String> kinds = new ArrayList<>();
        at("pattern")
                .get("oneOf")
                .forEach(kind -> kinds.add(kind.get("$ref").asText().replace("#/$defs/", "")));
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(PatternReader.KINDS.keySet());
    }

    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("/properties/retroactive", Values.words(Retroactive.class)),
                Arguments.of("/$defs/calendarUnit", Values.words(CalendarUnit.class)),
                Arguments.of("/$defs/quota/properties/by", Values.words(Ask.Guard.Quota.By.class)),
                Arguments.of("/$defs/reward/properties/per", Values.words(Reward.Subject.class)),
                Arguments.of("/$defs/fires/properties/ladder", List.copyOf(RewardReader.LADDERS)),
                Arguments.of("/$defs/effect/properties/to", Values.words(Effect.Side.class)),
                Arguments.of("/$defs/effect/properties/kind", Values.words(Effect.Kind.class)),
                Arguments.of(
                        "/$defs/effect/properties/of",
                        Arrays.stream(Measure.values())
                                .filter(Measure::isMoney)
                                .map(Measure::word)
                                .toList()),
                Arguments.of("/$defs/effect/properties/reverse_on/items", Values.words(Effect.Reversal.class)),
                Arguments.of("/$defs/review/properties/on_timeout", Values.words(Review.OnTimeout.class)),
                Arguments.of("/$defs/attribution/properties/bind", Values.words(Bind.class)),
                Arguments.of("/$defs/attribution/properties/evidence/items", Values.words(Evidence.class)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("words")
    void theWordsAreTheReaders(String pointer, List<String> words) {
        List<String> listed = new ArrayList<>();
        TREE.at(pointer).path("enum").forEach(word -> listed.add(word.asText()));
        assertThat(listed).containsExactlyInAnyOrderElementsOf(words);
    }

    @Test
    void everyKeyIsDescribed() {
        List<String> undescribed = new ArrayList<>();
        collectUndescribed(TREE, "", undescribed);
        assertThat(undescribed).isEmpty();
    }

    private static void collectUndescribed(JsonNode node, String path, List<String> undescribed) {
        boolean schemas = node.path("type").asText().equals("object");
        (schemas ? node.path("properties") : MissingNode.getInstance()).fields().forEachRemaining(entry -> {
            JsonNode property = entry.getValue();
            JsonNode described = property.has("$ref") && !property.has("description")
                    ? TREE.at(property.get("$ref").asText().substring(1))
                    : property;
            if (described.path("description").asText().isBlank()) {
                undescribed.add(path + "/" + entry.getKey());
            }
        });
        node.fields()
                .forEachRemaining(
                        entry -> collectUndescribed(entry.getValue(), path + "/" + entry.getKey(), undescribed));
    }

    /** whole.yaml, and the files of the folder programs of the repository. */
    static Stream<Arguments> rightFiles() throws IOException {
        List<Arguments> files = new ArrayList<>();
        files.add(Arguments.of("whole.yaml", BrokenProgramsTest.whole()));
        Path shipped = Path.of("../../programs");
        if (Files.isDirectory(shipped)) {
            try (Stream<Path> found = Files.list(shipped)) {
                for (Path file : found.filter(ProgramFiles::isYaml).sorted().toList()) {
                    files.add(Arguments.of(file.getFileName().toString(), Files.readString(file)));
                }
            }
        }
        return files.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rightFiles")
    void whatTheReaderTakesTheSchemaTakes(String name, String text) throws IOException {
        assertThat(ProgramFiles.parse(Map.of(name, text)).versions()).hasSize(1);
        assertThat(errors(text)).isEmpty();
    }

    /** What the schema can see by itself, it refuses as the reader does. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "window: 3d",
                "timezone: CET",
                "currency: usd",
                "annualise: 4",
                "budget: {amount_minor: 500}",
                "budget: {amount: 5, within: 3d, per: day}",
                "attribution: {window: 1mo}",
                "qualifies: {on: {count: {event: order}}}",
                "asks: [{id: a, on: {event: x}, channel: c}]",
                "asks: [{id: a, on: {event: x, any: []}, channel: c, template: t}]",
                "asks: [{id: a, on: {sequence: [{event: x}, {event: y}]}, channel: c, template: t}]",
                "asks: [{id: a, on: {event: x, where: {amount_minor: 5}}, channel: c, template: t}]",
                "asks: [{id: a, on: {event: x}, channel: c, template: t, guards: {risk_at_most: 60}}]",
                "asks: [{id: a, on: {event: x}, channel: c, template: t, guards: {require_marketing_consent: yes}}]",
                "rewards: [{id: a, per: referral, on: {event: x}, effects: [{to: advocate, kind: units, units: 1, unit: day, cap: {count: 1, reversed_gives_back: on}}]}]",
                "rewards: [{id: a, per: referral, on: {event: x}, effects: [{to: both, kind: cash, amount: 5}]}]",
                "rewards: [{id: a, per: referral, on: {event: x}, effects: [{to: advocate, kind: cash, amount: 5}]}]",
                "review: {risk_over: 0.3}",
            })
    void whatTheSchemaCanSeeItRefuses(String line) throws IOException {
        assertThat(errors(HEAD + line + "\n")).isNotEmpty();
    }

    /** The errors of a text's only document, as an editor would mark them: to YAML 1.2, yes and on are texts. */
    private static List<Error> errors(String text) throws IOException {
        YAMLFactory yaml = new YAMLFactory().enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS);
        JsonNode document = new ObjectMapper(yaml).readTree(text);
        return SCHEMA.validate(document.toString(), InputFormat.JSON);
    }

    private static JsonNode at(String definition) {
        return definition.isEmpty() ? TREE : TREE.at("/$defs/" + definition);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
