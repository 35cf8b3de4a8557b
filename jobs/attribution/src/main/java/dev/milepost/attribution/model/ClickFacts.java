package dev.milepost.attribution.model;

import dev.milepost.programs.model.EventFacts;
import java.util.Map;

/**
 * What programs may ask of a click besides its name. It stays with the click while rules may still come that hold at its time.
 *
 * @param valueMicros in millionths, or null
 * @param country or null
 * @param properties never null
 */
public record ClickFacts(Long valueMicros, String country, Map<String, String> properties) {

    /** A click that says nothing else. */
    public static final ClickFacts NONE = new ClickFacts(null, null, Map.of());

    EventFacts of(String name) {
        return EventFacts.click(name, valueMicros, country, properties);
    }
}
