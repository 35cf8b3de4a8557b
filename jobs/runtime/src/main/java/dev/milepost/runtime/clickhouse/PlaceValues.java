package dev.milepost.runtime.clickhouse;

import java.util.Map;
import java.util.stream.Collectors;

/** What people gave, as values for places <code>{name:String}</code> of a query. */
public final class PlaceValues {

    private PlaceValues() {}

    /** As tab-separated text has them: nothing that a person types ends a value early. */
    public static Map<String, String> escaped(Map<String, String> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        value -> value.getValue()
                                .replace("\\", "\\\\")
                                .replace("\t", "\\t")
                                .replace("\n", "\\n")
                                .replace("\0", "\\0")));
    }
}
