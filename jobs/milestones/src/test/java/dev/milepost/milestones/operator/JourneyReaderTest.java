package dev.milepost.milestones.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.people.PersonEvent.Attributes;
import dev.milepost.milestones.model.people.PersonEvent.Own;
import dev.milepost.schemas.event.JourneyFact;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JourneyReaderTest {

    private static final Map<String, String> SAID = Map.of("referee_id", "mallory", "color", "red");

    private static JourneyFact.Builder fact(String name) {
        return JourneyFact.newBuilder()
                .setUserId("ana")
                .setIdentity("purchase/e")
                .setName(name)
                .setKnownTime(Instant.ofEpochMilli(7))
                .setEventTime(Instant.ofEpochMilli(7))
                .setEventId("e")
                .setProperties(SAID);
    }

    @Test
    void noPropertySaysWhoseAnEventIs() {
        Own order = (Own) JourneyReader.event(fact("order").setOrderId("1").build());
        assertThat(order.event().fields()).isEqualTo(Map.of("order_id", "1", "color", "red"));
        Attributes attributes =
                (Attributes) JourneyReader.event(fact("user_attributes").build());
        assertThat(attributes.attributes()).isEqualTo(Map.of("color", "red"));
    }
}
