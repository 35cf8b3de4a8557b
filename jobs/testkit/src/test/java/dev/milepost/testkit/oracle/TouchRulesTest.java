package dev.milepost.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.milepost.schemas.row.TouchRow;
import org.junit.jupiter.api.Test;

final class TouchRulesTest {

    @Test
    void aDeclaredChannelWinsThenAReferralCodeThenTheAddressThenDirect() {
        Answer answer = new Story()
                .click("1", "PT0S", "a", click -> click.setChannel(" Email ").setReferralCode("c"))
                .click(
                        "2",
                        "PT1S",
                        "a",
                        click -> click.setChannel("  ")
                                .setReferralCode("c")
                                .setUrl("https://shop.example/?gclid=Cj0KCQ")
                                .setReferrerUrl("https://www.google.com/"))
                .click(
                        "3",
                        "PT2S",
                        "a",
                        click -> click.setUrl(
                                        "https://shop.example/?utm_source=newsletter&utm_medium=email&utm_campaign=weekly")
                                .setCampaign("declared"))
                .click(
                        "4",
                        "PT3S",
                        "a",
                        click -> click.setUrl(
                                "https://shop.example/?utm_source=newsletter&utm_medium=email&utm_campaign=weekly"))
                .click("5", "PT2H", "a", click -> click)
                .answer();
        assertThat(answer.touches())
                .extracting(TouchRow::getChannel, TouchRow::getCampaign, TouchRow::getReferralCode)
                .containsExactly(
                        tuple("email", "", "c"),
                        tuple("referral", "", "c"),
                        tuple("email", "declared", ""),
                        tuple("email", "weekly", ""),
                        tuple("direct", "", ""));
    }

    @Test
    void aDirectClickWithoutASessionOpensOneAfterThirtyMinutes() {
        Answer answer = new Story()
                .click("1", "PT0S", "a", click -> click)
                .click("2", "PT29M59.999S", "a", click -> click)
                .click("3", "PT59M59.999S", "a", click -> click)
                .click("4", "PT59M59.999S", "a", click -> click)
                .click("5", "PT1H", "b", click -> click)
                .answer();
        assertThat(answer.touches()).extracting(TouchRow::getTouchId).containsExactly("1", "3", "5");
    }

    @Test
    void anyChannelAndAnySessionIsActivityForAClickWithoutOne() {
        Answer answer = new Story()
                .click("1", "PT0S", "a", click -> click.setChannel("email"))
                .click("2", "PT20M", "a", click -> click)
                .click("3", "PT40M", "a", click -> click.setSessionId("s"))
                .click("4", "PT60M", "a", click -> click)
                .answer();
        assertThat(answer.touches()).extracting(TouchRow::getTouchId).containsExactly("1", "3");
    }

    @Test
    void aSessionOfTheProducerHasOneTouchForADay() {
        Answer answer = new Story()
                .click("1", "PT0S", "a", click -> click.setSessionId("s"))
                .click("2", "PT23H59M59.999S", "a", click -> click.setSessionId("s"))
                .click("3", "PT24H", "a", click -> click.setSessionId("t"))
                .click("4", "P3D", "a", click -> click.setSessionId("s"))
                .click("5", "P3D", "b", click -> click.setSessionId("s"))
                .answer();
        assertThat(answer.touches()).extracting(TouchRow::getTouchId).containsExactly("1", "3", "4", "5");
    }

    @Test
    void aPauseOfExactlyADayOpensTheProducersSessionAgain() {
        Answer answer = new Story()
                .click("1", "PT0S", "a", click -> click.setSessionId("s"))
                .click("2", "PT24H", "a", click -> click.setSessionId("s"))
                .answer();
        assertThat(answer.touches()).extracting(TouchRow::getTouchId).containsExactly("1", "2");
    }

    @Test
    void robotsAndAnAdvocatesOwnBusinessAreNeitherTouchesNorActivity() {
        Answer answer = new Story()
                .click("1", "PT0S", "a", click -> click.setChannel("email").setIsBot(true))
                .click(
                        "2",
                        "PT1M",
                        "a",
                        click -> click.setName("referral_code_created").setReferralCode("c"))
                .click("3", "PT2M", "a", click -> click.setName("invite_sent").setReferralCode("c"))
                .click("4", "PT3M", "a", click -> click)
                .answer();
        assertThat(answer.touches()).extracting(TouchRow::getTouchId).containsExactly("4");
    }

    @Test
    void fiveHundredClicksOfADayCountAndOneLetterTellsOfTheOthers() {
        Story story = new Story().click("-", "-PT1H", "a", click -> click.setChannel("email"));
        for (int i = 0; i < 500; i++) {
            story.touch("t" + i, "PT" + i + "S", "a", "email");
        }
        Answer answer = story.touch("tomorrow", "PT12H", "a", "email")
                .touch("another's", "PT600S", "b", "email")
                .signup("s", "PT13H", "u", "a")
                .code("own", "PT700S", "u", "CODE", "default")
                .answer();
        assertThat(answer.touches())
                .hasSize(502)
                .extracting(TouchRow::getTouchId)
                .doesNotContain("t499");
        assertThat(answer.deadLetters())
                .containsExactly(new DeadLetter("click_limit", "clickstream", "a", "t499", Story.at("PT499S")));
        assertThat(answer.accepted()).isEqualTo(505);
    }
}
