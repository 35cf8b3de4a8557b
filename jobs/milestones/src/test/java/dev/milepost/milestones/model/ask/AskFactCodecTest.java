package dev.milepost.milestones.model.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.milestones.model.ask.AskMilestone.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskFactCodecTest {

    private static final AskFactCodec CODEC = new AskFactCodec();

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        List<AskFact> facts = List.of(
                new AskMilestone(
                        "p",
                        "a",
                        "ana",
                        3,
                        -5,
                        "e1",
                        7,
                        1250L,
                        "USD",
                        new AskMilestone.Value("amount", new BigDecimal("123456"), true),
                        new Context(1L, true, false, "smb", "refund", "ANA1")),
                new AskMilestone(
                        "p",
                        "a",
                        "ana",
                        1,
                        5,
                        "e1",
                        7,
                        null,
                        null,
                        new AskMilestone.Value("saved", new BigDecimal("200.000001"), false),
                        new Context(null, false, true, null, null, null)),
                new ReferralRisk("r", 1, "v", 1_000_000));
        for (AskFact fact : facts) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CODEC.write(fact, new DataOutputStream(bytes));
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            assertThat(CODEC.read(CODEC.version(), in)).isEqualTo(fact);
            assertThat(in.available()).isZero();
        }
    }

    @Test
    void anotherKindIsRefused() {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[] {9}));
        assertThatThrownBy(() -> CODEC.read(CODEC.version(), in)).hasMessageContaining("code 9");
    }
}
