package dev.milepost.attribution.model;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.model.EventFacts;
import java.util.List;
import java.util.Map;

/**
 * What programs may ask of a click besides its name. It stays with the click while rules may still come that hold at its time.
 *
 * @param valueMicros in millionths, or null
 * @param country or null
 * @param properties never null
 * @param answers null; of a click that a release before took in, which asked ahead of the fold and kept the answers alone: the
 *     versions, as {@code program@version}, whose {@code qualifies.on} it matches. Versions that it did not know then get no
 *     answer: live, they hold later than any click that it had taken in
 */
public record ClickFacts(Long valueMicros, String country, Map<String, String> properties, List<String> answers) {

    /** A click that says nothing else. */
    public static final ClickFacts NONE = new ClickFacts(null, null, Map.of());

    public ClickFacts(Long valueMicros, String country, Map<String, String> properties) {
        this(valueMicros, country, properties, null);
    }

    static ClickFacts answered(List<String> answers) {
        return new ClickFacts(null, null, Map.of(), answers);
    }

    /** The versions for whose {@code qualifies.on} it counts, as {@link ProgramCatalog#qualifying} has them. */
    List<String> qualifying(ProgramCatalog programs, String name, long timeMillis) {
        return answers == null
                ? programs.qualifying(EventFacts.click(name, valueMicros, country, properties), timeMillis)
                : programs.holding(answers, timeMillis);
    }
}
