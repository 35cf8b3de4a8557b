package dev.milepost.milestones.model.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a ledger told, audited by its entries and rows alone. */
final class Books {

    final List<LedgerEntry> entries = new ArrayList<>();
    final Map<String, RewardRow> rows = new HashMap<>();
    final List<String> refused = new ArrayList<>();
    private final Map<String, Long> sums = new HashMap<>();
    private final Map<String, Step> steps = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> paid = new HashSet<>();

    /** Takes in what was told, and audits it. */
    void take(Told told) {
        for (LedgerEntry entry : told.entries()) {
            entries.add(entry);
            assertThat(ids.add(entry.entryId())).as("told once: %s", entry).isTrue();
            long sum = sums.merge(entry.rewardId(), entry.amountMinor(), Long::sum);
            Step before = steps.put(entry.rewardId(), entry.step());
            assertThat(isStep(before, entry.step()))
                    .as("%s after %s", entry, before)
                    .isTrue();
            if (entry.step() == Step.PAID) {
                paid.add(entry.rewardId());
                assertThat(entry.amountMinor()).as("%s", entry).isNegative();
            }
            assertThat(sum >= 0 || paid.contains(entry.rewardId()))
                    .as("less than nothing is owed: %s", entry)
                    .isTrue();
            assertThat(entry.knownAtMillis()).isGreaterThanOrEqualTo(entry.effectiveAtMillis());
        }
        told.rows().forEach(row -> rows.put(row.rewardId(), row));
        told.refused().forEach(one -> refused.add(one.payout().id() + " " + one.reason()));
        told.rows().forEach(row -> {
            assertThat(row.owedMinor())
                    .as("the fold of its entries: %s", row)
                    .isEqualTo(sums.getOrDefault(row.rewardId(), 0L));
            assertThat(row.state()).isEqualTo(steps.get(row.rewardId()));
        });
    }

    private static boolean isStep(Step before, Step step) {
        if (before == null) {
            return step == Step.EARNED;
        }
        return switch (before) {
            case EARNED -> step == Step.HELD;
            case HELD -> step == Step.RELEASED || step == Step.VOIDED;
            case RELEASED, REVERSED -> step == Step.PAID || step == Step.EXPIRED || step == Step.REVERSED;
            case PAID -> step == Step.PAID || step == Step.REVERSED;
            case VOIDED, EXPIRED -> false;
        };
    }

    /** What is remembered agrees with what was told. */
    void agreeWith(LedgerState state) {
        state.ofReward
                .values()
                .forEach(one -> assertThat(one.given().chain.owed()).isEqualTo(sums.get(one.given().chain.rewardId)));
        long owed = rows.values().stream().mapToLong(RewardRow::owedMinor).sum();
        assertThat(owed)
                .as("liability")
                .isEqualTo(sums.values().stream().mapToLong(Long::longValue).sum());
    }

    List<RewardRow> live() {
        return rows.values().stream()
                .filter(row -> row.state() != null && row.state() != Step.VOIDED)
                .toList();
    }

    /** In the order told. */
    List<String> text() {
        return entries.stream().map(LedgerEntry::toString).toList();
    }

    /** Through bytes, which are the same bytes again; and a copy leaves the state alone. */
    static LedgerState again(LedgerState state) {
        LedgerStateCodec codec = new LedgerStateCodec();
        byte[] bytes = bytes(codec, state);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            LedgerState read = codec.read(codec.version(), in);
            assertThat(in.available()).isZero();
            assertThat(bytes(codec, read)).isEqualTo(bytes);
            assertThat(bytes(codec, codec.copy(state))).isEqualTo(bytes);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(LedgerStateCodec codec, LedgerState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            codec.write(state, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
