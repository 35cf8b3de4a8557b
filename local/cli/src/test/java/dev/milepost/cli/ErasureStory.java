package dev.milepost.cli;

import dev.milepost.milestones.model.id.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Erna, whom Vera referred, and who referred Bob: both referrals were paid for to both. She has two devices, of which she shares none
 * of its own hashes but one with Vera; somebody invited her, she invited somebody, and a purchase of hers is a dead letter.
 */
final class ErasureStory {

    static final String ERNA = "erna-of-the-story";
    static final String VERA = "vera-of-the-story";
    static final String BOB = "bob-of-the-story";

    /** Everything that names Erna, and nobody else. */
    static final Set<String> IDS = Set.of(
            ERNA,
            "device-of-erna-1",
            "device-of-erna-2",
            "ERNA-CODE-2026",
            "k1:mailbox-of-erna",
            "hash-of-ernas-phone",
            "order-of-erna-1",
            "order-of-erna-2",
            "refund-of-erna-2",
            "erna.example");

    private static final String PROGRAM = "ten-for-both";
    private static final String RULE = "first-purchase";

    private ErasureStory() {}

    /** Writes stream files of their own into a folder. */
    static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("clickstream-story.jsonl"), String.join("\n", CLICKS) + "\n");
        Files.writeString(folder.resolve("signups-story.jsonl"), String.join("\n", SIGNUPS) + "\n");
        Files.writeString(folder.resolve("purchases-story.jsonl"), String.join("\n", PURCHASES) + "\n");
        Files.writeString(folder.resolve("user_attributes-story.jsonl"), String.join("\n", ATTRIBUTES) + "\n");
        Files.writeString(folder.resolve("fraud-verdicts-story.jsonl"), String.join("\n", verdicts()) + "\n");
        Files.writeString(folder.resolve("reviews-story.jsonl"), String.join("\n", REVIEWS) + "\n");
        Files.writeString(folder.resolve("payouts-story.jsonl"), String.join("\n", payouts()) + "\n");
    }

    private static final List<String> CLICKS = List.of("""
            {"event_id":"vera-creates","event_time":"2026-01-05T10:00:00Z","anonymous_id":"device-of-vera","user_id":"vera-of-the-story","name":"referral_code_created","referral_code":"VERA-CODE-2026","device_hash":"hash-of-the-shared-tablet","properties":{"program":"ten-for-both"}}""", """
            {"event_id":"vera-invites","event_time":"2026-01-06T10:00:00Z","anonymous_id":"device-of-vera","user_id":"vera-of-the-story","name":"invite_sent","referral_code":"VERA-CODE-2026","properties":{"invitee_email_hash":"k1:mailbox-of-erna"}}""", """
            {"event_id":"erna-comes","event_time":"2026-01-09T10:00:00Z","anonymous_id":"device-of-erna-1","session_id":"visit-of-erna","name":"referral_link_clicked","url":"https://shop.example/r/VERA-CODE-2026","referral_code":"VERA-CODE-2026","device_hash":"hash-of-ernas-phone","country":"DE"}""", """
            {"event_id":"erna-looks","event_time":"2026-01-09T10:05:00Z","anonymous_id":"device-of-erna-1","session_id":"visit-of-erna","name":"page_view","url":"https://shop.example/shoes","device_hash":"hash-of-ernas-phone"}""", """
            {"event_id":"erna-is-known","event_time":"2026-01-11T10:00:00Z","anonymous_id":"device-of-erna-2","user_id":"erna-of-the-story","name":"identified","device_hash":"hash-of-the-shared-tablet"}""", """
            {"event_id":"erna-creates","event_time":"2026-01-13T10:00:00Z","anonymous_id":"device-of-erna-2","name":"referral_code_created","referral_code":"ERNA-CODE-2026","properties":{"program":"ten-for-both"}}""", """
            {"event_id":"erna-invites","event_time":"2026-01-14T10:00:00Z","anonymous_id":"device-of-erna-2","user_id":"erna-of-the-story","name":"invite_sent","referral_code":"ERNA-CODE-2026","properties":{"invitee_email_hash":"k1:mailbox-of-bob"}}""", """
            {"event_id":"bob-comes","event_time":"2026-01-19T10:00:00Z","anonymous_id":"device-of-bob","name":"referral_link_clicked","url":"https://shop.example/r/ERNA-CODE-2026?from=erna-of-the-story","referral_code":"ERNA-CODE-2026","properties":{"shown":"from erna-of-the-story"}}""");

    private static final List<String> SIGNUPS = List.of("""
            {"event_id":"vera-signs-up","event_time":"2026-01-04T10:00:00Z","user_id":"vera-of-the-story","anonymous_id":"device-of-vera","email_hash":"k1:mailbox-of-vera","email_domain":"mail.example","marketing_consent":true}""", """
            {"event_id":"erna-signs-up","event_time":"2026-01-10T10:00:00Z","user_id":"erna-of-the-story","anonymous_id":"device-of-erna-1","referral_code":"VERA-CODE-2026","email_hash":"k1:mailbox-of-erna","email_domain":"erna.example","email_minhash":[11,12,13,14,15,16,17,18],"plan":"pro","device_hash":"hash-of-ernas-phone","marketing_consent":true,"properties":{"hobby":"sailing"}}""", """
            {"event_id":"bob-signs-up","event_time":"2026-01-20T10:00:00Z","user_id":"bob-of-the-story","anonymous_id":"device-of-bob","referral_code":"ERNA-CODE-2026","email_hash":"k1:mailbox-of-bob","email_domain":"mail.example","marketing_consent":true}""");

    private static final List<String> PURCHASES = List.of("""
            {"event_id":"erna-buys-1","event_time":"2026-01-12T10:00:00Z","user_id":"erna-of-the-story","order_id":"order-of-erna-1","kind":"ORDER","amount_minor":4200,"currency":"USD"}""", """
            {"event_id":"erna-buys-2","event_time":"2026-02-01T10:00:00Z","user_id":"erna-of-the-story","order_id":"order-of-erna-2","kind":"ORDER","amount_minor":1700,"currency":"USD"}""", """
            {"event_id":"erna-gives-back","event_time":"2026-02-02T10:00:00Z","user_id":"erna-of-the-story","order_id":"order-of-erna-2","kind":"REFUND","refund_id":"refund-of-erna-2","amount_minor":1700,"currency":"USD"}""", """
            {"event_id":"erna-errs","event_time":"2026-02-03T10:00:00Z","user_id":"erna-of-the-story","order_id":"order-of-erna-3","kind":"ORDER","amount_minor":-5,"currency":"USD"}""", """
            {"event_id":"bob-buys","event_time":"2026-01-22T10:00:00Z","user_id":"bob-of-the-story","order_id":"order-of-bob","kind":"ORDER","amount_minor":3300,"currency":"USD"}""");

    private static final List<String> ATTRIBUTES = List.of("""
            {"event_id":"erna-is","event_time":"2026-01-15T10:00:00Z","user_id":"erna-of-the-story","attributes":{"segment":"consumer","city":"Bremen"}}""");

    private static final List<String> REVIEWS = List.of("""
            {"event_id":"review-of-erna","event_time":"2026-01-24T10:00:00Z","case_id":"case-of-erna-of-the-story","program_id":"ten-for-both","advocate_id":"erna-of-the-story","expected_version":1,"propensity":1,"action":"APPROVE","referral_ids":["bob-of-the-story/bob-signs-up"],"reason":"friends","reviewer":"rita","note":"Erna and Bob are colleagues"}""");

    private static List<String> verdicts() {
        String form = """
                {"event_id":"verdict-of-%1$s","event_time":"%2$s","verdict_id":"verdict-of-%1$s","referral_id":"%3$s","program_id":"ten-for-both","advocate_id":"%4$s","referee_id":"%5$s","score":0.1}""";
        return List.of(
                form.formatted("ernas", "2026-01-12T12:00:00Z", ERNA + "/erna-signs-up", VERA, ERNA),
                form.formatted("bobs", "2026-01-22T12:00:00Z", BOB + "/bob-signs-up", ERNA, BOB));
    }

    private static List<String> payouts() {
        String form = """
                {"event_id":"transfer-%1$s","event_time":"2026-03-10T10:00:00Z","reward_id":"%1$s","program_id":"ten-for-both","amount_minor":1000,"currency":"USD","external_reference":"transfer-%1$s"}""";
        return rewards().stream().map(form::formatted).toList();
    }

    /** The ids of the four rewards, which are hashes of who gets them for whom. */
    static List<String> rewards() {
        return List.of(
                Ids.of(PROGRAM, RULE, ERNA, VERA, "advocate", "0"),
                Ids.of(PROGRAM, RULE, ERNA, ERNA, "referee", "0"),
                Ids.of(PROGRAM, RULE, BOB, ERNA, "advocate", "0"),
                Ids.of(PROGRAM, RULE, BOB, BOB, "referee", "0"));
    }
}
