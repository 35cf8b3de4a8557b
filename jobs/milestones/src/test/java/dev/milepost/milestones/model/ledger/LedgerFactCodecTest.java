package dev.milepost.milestones.model.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.ledger.LedgerFact.Payout;
import dev.milepost.milestones.model.ledger.LedgerFact.Purchase;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.milestones.model.ledger.LedgerFact.Review;
import dev.milepost.milestones.model.ledger.LedgerFact.Source;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
import dev.milepost.milestones.model.ledger.LedgerFact.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerFactCodecTest {

    private static final LedgerFactCodec CODEC = new LedgerFactCodec();
    private static final Turn REACHED = new Turn(
            -5,
            "e1",
            7,
            new Reach("e1", "ana", "bo", List.of("r1", "r2"), new Purchase("o", "USD", 5L, null), Map.of("a", "b")));

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Turn nobodys = new Turn(
                9,
                "e2",
                10,
                new Reach("e2", "ana", "r0", null, List.of(), Purchase.NONE, Map.of(), List.of("o1", "o2"), 8));
        List<LedgerFact> facts = List.of(
                new Completion("a", 2, "bo", 3, List.of(REACHED, new Turn(8, "refund", 9, null), nobodys)),
                new Condition("a", 2, "bo", 3, "e", 4),
                new OrderMoney(OrderMoney.ofOrder("bo", "o"), 1, "x", 2, 3, 4, 5),
                new Verdict("r", 1, "v", 1_000_000, true, 2),
                new Review("r", 1, "w", true, 2),
                new Payout("reward", 1, "pay", 2, "USD", 3, new Source("{}", "payouts", 4, 5)));
        for (LedgerFact fact : facts) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CODEC.write(fact, new DataOutputStream(bytes));
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            assertThat(CODEC.read(CODEC.version(), in)).isEqualTo(fact);
            assertThat(in.available()).isZero();
        }
    }

    @Test
    void anotherKindIsRefused() {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[] {99}));
        assertThatThrownBy(() -> CODEC.read(CODEC.version(), in)).hasMessageContaining("code 99");
    }

    @Test
    void aCourseBeginsByBeingReachedAndIsInOrder() {
        Turn ended = new Turn(-6, "refund", 9, null);
        assertThatThrownBy(() -> new Completion("a", 0, "bo", 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Completion("a", 0, "bo", 1, List.of(ended)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Completion("a", 0, "bo", 1, List.of(REACHED, ended)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
