package dev.milepost.milestones.model.ledger;

import static dev.milepost.milestones.model.ledger.Programs.E.advocate;
import static dev.milepost.milestones.model.ledger.Programs.once;
import static dev.milepost.milestones.model.ledger.Programs.version;
import static dev.milepost.milestones.model.ledger.Run.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review.OnTimeout;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** A ledger goes on from what an earlier version of it has written. */
class EarlierLedgerTest {

    /**
     * Version 4: a reward that two referrals earned at 0 is held for a condition and for a review of the first, whose verdict is
     * risky, until 24; told until 10; and a payout of a reward that there is not waits for 30.
     */
    private static final String VERSION_4 =
            "gMSqIoDEqiIECHItZjGAurcDBHYxwIQ9AIK6twMIci1mMoC6twMEdjKgjQYAgrq3AwAA/7vTnIECAAACAADo"
                    + "BwQCYQAABmFuYQD/u9OcgQIAAAIAAugHAmEAAAZhbmEB/7vTnIECAAACAALoBwICYQZhbmEAAQD/////////"
                    + "//8B/v//////////AQICYQAGYW5hAgIABGUyAgEEZTIGYW5hBGYyBAhyLWYxCHItZjIBAQAAAghjaXR5DGxv"
                    + "bmRvbgECAAIAAgRlMgZhbmEEZjIECHItZjEIci1mMgEBAAACCGNpdHkMbG9uZG9uBAhyLWYxCHItZjIAAkA0"
                    + "YWQzMGIzZDNiNzAyNjljNmE1N2NhODIzYzg4YzlkZAZVU0QC6AcAAAAAAgAAAAICMAZhbmEBAegHAACA8LJS"
                    + "Av///////////wH+//////////8BDHJldmlldwAA/v//////////AQEB6AfoBwEAAgxub2JvZHmAzP9mBnBh"
                    + "efgKBlVTRILM/2YEe30OcGF5b3V0cwACAA==";

    @Test
    void theOneTimeForAllReviewsIsThatOfEachAndPayoutsWait() {
        Run run = new Run(version(
                        1,
                        Long.MIN_VALUE,
                        Retroactive.NONE,
                        null,
                        Programs.review(OnTimeout.RELEASE, 1),
                        once("a", advocate(500).conditional())))
                .restored(4, Base64.getDecoder().decode(VERSION_4));
        assertThat(run.state.ofReward.values())
                .singleElement()
                .satisfies(reward -> assertThat(reward.given().reviewByMillis)
                        .containsOnly(entry("r-f1", 24 * Run.HOUR), entry("r-f2", 24 * Run.HOUR)));
        run.with(new Condition("a", 0, "ana", 23 * Run.HOUR, "c", 0), verdict("f2", 22, 50, false))
                .until(40);
        // Both are risky, and the time of both was over at 24.
        assertThat(run.lines("ana")).containsExactly("RELEASED @24");
        assertThat(run.refused).containsExactly("pay unknown");
    }

    @Test
    void whoIsClearedThenHasATimeOfTheirOwnFromWhenTheyTurnRisky() {
        Run run = new Run(version(
                        1,
                        Long.MIN_VALUE,
                        Retroactive.NONE,
                        null,
                        Programs.review(OnTimeout.RELEASE, 1),
                        once("a", advocate(500).conditional())))
                .restored(4, Base64.getDecoder().decode(VERSION_4))
                .with(new Condition("a", 0, "ana", 60 * Run.HOUR, "c", 0), verdict("f2", 50, 50, false))
                .until(200);
        assertThat(run.lines("ana")).containsExactly("RELEASED @74");
    }
}
