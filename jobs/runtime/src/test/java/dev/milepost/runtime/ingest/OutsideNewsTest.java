package dev.milepost.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.row.DeadLetterRow;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of what others tell: payouts, reviews, programs and verdicts. */
final class OutsideNewsTest {

    private static final Origin LINE = Origin.ofFile("news.jsonl", 1);

    private static final Map<String, String> RIGHT = Map.of(
            "payouts",
            "'reward_id':'r1','program_id':'p','amount_minor':2000,'currency':'USD','external_reference':'t1'",
            "reviews",
            "'case_id':'c1','program_id':'p','advocate_id':'a','expected_version':3,'propensity':0.25,"
                    + "'action':'APPROVE','referral_ids':['f1','f2'],'reviewer':'ada','note':'as they said'",
            "programs",
            "'program_version':'p@3','program_id':'p','version':3,'valid_from':'2026-02-01T00:00:00Z',"
                    + "'file_name':'p.yaml','text':'program: p'",
            "fraud-verdicts",
            "'verdict_id':'v1','referral_id':'f1','program_id':'p','advocate_id':'a','referee_id':'b','score':0.5,"
                    + "'codes':['RING']");

    private final Intake intake = new Intake(Settings.defaults());

    @ParameterizedTest
    @CsvSource({"payouts, r1", "reviews, c1", "programs, p@3", "fraud-verdicts, f1"})
    void isTakenUnderItsKey(String stream, String key) {
        Ingested ingested = ingest(stream, RIGHT.get(stream));

        assertThat(ingested.deadLetter()).isNull();
        assertThat(ingested.event().stream()).isEqualTo(stream);
        assertThat(ingested.event().key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "payouts, 'reward_id':'r1', 'reward_id':'', field reward_id",
                "payouts, 'program_id':'p', 'program_id':'', field program_id",
                "payouts, 2000, -1, field amount_minor",
                "payouts, 'currency':'USD', 'currency':'', field currency",
                "payouts, 'external_reference':'t1', 'external_reference':'', field external_reference",
                "reviews, 'case_id':'c1', 'case_id':'', field case_id",
                "reviews, 'expected_version':3, 'expected_version':-1, field expected_version",
                "reviews, 0.25, 1.01, field propensity",
                "reviews, APPROVE, SHRUG, field action",
                "reviews, APPROVE, UNKNOWN, field action",
                "reviews, 'reviewer':'ada', 'reviewer':'', field reviewer",
                "programs, 'program_version':'p@3', 'program_version':'', field program_version",
                "programs, 'version':3, 'version':-3, field version",
                "programs, 2026-02-01T00:00:00Z, 2200-01-01T00:00:00Z, field valid_from",
                "programs, 'text':, 'valid_to':'1969-12-31T23:59:59Z'%'text':, field valid_to",
                "programs, 'file_name':'p.yaml', 'file_name':'', field file_name",
                "fraud-verdicts, 'referral_id':'f1', 'referral_id':'', field referral_id",
                "fraud-verdicts, 0.5, -0.5, field score"
            })
    void aFieldThatBreaksItsRuleIsNamed(String stream, String right, String wrong, String words) {
        assertThat(RIGHT.get(stream)).contains(right);
        DeadLetterRow refused = ingest(stream, RIGHT.get(stream).replace(right, wrong.replace('%', ',')))
                .deadLetter();

        assertThat(refused.getReason()).isEqualTo("invalid");
        assertThat(refused.getDetail()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "ip", "device_id", "payment_instrument"})
    void rawPersonalDataIsRefusedWithoutAKeyAndNeverKept(String field) {
        RIGHT.forEach((stream, fields) -> {
            DeadLetterRow refused = ingest(stream, fields + ",'" + field + "':'ada@example.org'")
                    .deadLetter();
            assertThat(refused).as(stream).isNotNull();
            assertThat(refused.getPayload() + refused.getDetail()).doesNotContain("ada@example.org");
        });
    }

    @Test
    void aUnitMayStandInPlaceOfACurrency() {
        assertThat(ingest("payouts", RIGHT.get("payouts").replace("USD", "gigabytes"))
                        .event())
                .isNotNull();
    }

    private Ingested ingest(String stream, String fields) {
        StreamContract contract = Streams.named(stream);
        String line = "{'event_id':'e1','event_time':'2026-01-01T12:00:00Z'," + fields + "}";
        return intake.ofJson(contract, line.replace('\'', '"'), PersonalData.withoutKey(), LINE);
    }
}
