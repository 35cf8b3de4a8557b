package dev.milepost.pipeline;

import dev.milepost.milestones.model.id.Ids;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.event.Signup;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.scenario.RewardName;
import dev.milepost.testkit.scenario.Scenario;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What happens in a script as records, what its people say by name under the ids that Milepost gives. */
final class ScenarioRecords {

    private final Scenario scenario;
    private final Map<String, String> referrals = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, String> codes = new HashMap<>();
    private final List<TimedRecord> records;

    private ScenarioRecords(Scenario scenario) {
        this.scenario = scenario;
        this.records = new ArrayList<>(scenario.events());
        for (TimedRecord record : records) {
            if (record.record() instanceof Signup signup) {
                referrals.putIfAbsent(signup.getUserId(), signup.getUserId() + "/" + signup.getEventId());
                if (signup.getReferralCode() != null) {
                    codes.put(signup.getUserId(), signup.getReferralCode());
                }
            } else if (record.record() instanceof Click click && click.getName().equals("referral_code_created")) {
                owners.put(click.getReferralCode(), click.getUserId());
            }
        }
    }

    /** In the order in which they are received, and each twice. */
    static List<TimedRecord> of(Scenario scenario) {
        ScenarioRecords all = new ScenarioRecords(scenario);
        scenario.verdicts().forEach(all::add);
        scenario.reviews().forEach(all::add);
        scenario.payouts().forEach(all::add);
        List<TimedRecord> twice = new ArrayList<>(all.records);
        twice.addAll(all.records);
        twice.sort(Comparator.comparing(TimedRecord::receivedAt));
        return twice;
    }

    private void add(Scenario.Verdict verdict) {
        FraudVerdict record = FraudVerdict.newBuilder()
                .setEventId("verdict-" + records.size())
                .setEventTime(verdict.at())
                .setVerdictId("verdict-" + records.size())
                .setReferralId(referrals.get(verdict.referee()))
                .setProgramId(scenario.program())
                .setAdvocateId(owners.getOrDefault(codes.getOrDefault(verdict.referee(), ""), "somebody"))
                .setRefereeId(verdict.referee())
                .setScore(BigDecimal.valueOf(verdict.scoreMillionths(), 6))
                .setCodes(verdict.codes())
                .build();
        records.add(new TimedRecord(record, verdict.receivedAt()));
    }

    private void add(Scenario.Review review) {
        Review record = new Review();
        record.setEventId("review-" + records.size());
        record.setEventTime(review.at());
        record.setCaseId(review.caseId());
        record.setProgramId(scenario.program());
        record.setAdvocateId("somebody");
        record.setExpectedVersion(1L);
        record.setPropensity(new BigDecimal("1.000000"));
        record.setAction(ReviewAction.valueOf(review.action()));
        record.setReferralIds(review.referees().stream().map(referrals::get).toList());
        record.setReviewer(review.reviewer());
        records.add(new TimedRecord(record, review.receivedAt()));
    }

    private void add(Scenario.Payout payout) {
        RewardName reward = payout.reward();
        Payout record = new Payout();
        record.setEventId("payout-" + records.size());
        record.setEventTime(payout.at());
        record.setRewardId(Ids.of(
                scenario.program(),
                reward.rule(),
                reward.subject(),
                reward.beneficiary(),
                reward.side(),
                reward.occurrence()));
        record.setProgramId(scenario.program());
        record.setAmountMinor(payout.quantity().minor());
        record.setCurrency(payout.quantity().unit());
        record.setExternalReference(payout.reference());
        records.add(new TimedRecord(record, payout.receivedAt()));
    }
}
