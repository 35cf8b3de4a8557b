package dev.milepost.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigMapsTest {

    /** Kubernetes' limit of all annotations is 262,144, and the last configuration that was applied has a name and labels too. */
    private static final int MOST_BYTES = 250_000;

    @Test
    void eachFitsIntoTheAnnotationThatKubectlApplyKeepsItIn() throws Exception {
        Map<String, Map<String, String>> maps = ConfigMaps.all();
        assertThat(maps).hasSizeGreaterThan(14);
        for (Map.Entry<String, Map<String, String>> map : maps.entrySet()) {
            assertThat(Deployed.JSON.writeValueAsBytes(map.getValue()).length)
                    .as(map.getKey())
                    .isLessThan(MOST_BYTES);
        }
    }

    @Test
    void theExampleReplacesOnlyWhatThereIs() {
        Map<String, Map<String, String>> base = ConfigMaps.all();
        Map<String, Map<String, String>> example = ConfigMaps.of(ConfigMaps.EXAMPLE);
        assertThat(example)
                .isNotEmpty()
                .allSatisfy((name, data) ->
                        assertThat(data.keySet()).isEqualTo(base.get(name).keySet()));
    }
}
