package dev.milepost.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonRecordsTest {

    private static final String CLICK =
            "'event_id':'c1','event_time':'2026-01-01T00:00:00Z','anonymous_id':'a','name':'page_view'";
    private static final String PURCHASE = "'event_id':'p1','event_time':1767225600000,'user_id':'u','order_id':'o',"
            + "'kind':'ORDER','amount_minor':1999,'currency':'USD'";

    private static Click click(String more) throws RecordException {
        return (Click) read("clickstream", "{" + CLICK + more + "}");
    }

    private static Object read(String stream, String json) throws RecordException {
        return JsonRecords.read(Streams.named(stream), JsonRecords.parse(json.replace('\'', '"')));
    }

    @Test
    void readsEveryKindOfField() throws RecordException {
        Click click =
                click(",'value':12.345,'is_bot':true,'user_id':null,'properties':{'a':'x','n':1.50,'i':7,'b':true,"
                        + "'none':null}");
        assertThat(click.getEventId()).isEqualTo("c1");
        assertThat(click.getEventTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(click.getValue()).isEqualTo(new BigDecimal("12.345000"));
        assertThat(click.getIsBot()).isTrue();
        assertThat(click.getUserId()).isNull();
        assertThat(click.getProperties()).isEqualTo(Map.of("a", "x", "n", "1.50", "i", "7", "b", "true"));

        Purchase purchase = (Purchase) read("purchases", "{" + PURCHASE + ",'mrr_minor':-5}");
        assertThat(purchase.getEventTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(purchase.getKind()).isEqualTo(PurchaseKind.ORDER);
        assertThat(purchase.getAmountMinor()).isEqualTo(1999);
        assertThat(purchase.getMrrMinor()).isEqualTo(-5);
        assertThat(purchase.getProperties()).isEmpty();

        Signup signup = (Signup) read(
                "signups",
                "{'event_id':'s','event_time':1767225600000,'user_id':'u','email_minhash':[1,-9223372036854775808]}");
        assertThat(signup.getEmailMinhash()).isEqualTo(List.of(1L, Long.MIN_VALUE));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00Z,       2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00+02:00,  2026-03-01T10:00:00Z",
        "2026-03-01T12:00Z,          2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00.123456789Z, 2026-03-01T12:00:00.123Z",
    })
    void readsTimesToTheMillisecond(String written, String expected) throws RecordException {
        String json = "{" + CLICK.replace("2026-01-01T00:00:00Z", written) + "}";
        assertThat(((Click) read("clickstream", json)).getEventTime()).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.100000",
        "-999999999999.999999, -999999999999.999999",
        "1e3, 1000.000000",
        "1.2345670, 1.234567",
        "0e-40, 0.000000"
    })
    void readsDecimalsExactly(String written, String expected) throws RecordException {
        assertThat(click(",'value':" + written).getValue()).isEqualTo(new BigDecimal(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ",'value':1.2345678        | field value: expected a number with at most 12 digits before the point",
                ",'value':1e12             | field value: expected a number with at most 12 digits",
                ",'value':1e1000000000     | field value: expected a number with at most 12 digits",
                ",'value':1e-1000000000    | field value: expected a number with at most 12 digits",
                ",'value':'1.5'            | found the text '1.5'",
                ",'is_bot':'true'          | field is_bot: expected true or false, found the text 'true'",
                ",'is_bot':null            | field is_bot: expected true or false, found null",
                ",'is_bot':1               | field is_bot: expected true or false, found the number 1",
                ",'url':7                  | field url: expected a text, found the number 7",
                ",'url':['x']              | field url: expected a text, found a list",
                ",'url':'\\ud800x'         | field url: expected a text of whole characters, found half a surrogate",
                ",'properties':'x'         | field properties: expected an object of texts, found the text 'x'",
                ",'properties':{'p':{}}    | field properties.p: expected a text, a number or a boolean, found an object",
                ",'refferal_code':'x'      | field refferal_code: the stream clickstream has no such field",
                ",'Name':'x'               | field Name: the stream clickstream has no such field",
            })
    void refusesWhatDoesNotFitAClick(String more, String message) {
        RecordException refused = catchThrowableOfType(RecordException.class, () -> click(more));
        assertThat(refused).isNotNull().hasMessageContaining(message);
        assertThat(refused.reason()).isEqualTo("invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'amount_minor':1999    | 'amount_minor':19.99                | field amount_minor: expected a whole number",
                "'amount_minor':1999    | 'amount_minor':1999.0               | found the number 1999.0",
                "'amount_minor':1999    | 'amount_minor':'1999'               | found the text '1999'",
                "'amount_minor':1999    | 'amount_minor':9223372036854775808  | found the number 9223372036854775808",
                "'amount_minor':1999    | 'amount_minor':null                 | found null",
                "'amount_minor':1999,   |                                     | field amount_minor: expected a whole number of 64 bits, found nothing",
                "'kind':'ORDER'         | 'kind':'order'                      | expected one of ORDER, RENEWAL, REFUND, CHARGEBACK, REFUND_CANCELLED",
                "'event_time':1767225600000 | 'event_time':'2026-01-01'       | field event_time: expected a time as ISO-8601",
                "'event_time':1767225600000 | 'event_time':'2026-01-01T00:00:00' | field event_time: expected a time",
                "'event_time':1767225600000 | 'event_time':'2026-02-30T00:00:00Z' | field event_time: expected a time",
                "'event_time':1767225600000 | 'event_time':'+999999999-01-01T00:00:00Z' | field event_time: expected a time",
                "'event_time':1767225600000 | 'event_time':1.5                | field event_time: expected a time",
                "'event_time':1767225600000 | 'event_time':1767225600         | looks like seconds",
            })
    void refusesWhatDoesNotFitAPurchase(String right, String wrong, String message) {
        String json = "{" + PURCHASE.replace(right, wrong == null ? "" : wrong) + "}";
        assertThatThrownBy(() -> read("purchases", json))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{'a':1",
                "{'a':1}}",
                "{'a':1} {'a':2}",
                "{'a':1,'a':2}",
                "{'a':NaN}",
                "{'a':Infinity}",
                "{'a':01}",
                "{a:1}",
                "[1]",
                "7",
                "null",
                "not json"
            })
    void callsUndecodableWhatIsNotOneJsonObject(String text) {
        RecordException refused =
                catchThrowableOfType(RecordException.class, () -> JsonRecords.parse(text.replace('\'', '"')));
        assertThat(refused).isNotNull();
        assertThat(refused.reason()).isEqualTo("undecodable");
    }

    @Test
    void survivesNestingAndNumbersOfAnyLength() {
        assertThatThrownBy(() -> JsonRecords.parse("[".repeat(100_000))).isInstanceOf(RecordException.class);
        assertThatThrownBy(() -> JsonRecords.parse("{\"a\":" + "9".repeat(100_000) + "}"))
                .isInstanceOf(RecordException.class);
        assertThatThrownBy(() -> JsonRecords.parse("{\"a\":1e99999999999}")).isInstanceOf(RecordException.class);
    }

    @Test
    void takesReceivedAtFromFiles() throws RecordException {
        ObjectNode json = JsonRecords.parse("{\"received_at\":\"2026-01-01T00:00:01Z\",\"a\":1}");
        assertThat(JsonRecords.takeReceivedAt(json))
                .isEqualTo(Instant.parse("2026-01-01T00:00:01Z").toEpochMilli());
        assertThat(json.has("received_at")).isFalse();
        assertThat(JsonRecords.takeReceivedAt(json)).isNull();
    }

    @Test
    void writesWhatItReads() throws RecordException {
        Click click = click(
                ",'value':0.5,'url':'https://x.org/?a=\"ü😀','properties':{'z':'1','a':'2'}".replace("\"", "\\u0022"));
        String text = JsonText.of(click);
        assertThat(text)
                .contains("\"event_time\":\"2026-01-01T00:00:00Z\"", "\"value\":0.5", "{\"a\":\"2\",\"z\":\"1\"}");
        assertThat(JsonRecords.read(Streams.named("clickstream"), JsonRecords.parse(text)))
                .isEqualTo(click);

        Object purchase = read("purchases", "{" + PURCHASE + ",'refund_id':'r'}");
        assertThat(read("purchases", JsonText.of((Purchase) purchase))).isEqualTo(purchase);
    }
}
