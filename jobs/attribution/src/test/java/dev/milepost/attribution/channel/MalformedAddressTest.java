package dev.milepost.attribution.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Addresses are what anybody on the web sends: none may throw, and none may take long. */
class MalformedAddressTest {

    private static final ChannelRules RULES = ChannelRules.shipped();
    private static final String[] SPLINTERS = {
        "%",
        "%2",
        "%u12",
        "%%%",
        "://",
        "?",
        "#",
        "&",
        "=",
        "@",
        "[",
        "]",
        ":",
        "\\",
        "..",
        "xn--",
        "\u0000",
        " ",
        "\t\n",
        "\ud83d",
        "\udc00",
        "ü",
        "。",
        "١٢",
        "&amp;",
        "utm_",
        "?utm_source=",
        "android-app://",
        "%3A%2F%2F",
        "//",
        "\u202e",
        "http:",
        "xn--\u00fc.",
        "%C3",
        "%FF%FE",
        "a".repeat(300),
        "a.".repeat(200)
    };

    @Test
    void mutatedAddressesNeverThrowAndAlwaysHaveAChannel() throws IOException {
        List<String> addresses = addresses();
        Random random = new Random(20260501);
        for (int i = 0; i < 10_000; i++) {
            String url = mutated(addresses.get(random.nextInt(addresses.size())), random);
            String referrer = mutated(addresses.get(random.nextInt(addresses.size())), random);
            Classified classified = Assertions.assertDoesNotThrow(
                    () -> RULES.classify(null, null, null, url, referrer), () -> url + " from " + referrer);
            assertThat(classified.channel()).isNotEmpty();
            assertThat(classified.campaign())
                    .doesNotContain("\u0000")
                    .isEqualTo(classified.campaign().strip());
        }
    }

    @Test
    void veryLongAddressesTakeLinearTime() {
        int million = 1_000_000;
        List<String> monsters = List.of(
                "https://" + "a.".repeat(million) + "com",
                "https://" + "ü.".repeat(million),
                "https://shop.example/?" + "utm_source=&".repeat(million / 10),
                "https://shop.example/?utm_campaign=" + "%".repeat(million),
                "https://shop.example/?utm_campaign=" + "%41".repeat(million),
                "https://shop.example/?utm_campaign=" + "%4".repeat(million),
                "https://shop.example/?utm_medium=" + "cp".repeat(million),
                "https%3A%2F%2F".repeat(million / 10),
                "@".repeat(million),
                "?".repeat(million),
                "#".repeat(million));
        Assertions.assertTimeout(Duration.ofMinutes(2), () -> {
            for (String monster : monsters) {
                assertThat(RULES.classify(null, null, null, monster, monster).channel())
                        .isNotEmpty();
            }
        });
    }

    private static String mutated(String address, Random random) {
        StringBuilder text = new StringBuilder(address);
        for (int n = 1 + random.nextInt(5); n > 0; n--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, SPLINTERS[random.nextInt(SPLINTERS.length)]);
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
                case 2 -> text.insert(at, (char) random.nextInt(Character.MAX_VALUE + 1));
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }

    private static List<String> addresses() throws IOException {
        List<String> addresses = new ArrayList<>(List.of(""));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                MalformedAddressTest.class.getResourceAsStream("clicks.tsv"), StandardCharsets.UTF_8))) {
            lines.lines().skip(1).filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] fields = line.split("\t", -1);
                addresses.add(fields[1]);
                addresses.add(fields[2]);
            });
        }
        return addresses;
    }
}
