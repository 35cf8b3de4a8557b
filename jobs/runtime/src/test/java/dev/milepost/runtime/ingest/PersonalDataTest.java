package dev.milepost.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.schemas.Streams;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected hashes were made by {@code openssl dgst -sha256 -hmac} and by Python's hmac and ipaddress modules. */
final class PersonalDataTest {

    private static final String KEY = "correct horse battery staple";
    private static final String KEY_ID = "c4bbcb1f:";
    private static final String JANE = KEY_ID + "57edb47e4e2275345cfdceaba784ef9219e67469b6acc83daf7a737e872c06b3";
    private static final String ADDRESS = KEY_ID + "af36bdd72e88ba80f73a01a7385fa6f69218346967f9d21af2e3c012b07ac8a1";
    private static final String NETWORK = KEY_ID + "0233fda1dfbef505e2c9ef4c3a270f5a8f2e50bfde02813ca6252f6ef3e248fb";
    private static final String ADDRESS_6 = KEY_ID + "f141c259dc5b9dfcbe58f183cb1e26483b0047a75d30f9af36ab0d863f908a47";
    private static final String NETWORK_6 = KEY_ID + "a4091f492600eb8101028e08e0989bfd9583eadf70dd1d69c5a599eb4977382a";
    private static final String DEVICE = KEY_ID + "2376f7c022e8ec8cedc9dff0fe6cff615696eabd61e6e4bd439ddd12a1f4deb5";
    private static final String CARD = KEY_ID + "a703f875ee3a2bbd5004d7c4b478739ebfd5a0d0390b828b34e05b488ce9f081";

    private final PersonalData personalData = PersonalData.withKey(KEY);

    private ObjectNode hashed(String stream, String json) throws RecordException {
        ObjectNode node = JsonRecords.parse(json);
        personalData.hash(node, schema(stream));
        return node;
    }

