package dev.milepost.testkit.oracle;

import static dev.milepost.testkit.oracle.Story.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.milepost.schemas.row.IdentityRow;
import dev.milepost.schemas.row.TouchRow;
import org.junit.jupiter.api.Test;

final class IdentityRulesTest {

    @Test
    void recordsReceivedMoreThanADayLateOrAMinuteAheadAreDeadLetters() {
        Answer answer = new Story()
                .touch("in-time", "PT0S", "a", "email")
                .received("PT24H")
                .touch("too-late", "PT1S", "a", "email")
                .received("PT24H0.001S")
                .touch("ahead", "PT2S", "a", "email")
                .received("-PT1M")
                .touch("from-the-future", "PT3S", "a", "email")
                .received("-PT1M0.001S")
                .answer();
        assertThat(answer.touches()).extracting(TouchRow::getTouchId).containsExactly("ahead", "in-time");
        assertThat(answer.deadLetters())
                .containsExactly(
                        new DeadLetter("future", "clickstream", "a", "from-the-future", at("PT3S")),
                        new DeadLetter("late", "clickstream", "a", "too-late", at("PT1S")));
    }

    @Test
    void anExactCopyIsADuplicateAndAnotherContentAConflict() {
        Answer answer = new Story()
                .order("e", "PT0S", "u", "o", 100)
                .again()
                .order("e", "PT0S", "u", "o", 999)
                .received("PT1S")
                .order("e", "PT0S", "other", "o", 5)
                .answer();
        assertThat(answer.accepted()).isEqualTo(2);
        assertThat(answer.duplicates()).isEqualTo(1);
        assertThat(answer.deadLettersByReason()).containsOnlyKeys("conflicting_duplicate");
        assertThat(answer.conversions())
                .extracting("userId", "grossMinor")
                .containsExactly(tuple("other", 5L), tuple("u", 100L));
    }

    @Test
    void aCopyReceivedTooLateIsLateAndNoDuplicate() {
        Answer answer = new Story()
                .order("e", "PT0S", "u", "o", 100)
                .again()
                .received("PT25H")
                .answer();
        assertThat(answer.duplicates()).isZero();
        assertThat(answer.deadLettersByReason()).containsOnlyKeys("late");
    }

    @Test
    void theEarliestEvidenceLinksABrowserAndTiesGoToTheSmallerEventId() {
        Answer answer = new Story()
                .signup("s", "PT2S", "later", "a")
                .click("c", "PT1S", "a", click -> click.setUserId("earlier").setIsBot(true))
                .identified("z", "PT5S", "b", "loses")
                .identified("y", "PT5S", "b", "wins")
                .answer();
        assertThat(answer.identities())
                .containsExactly(
                        new IdentityRow("a", "earlier", at("PT1S"), "c"),
                        new IdentityRow("b", "wins", at("PT5S"), "y"));
    }

    @Test
    void aLinkReachesThirtyDaysBackAndForwardForGood() {
        Answer answer = new Story()
                .touch("too-old", "PT0S", "a", "email")
                .touch("edge", "PT0.001S", "a", "email")
                .identified("link", "PT720H0.001S", "a", "u")
                .touch("years-on", "P900D", "a", "email")
                .answer();
        assertThat(answer.touches())
                .filteredOn(touch -> !touch.getChannel().equals("direct"))
                .extracting(TouchRow::getTouchId, TouchRow::getUserId)
                .containsExactly(tuple("edge", "u"), tuple("too-old", ""), tuple("years-on", "u"));
    }

    @Test
    void aClickWithAUserOfItsOwnBelongsToThatUserOnAnybodysBrowser() {
        Answer answer = new Story()
                .signup("s", "PT0S", "first", "a")
                .click("own", "PT1S", "a", click -> click.setChannel("email").setUserId("second"))
                .touch("anonymous", "PT2S", "a", "email")
                .answer();
        assertThat(answer.touches())
                .extracting(TouchRow::getTouchId, TouchRow::getUserId)
                .containsExactly(tuple("anonymous", "first"), tuple("own", "second"));
    }
}
