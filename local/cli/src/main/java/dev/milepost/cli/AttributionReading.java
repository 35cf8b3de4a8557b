package dev.milepost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.attribution.paths.ChannelCredit;
import dev.milepost.attribution.paths.PathCounts;
import dev.milepost.attribution.paths.Tally;
import dev.milepost.attribution.paths.TooManyChannelsException;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Paths and credits of a warehouse, read at about one time.
 *
 * @param paths of all orders and of the lost
 * @param byRules what the six models credit
 * @param latest event time of the latest order, as ClickHouse writes it
 */
record AttributionReading(PathCounts paths, List<ChannelCredit> byRules, String latest) {

    private static final String PLACE = "convertCharset(%s, 'UTF-8', 'UTF-16BE')";
    private static final String DEVICE = PLACE.formatted("anonymous_id");
    private static final String TOUCH = PLACE.formatted("touch_id");

    /** Linear gives weight to every touch of the window, and to no other. */
    private static final String CONVERTED = """
            SELECT channels, currency, toString(count()), toString(sum(minor))
            FROM
            (
                SELECT
                    toString(any(currency)) AS currency,
                    sum(toInt128(amount_minor)) AS minor,
                    arrayMap(touch -> touch.4, arraySort(groupArrayIf(
                        (touch_time, %s, %s, toString(channel)), touch_id != ''))) AS channels
                FROM milepost.credits
                WHERE model = 'linear' AND kind IN ('order', 'renewal')
                GROUP BY user_id, conversion_id
            )
            GROUP BY channels, currency""".formatted(TOUCH, DEVICE);

    /** The lost are without the channels that their program excludes, as orders are: by its version in force at their last touch. */
    private static final String LOST = """
            SELECT channels, toString(count())
            FROM
            (
                SELECT
                    toUnixTimestamp64Milli(max(event_time)) AS ended,
                    any(if(bound.program_id != '', toString(bound.program_id), '%s')) AS program,
                    arrayLast(version -> version.1 = program AND version.2 <= ended, %%s).3 AS excluded,
                    arrayMap(touch -> touch.4, arraySort(groupArray(
                        (event_time, %s, %s, toString(channel))))) AS path,
                    arrayFilter(channel -> NOT has(excluded, channel), path) AS channels
                FROM milepost.touches AS touches
                LEFT JOIN (SELECT referee_id, program_id FROM milepost.bindings WHERE status = 'bound') AS bound
                    ON bound.referee_id = touches.user_id
                WHERE user_id != ''
                    AND user_id NOT IN (SELECT user_id FROM milepost.conversions WHERE kind IN ('order', 'renewal'))
                GROUP BY user_id
            )
            WHERE notEmpty(channels)
            GROUP BY channels""".formatted(ProgramCatalog.DEFAULT_PROGRAM, TOUCH, DEVICE);

    private static final String PROGRAMS = "SELECT program_id, version, text FROM milepost.programs";

    private static final String BY_RULES = """
            SELECT model, toString(channel) AS channel, toString(currency) AS currency,
                toString(sum(weight)) AS conversions, toString(sum(toInt128(amount_minor))) AS minor
            FROM milepost.credits
            WHERE kind IN ('order', 'renewal')
            GROUP BY model, channel, currency""";

    private static final String LATEST = "SELECT toString(max(conversion_time)) AS latest FROM milepost.conversions"
            + " WHERE kind IN ('order', 'renewal')";

    /** Whether the six models and the paths are of the same orders. */
    boolean agrees() {
        Map<List<String>, BigDecimal> conversions = new HashMap<>();
        Map<List<String>, BigInteger> minor = new HashMap<>();
        for (ChannelCredit credit : byRules) {
            List<String> key = List.of(credit.model(), credit.currency());
            conversions.merge(key, credit.conversions(), BigDecimal::add);
            minor.merge(key, credit.minor(), BigInteger::add);
        }
        Set<String> currencies = byRules.stream().map(ChannelCredit::currency).collect(Collectors.toSet());
        return paths.orders().keySet().equals(currencies)
                && paths.orders().entrySet().stream()
                        .allMatch(orders -> AttributionModelRows.BY_RULES.stream()
                                .allMatch(model -> {
                                    List<String> key = List.of(model, orders.getKey());
                                    return BigDecimal.valueOf(orders.getValue().conversions())
                                                            .compareTo(conversions.getOrDefault(key, BigDecimal.ZERO))
                                                    == 0
                                            && orders.getValue()
                                                    .minor()
                                                    .equals(minor.getOrDefault(key, BigInteger.ZERO));
                                }));
    }

    /**
     * Reads it.
     *
     * @throws CommandFailure where what is called channels are none
     */
    static AttributionReading of(ClickHouseClient client) throws ClickHouseFailure {
        PathCounts paths = new PathCounts();
        try {
            QueryRows.each(
                    client,
                    CONVERTED,
                    row -> paths.converted(
                            channels(row.get(0)),
                            row.get(1).asText(),
                            new Tally(
                                    Long.parseLong(row.get(2).asText()),
                                    new BigInteger(row.get(3).asText()))));
            QueryRows.each(
                    client,
                    LOST.formatted(terms(client)),
                    row -> paths.lost(
                            channels(row.get(0)), Long.parseLong(row.get(1).asText())));
        } catch (TooManyChannelsException e) {
            throw new CommandFailure(ExitCode.REFUSED_INPUT, e.getMessage(), e);
        }
        List<ChannelCredit> byRules = client.query(BY_RULES).stream()
                .map(row -> new ChannelCredit(
                        row.get("model"),
                        row.get("channel"),
                        row.get("currency"),
                        new BigDecimal(row.get("conversions")),
                        new BigInteger(row.get("minor"))))
                .toList();
        return new AttributionReading(
                paths, byRules, client.query(LATEST).get(0).get("latest"));
    }

    private static List<String> channels(JsonNode array) {
        List<String> channels = new ArrayList<>();
        array.forEach(channel -> channels.add(channel.asText()));
        return channels;
    }

    /** Of each program version, in their order: program, when it came into force, excluded channels. */
    private static String terms(ClickHouseClient client) throws ClickHouseFailure {
        Map<String, String> texts = new TreeMap<>();
        for (Map<String, String> row : client.query(PROGRAMS)) {
            texts.put(row.get("program_id") + "@" + row.get("version"), row.get("text"));
        }
        String terms = ProgramFiles.parse(texts).versions().stream()
                .sorted(Comparator.comparing(ProgramVersion::program).thenComparing(ProgramVersion::version))
                .map(version -> "(" + SqlTexts.quoted(version.program()) + ", " + version.validFromMillis() + ", "
                        + version.attribution().excludeChannels().stream()
                                .sorted()
                                .map(SqlTexts::quoted)
                                .collect(Collectors.joining(", ", "[", "])")))
                .collect(Collectors.joining(", ", "[", "]"));
        return "CAST(" + terms + ", 'Array(Tuple(String, Int64, Array(String)))')";
    }
}
