package dev.milepost.oracle.ledger;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.schemas.row.RewardRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a ledger: each entry, and of each reward where it stood when it was last told. */
public final class Rows {

    private final Ledger ledger;
    private final Map<String, RewardRow> rewards = new TreeMap<>();
    private final Map<String, Chain> chains = new TreeMap<>();

    Rows(Ledger ledger) {
        this.ledger = ledger;
    }

    /** It moved, or another word says why it is where it is. */
    void told(Chain chain) {
        chains.put(chain.id, chain);
        RewardRow row = row(chain.award, chain.id, chain.beneficiary, chain.occurrence);
        row.setSide(word(chain.side));
        row.setKind(word(chain.kind));
        row.setState(chain.state.name());
        row.setReason(chain.reason);
        row.setAmountMinor(chain.earned);
        row.setOwedMinor(chain.owed());
        row.setCurrency(chain.currency);
        row.setEarnedAt(Instant.ofEpochMilli(chain.earnedAt));
        row.setHoldUntil(instant(chain.holdEnds));
        row.setExpiresAt(instant(chain.expires));
        row.setUpdatedAt(Instant.ofEpochMilli(chain.last().time()));
        rewards.put(chain.id, row);
    }

    void skipped(
            Award award,
            String id,
            String beneficiary,
            Effect terms,
            String occurrence,
            String unit,
            long quantity,
            String reason) {
        RewardRow row = row(award, id, beneficiary, occurrence);
        row.setSide(word(terms.to()));
        row.setKind(word(terms.kind()));
        row.setState("SKIPPED");
        row.setReason(reason);
        row.setAmountMinor(quantity);
        row.setOwedMinor(0L);
        row.setCurrency(unit);
        row.setEarnedAt(Instant.ofEpochMilli(ledger.time));
        row.setUpdatedAt(Instant.ofEpochMilli(ledger.time));
        rewards.put(id, row);
    }

    private RewardRow row(Award award, String id, String beneficiary, String occurrence) {
        ProgramVersion version = ledger.version(award.version);
        RewardRow row = new RewardRow();
        row.setProgramId(ledger.program);
        row.setBeneficiaryId(beneficiary == null ? "" : beneficiary);
        row.setRewardId(id);
        row.setRuleId(award.subject.rule);
        row.setVersion((long) award.version);
        row.setSubjectKind(word(Ledger.reward(version, award.subject.rule).per()));
        row.setSubjectId(award.subject.id);
        row.setOccurrence(occurrence);
        row.setAdvocateId(award.reach.advocate() == null ? "" : award.reach.advocate());
        row.setReferralIds(award.referrals);
        row.setLateCorrection(false);
        return row;
    }

    private static Instant instant(long millis) {
        return millis == Long.MAX_VALUE ? null : Instant.ofEpochMilli(millis);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    public List<RewardRow> rewards() {
        return List.copyOf(rewards.values());
    }

    /** Of all chains, in the order in which each was told. */
    public List<LedgerRow> entries() {
        List<LedgerRow> entries = new ArrayList<>();
        for (Chain chain : chains.values()) {
            long sequence = 0;
            for (Chain.Entry entry : chain.entries) {
                LedgerRow row = new LedgerRow();
                row.setProgramId(ledger.program);
                row.setBeneficiaryId(chain.beneficiary);
                row.setRewardId(chain.id);
                row.setEntryId(entry.id());
                row.setStep(entry.step().name());
                row.setSide(word(chain.side));
                row.setKind(word(chain.kind));
                row.setAmountMinor(entry.amount());
                row.setCurrency(chain.currency);
                row.setEffectiveAt(Instant.ofEpochMilli(entry.time()));
                row.setKnownAt(Instant.ofEpochMilli(entry.time()));
                row.setCauseEventId(entry.cause());
                row.setReason(entry.reason());
                row.setLateCorrection(false);
                row.setSequence(++sequence);
                entries.add(row);
            }
        }
        return entries;
    }
}