    private static Schema schema(String stream) {
        return Streams.named(stream).schema();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "janedoe@gmail.com",
                " Jane.Doe@GMail.com ",
                "j.a.n.e.d.o.e+news@googlemail.com",
                "JaneDoe+@gmail.com"
            })
    void oneAddressHasOneHashHoweverItIsSpelled(String email) throws RecordException {
        ObjectNode node = hashed("signups", "{\"email\":\"" + email + "\"}");
        assertThat(node.get("email_hash").textValue()).isEqualTo(JANE);
        assertThat(node.get("email_domain").textValue()).isEqualTo("gmail.com");
        assertThat(node.has("email")).isFalse();
    }

    @Test
    void dotsCountOutsideGmail() throws RecordException {
        String dotted = hashed("signups", "{\"email\":\"jane.doe@example.org\"}")
                .get("email_hash")
                .textValue();
        String plain = hashed("signups", "{\"email\":\"janedoe@example.org\"}")
                .get("email_hash")
                .textValue();
        assertThat(dotted).isNotEqualTo(plain);
    }

    @Test
    void minhashIsOfTheLocalPartWithDigitsMasked() throws RecordException {
        assertThat(hashed("signups", "{\"email\":\"Jane.Doe@gmail.com\"}")
                        .get("email_minhash")
                        .toString())
                .isEqualTo("[-5845781321867313787,-6204793498501640648,-5674894682459172702,-7434413916283495943,"
                        + "-7766590957333337326,-4977664955646589020,-2623180845710530467,-5771074280977974214]");
        assertThat(personalData.minhash(EmailAddress.parse("ab1@x.org")))
                .startsWith(-139852953852041278L, -1683391257351024195L)
                .isEqualTo(personalData.minhash(EmailAddress.parse("ab7@y.org")));
        assertThat(personalData.minhash(EmailAddress.parse("a1@x.org")))
                .startsWith(3027557829945772419L)
                .endsWith(-1850238974077180418L);
    }

    @Test
    void addressesAreHashedWithTheirNetwork() throws RecordException {
        ObjectNode version4 = hashed("clickstream", "{\"ip\":\"203.0.113.7\"}");
        assertThat(version4.get("ip_hash").textValue()).isEqualTo(ADDRESS);
        assertThat(version4.get("ip_prefix_hash").textValue()).isEqualTo(NETWORK);
        ObjectNode version6 = hashed("clickstream", "{\"ip\":\"2001:DB8:1:2::1\"}");
        assertThat(version6.get("ip_hash").textValue()).isEqualTo(ADDRESS_6);
        assertThat(version6.get("ip_prefix_hash").textValue()).isEqualTo(NETWORK_6);
        assertThat(hashed("clickstream", "{\"ip\":\"::ffff:203.0.113.7\"}")
                        .get("ip_hash")
                        .textValue())
                .isEqualTo(ADDRESS);
        assertThat(hashed("purchases", "{\"ip\":\"203.0.113.7\"}").has("ip_prefix_hash"))
                .isFalse();
    }

    @Test
    void devicesAndInstrumentsAreHashed() throws RecordException {
        assertThat(hashed("clickstream", "{\"device_id\":\" device-1 \"}")
                        .get("device_hash")
                        .textValue())
                .isEqualTo(DEVICE);
        assertThat(hashed("purchases", "{\"payment_instrument\":\"4111 1111-1111 1111\"}")
                        .get("payment_hash")
                        .textValue())
                .isEqualTo(CARD);
    }

    @Test
    void anInviteesHashEqualsTheSignups() throws RecordException {
        ObjectNode node = hashed("clickstream", "{\"properties\":{\"invitee_email\":\"jane.doe@gmail.com\"}}");
        assertThat(node.toString()).isEqualTo("{\"properties\":{\"invitee_email_hash\":\"" + JANE + "\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "signups     | {'email':'jane'}                         | field email: is no e-mail address",
                "signups     | {'email':'+tag@x.org'}                   | field email: is no e-mail address",
                "signups     | {'email':7}                              | field email: must be a text",
                "signups     | {'email':' '}                            | field email: must be a text",
                "signups     | {'email':'a@b.c','email_hash':'x'}       | field email: is given beside email_hash",
                "clickstream | {'email':'a@b.c'}                        | field email: stream has no email_hash",
                "clickstream | {'ip':'203.0.113.256'}                   | field ip: is no IP address",
                "clickstream | {'ip':'203.0.113'}                       | field ip: is no IP address",
                "clickstream | {'ip':'1:2:3:4:5:6:7'}                   | field ip: is no IP address",
                "clickstream | {'ip':'1::2::3'}                         | field ip: is no IP address",
                "clickstream | {'ip':'example.org'}                     | field ip: is no IP address",
                "clickstream | {'properties':{'invitee_email':'x'}}     | field invitee_email: is no e-mail address",
            })
    void refusesWhatItCannotHashWithoutQuotingIt(String stream, String json, String message) {
        assertThatThrownBy(() -> hashed(stream, json.replace('\'', '"')))
                .isInstanceOf(RecordException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContainingAny("jane", "a@b", "203.0", "example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "ip", "device_id", "payment_instrument"})
    void refusesRawFieldsWithoutAKey(String field) throws RecordException {
        ObjectNode node = JsonRecords.parse("{\"" + field + "\":\"x\"}");
        assertThatThrownBy(() -> PersonalData.withKeyIfAny("").hash(node, schema("signups")))
                .hasMessage("field " + field + ": is personal data and there is no key to hash it under: set"
                        + " MILEPOST_HASH_KEY");
    }

    @Test
    void leavesRecordsWithoutRawFieldsAloneWithoutAKey() throws RecordException {
        ObjectNode node = JsonRecords.parse("{\"email_hash\":\"x\",\"properties\":{\"a\":\"b\"}}");
        ObjectNode before = node.deepCopy();
        PersonalData.withoutKey().hash(node, schema("signups"));
        assertThat(node).isEqualTo(before);
    }

    @Test
    void refusesAShortKey() {
        assertThatThrownBy(() -> PersonalData.withKey("secret"))
                .hasMessageContaining("6 characters")
                .hasMessageNotContaining("secret");
    }
}
