package dev.milepost.pipeline;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.registry.RegistryCredentials;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.NextOffsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a job on a cluster is given: {@code --key value} or {@code --key=value}.
 *
 * <table>
 * <caption>Arguments, and the variables of the environment that stand in for them</caption>
 * <tr><td>{@code --kafka HOST:PORT,…}</td><td>MILEPOST_KAFKA</td><td>bootstrap servers; required</td></tr>
 * <tr><td>{@code --clickhouse-url jdbc:clickhouse://…}</td><td>MILEPOST_CLICKHOUSE_URL</td><td>required</td></tr>
 * <tr><td>{@code --clickhouse-user NAME}</td><td>MILEPOST_CLICKHOUSE_USER</td><td>default: default</td></tr>
 * <tr><td></td><td>MILEPOST_CLICKHOUSE_PASSWORD</td><td>only so: arguments are shown to everybody</td></tr>
 * <tr><td></td><td>MILEPOST_REGISTRY_USER, MILEPOST_REGISTRY_PASSWORD</td><td>of the schema registry, if it asks</td></tr>
 * <tr><td>{@code --group NAME}</td><td></td><td>Kafka's consumer group; default: milepost</td></tr>
 * <tr><td>{@code --programs DIR}</td><td></td><td>program files; without them: program default</td></tr>
 * <tr><td>{@code --channels FILE}</td><td></td><td>channel rules; default: those shipped</td></tr>
 * <tr><td>{@code --spool URI}</td><td></td><td>for large blocks; default: beside the checkpoints</td></tr>
 * <tr><td>{@code --from-offsets FILE}</td><td></td><td>where Kafka goes on after the archive that a rebuild has read</td></tr>
 * <tr><td>{@code --settings FILE}</td><td></td><td>YAML of settings</td></tr>
 * <tr><td>{@code --<setting> VALUE}</td><td></td><td>one setting; goes before the file</td></tr>
 * </table>
 *
 * <p>Files are read where the job is submitted; what they say travels in the graph.
 *
 * @param spool null: beside the checkpoints
 * @param from none: from the earliest records
 */
record JobArguments(
        String kafka,
        String group,
        PipelineRun.Warehouse warehouse,
        ProgramCatalog programs,
        ChannelRules channels,
        String spool,
        NextOffsets from,
        Settings settings,
        RegistryCredentials registry) {

    private static final String KAFKA = "kafka";
    private static final String GROUP = "group";
    private static final String URL = "clickhouse-url";
    private static final String USER = "clickhouse-user";
    private static final String PROGRAMS = "programs";
    private static final String CHANNELS = "channels";
    private static final String SPOOL = "spool";
    private static final String FROM = "from-offsets";
    private static final String SETTINGS = "settings";
    private static final Set<String> OWN = Set.of(KAFKA, GROUP, URL, USER, PROGRAMS, CHANNELS, SPOOL, FROM, SETTINGS);

    /**
     * Reads the arguments.
     *
     * @throws JobArgumentsException where one is missing, has no value, or is given twice
     * @throws dev.milepost.runtime.source.SourceException where the offsets' file is none
     * @throws dev.milepost.runtime.settings.SettingsException where a setting is unknown or has a value that is not allowed
     */
    static JobArguments of(String[] arguments, Map<String, String> environment) {
        Map<String, String> own = new LinkedHashMap<>();
        Map<String, String> settings = new TreeMap<>();
        pairs(arguments).forEach((key, value) -> (OWN.contains(key) ? own : settings).put(key, value));
        Settings file = own.containsKey(SETTINGS)
                ? Settings.ofYaml(Path.of(own.get(SETTINGS)), PipelineSettings.all())
                : Settings.defaults();
        Settings all = file.with(Settings.of(settings, PipelineSettings.all()));
        return new JobArguments(
                required(own, KAFKA, environment, "MILEPOST_KAFKA", "Kafka's bootstrap servers, host:port"),
                own.getOrDefault(GROUP, PipelineRun.NAME),
                warehouse(own, environment),
                own.containsKey(PROGRAMS)
                        ? ProgramFiles.read(Path.of(own.get(PROGRAMS)), AttributionSettings.longestWindow(all))
                        : ProgramCatalog.empty(),
                own.containsKey(CHANNELS) ? ChannelRules.read(Path.of(own.get(CHANNELS))) : ChannelRules.shipped(),
                own.get(SPOOL),
                own.containsKey(FROM) ? NextOffsets.in(Path.of(own.get(FROM))) : NextOffsets.NONE,
                all,
                RegistryCredentials.of(environment));
    }

    private static Map<String, String> pairs(String[] arguments) {
        Map<String, String> pairs = new LinkedHashMap<>();
        List<String> words = List.of(arguments);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                throw new JobArgumentsException("'" + word + "' is no argument: write --key value");
            }
            int equals = word.indexOf('=');
            String key = word.substring(2, equals < 0 ? word.length() : equals);
            if (equals < 0 && ++i == words.size()) {
                throw new JobArgumentsException("--" + key + " has no value: write --" + key + " value");
            }
            if (pairs.put(key, equals < 0 ? words.get(i) : word.substring(equals + 1)) != null) {
                throw new JobArgumentsException("--" + key + " is given twice");
            }
        }
        return pairs;
    }

    private static PipelineRun.Warehouse warehouse(Map<String, String> own, Map<String, String> environment) {
        String url = required(
                own, URL, environment, "MILEPOST_CLICKHOUSE_URL", "ClickHouse, jdbc:clickhouse://host:port/database");
        try {
            return new PipelineRun.Warehouse(
                    ClickHouseUrl.parse(url),
                    own.getOrDefault(USER, environment.getOrDefault("MILEPOST_CLICKHOUSE_USER", "default")),
                    environment.getOrDefault("MILEPOST_CLICKHOUSE_PASSWORD", ""));
        } catch (IllegalArgumentException e) {
            throw new JobArgumentsException("--" + URL + ": " + e.getMessage(), e);
        }
    }

    private static String required(
            Map<String, String> own, String key, Map<String, String> environment, String variable, String what) {
        String value = own.getOrDefault(key, environment.getOrDefault(variable, ""));
        if (value.isBlank()) {
            throw new JobArgumentsException("The job is not told " + what + ": give --" + key + ", or set " + variable
                    + " where it is submitted");
        }
        return value;
    }
}
