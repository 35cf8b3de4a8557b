package dev.milepost.cli;

import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Signup;
import dev.milepost.testkit.registry.TestRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Events with personal data wherever somebody may have put it: in records that are taken, and in those that are refused. */
final class CanaryFiles {

    /** What {@link #write} makes. */
    static final List<String> NAMES =
            List.of("signups-today.jsonl", "reviews-today.jsonl", "clickstream-today.jsonl.gz");

    /** So many lines are taken. */
    static final int TAKEN = 5;

    /** So many are refused. */
    static final int REFUSED = 17;

    /** Of four records that a producer writes, one is taken and so many are refused. */
    static final int REFUSED_OF_TOPICS = 3;

    private static final String ID = "\"event_id\":\"%s\",\"event_time\":\"%s\"";

    private static final List<String> SIGNUPS = List.of(
            "{ID,'user_id':'u1','email':'<email>','ip':'<ip>','device_id':'<device>','payment_instrument':'<card>'}",
            "{ID,'user_id':'u2','email':'<email>','ip':'<ip6>','plan':'asked by <email>',"
                    + "'properties':{'contact':'<email>','ip':'<ip>','DEVICE_ID':'<device>','seen_from':'<ip6>'}}",
            "{ID,'user_id':'r1','email':'no address: <phone>'}",
            "{ID,'user_id':'r2','ip':'<ip>:80'}",
            "{ID,'user_id':'r3','email':'<email>','email_hash':'<email>'}",
            "{ID,'user_id':'r4','email_hash':'<email>'}",
            "{ID,'user_id':'r5','ip_hash':'<ip6>'}",
            "{ID,'user_id':'r6','phone':'<phone>','mail':{'work':'<email>'}}",
            "{ID,'user_id':'r7','marketing_consent':'<email>'}",
            "{ID,'user_id':'r8','email_minhash':['<email>','<ip>']}",
            "{ID,'user_id':{'email':'<email>','device_id':'<device>'}}",
            "{ID,'user_id':'r9','<email>':true}",
            "{ID,'user_id':'r10','properties':{'who':{'mail':'<email>','from':'<ip>'}}}",
            "{ID,'user_id':'r11','email':'<email>'",
            "{ID,'user_id':'r12','seen':'<ip>',}",
            "<email>;<ip6>;<card>;<phone>");

    private static final List<String> CLICKS = List.of(
            "{ID,'anonymous_id':'a1','name':'invite_sent','ip':'<ip>','url':'https://shop.example/r?to=<email>',"
                    + "'properties':{'invitee_email':'<email>'}}",
            "{ID,'anonymous_id':'a2','name':'page_view','device_id':'<device>','referrer_url':'https://<email>/x'}",
            "{ID,'anonymous_id':'a3','name':'page_view','email':'<email>'}",
            "{ID,'anonymous_id':'a4','name':'page_view','value':'<card>'}");

    private CanaryFiles() {}

    /** Writes them. */
    static void write(Path folder, Canaries canaries) throws IOException {
        Files.createDirectories(folder);
        StringBuilder signups = new StringBuilder(lines("s", SIGNUPS, canaries));
        // Longer than a line may be: its first bytes would be its dead letter's payload.
        signups.append(canaries.in("{'event_id':'long','email':'<email>','note':'"))
                .append("x".repeat(1 << 20))
                .append("'}\n");
        Files.writeString(
                folder.resolve("signups-today.jsonl"), signups.toString().replace('\'', '"'));
        Files.writeString(
                folder.resolve("reviews-today.jsonl"),
                lines(
                        "n",
                        List.of(
                                "{ID,'case_id':'c1','program_id':'default','advocate_id':'u1','expected_version':1,'propensity':1,"
                                        + "'action':'CLAIM','reviewer':'rita','note':'She wrote from <email>'}"),
                        canaries));
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("clickstream-today.jsonl.gz")))) {
            out.write(lines("c", CLICKS, canaries).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String lines(String prefix, List<String> forms, Canaries canaries) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < forms.size(); i++) {
            lines.append(canaries.in(forms.get(i).replace("{ID", "{" + ID.formatted("canary-" + prefix + i, now)))
                            .replace('\'', '"'))
                    .append('\n');
        }
        return lines.toString();
    }

    /** What a producer writes itself is not hashed on its way: one record is taken, three are refused. */
    static void produce(String kafka, Canaries producers) throws Exception {
        Signup signup = new Signup();
        signup.setEventId("canary-k1");
        signup.setEventTime(Instant.now());
        signup.setUserId("k1");
        signup.setMarketingConsent(false);
        signup.setProperties(Map.of(
                "email", producers.in("<email>"), "note", producers.in("of <email>"), "ip", producers.in("<ip>")));
        Signup raw = Signup.newBuilder(signup)
                .setEventId("canary-k2")
                .setEmailHash(producers.in("<email>"))
                .build();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : List.of(
                    new Wire().encode(signup),
                    new Wire().encode(raw),
                    producers
                            .in("{\"event_id\":\"k3\",\"email\":\"<email>\",\"ip\":\"<ip6>\"}")
                            .getBytes(StandardCharsets.UTF_8),
                    TestRegistry.framed(7, producers.in("<email> <ip> <card>").getBytes(StandardCharsets.UTF_8)))) {
                producer.send(new ProducerRecord<>("signups", 0, "k".getBytes(StandardCharsets.UTF_8), value))
                        .get();
            }
        }
    }
}
