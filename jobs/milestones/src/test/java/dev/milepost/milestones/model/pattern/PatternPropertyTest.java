package dev.milepost.milestones.model.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Patterns evaluated event by event, in any order of arrival, against their definition over the whole history. */
class PatternPropertyTest {

    @Test
    void whatIsFoundEventByEventIsWhatTheWholeHistorySays() throws IOException {
        int cases = 400 * Integer.getInteger("milepost.seeds", 10);
        int reached = 0;
        for (long seed = 0; seed < cases; seed++) {
            PatternCase each = new PatternCase(seed);
            each.run();
            reached += each.reached;
        }
        assertThat(reached).isGreaterThan(cases / 2);
    }
}
