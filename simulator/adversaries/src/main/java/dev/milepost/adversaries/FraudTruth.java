package dev.milepost.adversaries;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the truth about a world: {@code fraud.csv}, {@code groups.csv}, {@code chargebacks.csv}, {@code summary.json}. */
final class FraudTruth {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final World world;
    private final Path directory;

    FraudTruth(World world, Path directory) throws IOException {
        this.world = world;
        this.directory = Files.createDirectories(directory);
    }

    AdversarySummary write(Map<String, Long> lines) throws IOException {
        List<Referral> referrals = world.referrals().stream()
                .sorted(Comparator.comparingLong((Referral referral) -> referral.referee().joined)
                        .thenComparing(referral -> referral.referee().name))
                .toList();
        referrals(referrals);
        groups(referrals);
        chargebacks(referrals);
        AdversarySummary summary = summary(referrals, lines);
        Files.write(directory.resolve("summary.json"), JSON.writeValueAsBytes(summary));
        return summary;
    }

    private void referrals(List<Referral> referrals) throws IOException {
        try (BufferedWriter file = file(
                "fraud.csv",
                "user_id,advocate_id,program_id,code,evidence,label,typology,cause,group_id,"
                        + "code_time,signup_time,first_order_time")) {
            for (Referral referral : referrals) {
                Account referee = referral.referee();
                Account advocate = referral.advocate();
                line(
                        file,
                        referee.userId(),
                        advocate.userId(),
                        advocate.offer().program(),
                        advocate.code(),
                        referee.arrival.way().evidence(),
                        label(referral),
                        referral.typology().text(),
                        referral.cause() == null ? "" : referral.cause().signal(),
                        referral.group() == null ? "" : referral.group(),
                        time(advocate.codeMillis),
                        time(referee.joined),
                        firstOrder(referee));
            }
        }
    }

    /** Each member once: an advocate is of the group, too. */
    private void groups(List<Referral> referrals) throws IOException {
        Map<String, Map<Account, Referral>> groups = new LinkedHashMap<>();
        for (Referral referral : referrals) {
            if (referral.group() != null) {
                Map<Account, Referral> members =
                        groups.computeIfAbsent(referral.group(), name -> new LinkedHashMap<>());
                members.putIfAbsent(referral.advocate(), referral);
                members.putIfAbsent(referral.referee(), referral);
            }
        }
        try (BufferedWriter file = file("groups.csv", "group_id,user_id,label,typology,component")) {
            for (Map.Entry<String, Map<Account, Referral>> group : groups.entrySet()) {
                Map<Account, Account> components =
                        Components.of(group.getValue().keySet());
                for (Map.Entry<Account, Referral> member : group.getValue().entrySet()) {
                    Account component = components.get(member.getKey());
                    line(
                            file,
                            group.getKey(),
                            member.getKey().userId(),
                            label(member.getValue()),
                            member.getValue().typology().text(),
                            component == null ? "" : component.userId());
                }
            }
        }
    }

    private void chargebacks(List<Referral> referrals) throws IOException {
        try (BufferedWriter file = file("chargebacks.csv", "user_id,advocate_id,order_id,charged_back_at,label")) {
            for (Referral referral : referrals) {
                Account referee = referral.referee();
                for (int i = 0; i < referee.orders.size(); i++) {
                    Order order = referee.orders.get(i);
                    long at = referee.joined + order.lagMillis() + order.back();
                    if (order.chargeback() && at < world.calendar().end()) {
                        line(
                                file,
                                referee.userId(),
                                referral.advocate().userId(),
                                Life.orderId(referee, i),
                                time(at),
                                label(referral));
                    }
                }
            }
        }
    }

    private AdversarySummary summary(List<Referral> referrals, Map<String, Long> lines) {
        Map<String, Long> typologies = new TreeMap<>();
        Map<String, Long> causes = new TreeMap<>();
        for (Referral referral : referrals) {
            typologies.merge(referral.typology().text(), 1L, Long::sum);
            if (referral.cause() != null) {
                causes.merge(referral.cause().signal(), 1L, Long::sum);
            }
        }
        return new AdversarySummary(
                world.accounts().size(), referrals.size(), world.fraud(), typologies, causes, new TreeMap<>(lines));
    }

    private String firstOrder(Account referee) {
        if (referee.orders.isEmpty()) {
            return "";
        }
        long time = referee.joined + referee.orders.get(0).lagMillis();
        return time < world.calendar().end() ? time(time) : "";
    }

    private static String label(Referral referral) {
        return referral.typology().isFraud() ? "fraud" : "benign";
    }

    private BufferedWriter file(String name, String header) throws IOException {
        BufferedWriter writer = Files.newBufferedWriter(directory.resolve(name), StandardCharsets.UTF_8);
        line(writer, header);
        return writer;
    }

    /** None of our values holds a comma, a quote or a line break. */
    private static void line(BufferedWriter writer, String... values) throws IOException {
        writer.write(String.join(",", values));
        writer.write('\n');
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
