package dev.milepost.runtime.ingest;

import dev.milepost.schemas.StreamContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The texts of a stream in which producers and people write what they like: properties and attributes, addresses of pages, notes. An
 * e-mail address in one of them is withheld, and a property that is an IP address, or has the name of a raw field. Ids are none of
 * them: what a user is called by stays.
 */
final class OwnWords {

    private static final Set<String> TEXTS =
            Set.of("url", "referrer_url", "channel", "campaign", "plan", "segment", "reason", "note");
    private static final Set<String> MAPS = Set.of("properties", "attributes");

    private final StreamContract contract;
    private final List<Schema.Field> texts = new ArrayList<>();
    private final List<Schema.Field> maps = new ArrayList<>();

    OwnWords(StreamContract contract) {
        this.contract = contract;
        for (Schema.Field field : contract.schema().getFields()) {
            if (TEXTS.contains(field.name())) {
                texts.add(field);
            } else if (MAPS.contains(field.name())) {
                maps.add(field);
            }
        }
    }

    /** Whether a field of that name is a text of theirs. */
    static boolean isText(String field) {
        return TEXTS.contains(field);
    }

    /** Whether a field of that name is a map of theirs. */
    static boolean isMap(String field) {
        return MAPS.contains(field);
    }

    /** The record without personal data in these texts; the very record where they have none. */
    SpecificRecord of(SpecificRecord record) {
        SpecificRecord copy = record;
        for (Schema.Field field : texts) {
            if (record.get(field.pos()) instanceof String text) {
                copy = with(copy, record, field, text, PersonalText.withoutEmails(text));
            }
        }
        for (Schema.Field field : maps) {
            if (record.get(field.pos()) instanceof Map<?, ?> map && !map.isEmpty()) {
                copy = with(copy, record, field, map, of(map));
            }
        }
        return copy;
    }

    private static Map<?, ?> of(Map<?, ?> map) {
        Map<String, String> all = null;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = entry.getKey().toString();
            String value = entry.getValue().toString();
            String safeName = PersonalText.withoutEmails(name);
            String safe = PersonalText.ofOwn(name, value);
            if (!safe.equals(value) || !safeName.equals(name)) {
                if (all == null) {
                    all = new TreeMap<>();
                    for (Map.Entry<?, ?> each : map.entrySet()) {
                        all.put(each.getKey().toString(), each.getValue().toString());
                    }
                }
                all.remove(name);
                all.put(safeName, safe);
            }
        }
        return all == null ? map : all;
    }

    private SpecificRecord with(
            SpecificRecord copy, SpecificRecord record, Schema.Field field, Object before, Object after) {
        if (before == after) {
            return copy;
        }
        SpecificRecord changed = copy == record ? contract.newRecord() : copy;
        if (copy == record) {
            for (Schema.Field each : contract.schema().getFields()) {
                changed.put(each.pos(), record.get(each.pos()));
            }
        }
        changed.put(field.pos(), after);
        return changed;
    }
}
