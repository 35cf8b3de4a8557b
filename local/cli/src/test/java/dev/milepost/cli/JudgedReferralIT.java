package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From verdict and review files through the whole graph to what status says, also of whom nothing was earned for. */
class JudgedReferralIT {

    private static final String PROGRAM = """
            program: spring
            version: 1
            valid_from: 2026-01-01T00:00:00Z
            currency: USD
            qualifies: {on: {event: order}, within: 90d}
            rewards:
              - id: friend
                on: {event: referral.qualified}
                per: referral
                effects: [{to: advocate, kind: cash, amount: 20.00, hold: 14d}]
            review: {risk_over: 0.3, block_over: 0.9, on_timeout: escalate, after: 7d}
            """;

    @TempDir
    private Path folder;

    @Test
    void statusSaysThatAReferralIsRejectedOrBlocked() throws Exception {
        Files.createDirectory(folder.resolve("programs"));
        Files.writeString(folder.resolve("programs/spring.yaml"), PROGRAM);
        Files.createDirectory(folder.resolve("events"));
        events();
        Shell shell = new Shell(folder.resolve("home"));
        String warehouse = folder.resolve("warehouse").toString();
        assertThat(shell.run(
                        "backfill",
                        "--events",
                        folder.resolve("events").toString(),
                        "--programs",
                        folder.resolve("programs").toString(),
                        "--set",
                        "fraud.own_verdicts=false",
                        "--warehouse",
                        warehouse))
                .as(shell.err())
                .isZero();

        String bob =
                "rejected by a reviewer, 2026-01-04 00:00:00 (review r1): milestones and rewards count it no more\n";
        String cyd =
                "blocked by a fraud verdict as one identity or a ring, 2026-01-05 00:00:00 (verdict event v2): time alone"
                        + " releases no reward of it\n";
        assertThat(shell.run("status", "bob", "--warehouse", warehouse)).isZero();
        assertThat(shell.out())
                .contains("Referred by ada in spring (code), 2026-01-03 00:00:00: " + bob, "Rewards: none.");
        assertThat(shell.run("status", "cyd", "--warehouse", warehouse)).isZero();
        assertThat(shell.out()).contains("Referred by ada in spring (code), 2026-01-03 00:00:00: " + cyd);
        assertThat(shell.run("status", "ada", "--warehouse", warehouse)).isZero();
        assertThat(shell.out())
                .contains("  bob in spring (bob/s-bob): " + bob, "  cyd in spring (cyd/s-cyd): " + cyd)
                .contains("HELD (escalated)")
                .doesNotContain("dan in spring");
    }

    /** Bob is rejected before he orders, Cyd blocked before she does, and Dan cleared. */
    private void events() throws IOException {
        add("signups", "s-ada", "2026-01-02T00:00:00Z", "\"user_id\":\"ada\",\"marketing_consent\":true");
        add(
                "clickstream",
                "c1",
                "2026-01-02T01:00:00Z",
                "\"anonymous_id\":\"a\",\"user_id\":\"ada\",\"name\":\"referral_code_created\",\"referral_code\":\"C1\","
                        + "\"properties\":{\"program\":\"spring\"}");
        for (String user : new String[] {"bob", "cyd", "dan"}) {
            add(
                    "signups",
                    "s-" + user,
                    "2026-01-03T00:00:00Z",
                    "\"user_id\":\"" + user + "\",\"marketing_consent\":true,\"referral_code\":\"C1\"");
            add(
                    "purchases",
                    "o-" + user,
                    "2026-01-06T00:00:00Z",
                    "\"user_id\":\"" + user + "\",\"order_id\":\"o-" + user
                            + "\",\"kind\":\"ORDER\",\"amount_minor\":1000,\"currency\":\"USD\"");
        }
        add(
                "reviews",
                "r1",
                "2026-01-04T00:00:00Z",
                "\"case_id\":\"k\",\"program_id\":\"spring\",\"advocate_id\":\"ada\",\"expected_version\":1,\"propensity\":1,"
                        + "\"action\":\"REJECT\",\"referral_ids\":[\"bob/s-bob\"],\"reviewer\":\"rita\"");
        verdict("v2", "cyd", "0.95", "\"SELF_DEVICE\"");
        verdict("v3", "dan", "0.1", "");
        add(
                "clickstream",
                "c2",
                "2026-05-01T00:00:00Z",
                "\"anonymous_id\":\"a\",\"user_id\":\"ada\",\"name\":\"seen\"");
    }

    private void verdict(String id, String referee, String score, String codes) throws IOException {
        add(
                "fraud-verdicts",
                id,
                "2026-01-05T00:00:00Z",
                "\"verdict_id\":\"" + id + "\",\"referral_id\":\"" + referee + "/s-" + referee
                        + "\",\"program_id\":\"spring\",\"advocate_id\":\"ada\",\"referee_id\":\"" + referee
                        + "\",\"score\":"
                        + score + ",\"codes\":[" + codes + "]");
    }

    private void add(String stream, String id, String time, String fields) throws IOException {
        Path file = folder.resolve("events/" + stream + ".jsonl");
        String before = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(
                file, before + "{\"event_id\":\"" + id + "\",\"event_time\":\"" + time + "\"," + fields + "}\n");
    }
}
