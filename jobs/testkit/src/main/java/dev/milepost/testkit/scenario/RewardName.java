package dev.milepost.testkit.scenario;

/**
 * Which reward of a program.
 *
 * @param rule the entry of {@code rewards}
 * @param subject the referee, the advocate or the account that it is about
 * @param beneficiary whose it is
 * @param side advocate or referee
 * @param occurrence as the warehouse has it: 0, the kth, or the rung; with the effect's index and the recurrence where there
 *     are several
 */
public record RewardName(String rule, String subject, String beneficiary, String side, String occurrence) {

    @Override
    public String toString() {
        return rule + " " + subject + " -> " + beneficiary + " " + side
                + (occurrence.equals("0") ? "" : " #" + occurrence);
    }
}
