package dev.milepost.attribution.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelRulesTest {

    private static final ChannelRules RULES = ChannelRules.shipped();
    private static final String SITE = "https://shop.example/";

    @ParameterizedTest(name = "{0}: {3}")
    @CsvFileSource(
            resources = "clicks.tsv",
            numLinesToSkip = 1,
            delimiter = '\t',
            quoteCharacter = '\0',
            maxCharsPerColumn = 10_000)
    void classifiesWhatTheWebSends(String name, String url, String referrer, String channel, String campaign) {
        assertThat(RULES.classify(null, null, null, url, referrer))
                .isEqualTo(new Classified(channel, campaign == null ? "" : campaign));
    }

    @Test
    void aDeclaredChannelWinsAndIsTrimmedAndLowerCase() {
        assertThat(RULES.classify("  Paid_Search ", null, "CODE", SITE + "?utm_medium=email&utm_campaign=c", null))
                .isEqualTo(new Classified("paid_search", "c"));
    }

    @Test
    void aReferralCodeWinsOverTheRules() {
        assertThat(RULES.classify(" ", null, "CODE", SITE + "?utm_medium=email&utm_campaign=c", "https://google.com"))
                .isEqualTo(new Classified("referral", "c"));
    }

    @Test
    void aBlankReferralCodeIsNone() {
        assertThat(RULES.classify(null, null, " ", SITE, "https://google.com").channel())
                .isEqualTo("organic_search");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "email"})
    void aDeclaredCampaignWinsOverTheUrl(String channel) {
        assertThat(RULES.classify(channel, " Spring Sale ", null, SITE + "?utm_medium=email&utm_campaign=c", null))
                .isEqualTo(new Classified("email", "Spring Sale"));
    }

    @Test
    void surroundingBlanksAndQuotesOfAReferrerDoNotMatter() {
        assertThat(RULES.classify(null, null, null, SITE, " \t<\"https://www.google.com/\">")
                        .channel())
                .isEqualTo("organic_search");
    }

    @Test
    void rulesStayTheSameThroughSerialisation() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(RULES);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ChannelRules copy = (ChannelRules) in.readObject();
            assertThat(copy.classify(null, null, null, SITE + "?gclid=1", null).channel())
                    .isEqualTo("paid_search");
            assertThat(copy.classify(null, null, null, SITE, "https://mail.google.com/")
                            .channel())
                    .isEqualTo("email");
        }
    }

    @Test
    void aFileReplacesTheTableAndTheFirstRuleThatHoldsWins(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("mine.yaml"), """
                own_hosts: [shop-blog.example]
                lists: {partners: {names: [acme], hosts: [=acme.example]}}
                rules:
                  - {channel: video, when: {utm_medium: '*video'}}
                  - {channel: sms, when: {utm_medium: [sms, text*]}}
                  - {channel: brand, when: {utm_campaign: '*brand*', utm_source: '/goo(gle)?_\\d+/'}}
                  - {channel: partner, when: {utm_source: {list: partners}}}
                  - {channel: partner, when: {referrer: [{list: partners}, friends.example]}}
                  - {channel: news, when: {click_id: nl}}
                """);
        ChannelRules mine = ChannelRules.read(file);
        assertThat(mine.classify(null, null, null, "?utm_medium=my+video", null).channel())
                .isEqualTo("video");
        assertThat(mine.classify(null, null, null, "?utm_medium=Text-Message", null)
                        .channel())
                .isEqualTo("sms");
        assertThat(mine.classify(null, null, null, "?utm_source=Goo_12&utm_campaign=x-brand-y", null)
                        .channel())
                .isEqualTo("brand");
        assertThat(mine.classify(null, null, null, "?utm_source=goo_x&utm_campaign=brand", null)
                        .channel())
                .isEqualTo("direct");
        assertThat(mine.classify(null, null, null, "?utm_source=ACME", null).channel())
                .isEqualTo("partner");
        assertThat(mine.classify(null, null, null, "?utm_source=acme.example", null)
                        .channel())
                .isEqualTo("partner");
        assertThat(mine.classify(null, null, null, SITE, "https://acme.example").channel())
                .isEqualTo("partner");
        assertThat(mine.classify(null, null, null, SITE, "https://x.acme.example")
                        .channel())
                .isEqualTo("direct");
        assertThat(mine.classify(null, null, null, SITE, "https://x.friends.example")
                        .channel())
                .isEqualTo("partner");
        assertThat(mine.classify(null, null, null, SITE + "?NL=7", null).channel())
                .isEqualTo("news");
        assertThat(mine.classify(null, null, null, SITE, "https://google.com").channel())
                .isEqualTo("direct");
    }

    @Test
    void everyProblemOfATableIsToldWithItsPlaceAndWhatToDo() {
        String yaml = """
                own_host: [a.example]
                ignored_hosts: [https://pay.example/]
                lists:
                  search: {names: [google], hosts: [google.*]}
                  social: {names: [google], hosts: [google.*], sites: []}
                rules:
                  - {channel: Email, when: {utm_medium: email}}
                  - {channel: referral, when: {utm_medium: ref}}
                  - {channel: other, when: {}}
                  - {channel: other}
                  - {when: {medium: x}}
                  - {channel: other, when: {utm_source: {list: shops}}}
                  - {channel: other, when: {utm_source: /(/}}
                  - {channel: other, when: {click_id: utm_id, utm_medium: []}}
                  - {channel: other, when: {click_id: utm_source}}
                  - {channel: other, when: {utm_medium: {list: search}}}
                """;
        assertThatThrownBy(() -> ChannelRules.parse("table.yaml", yaml))
                .isInstanceOf(ChannelRulesException.class)
                .hasMessage("""
                        table.yaml:1:1: unknown key own_host in a channel table: write own_hosts, or remove it
                        table.yaml:2:17: host https://pay.example/ in ignored_hosts is not one: write example.com (with all below it), =example.com (only it), example.* (any top-level domain) or android-app://com.example, without scheme, port or path
                        table.yaml:5:20: name google is in two lists: keep one
                        table.yaml:5:37: host google.* is in two lists: keep one
                        table.yaml:5:48: unknown key sites in list social: remove it, or use one of hosts, names
                        table.yaml:7:15: channel Email is not a name: use up to 40 lower-case letters, digits and underscores
                        table.yaml:8:15: channel referral belongs to clicks with a referral_code: name it otherwise, such as referring_site
                        table.yaml:9:28: when is empty, so the rule would take every click: say what must hold
                        table.yaml:10:5: the rule has no when: say what must hold, such as {channel: email, when: {utm_medium: email}}
                        table.yaml:11:5: the rule has no channel: name one, such as {channel: email, when: {utm_medium: email}}
                        table.yaml:11:13: unknown condition medium: use utm_source, utm_medium, utm_campaign, click_id or referrer
                        table.yaml:12:48: there is no list shops: add it under lists, or use one of [search, social]
                        table.yaml:13:41: regular expression /(/ is wrong (Unclosed group): correct it
                        table.yaml:14:59: utm_medium is an empty list, which nothing matches: name at least one
                        table.yaml:15:39: utm_source is no click id: write the condition utm_source: "*"
                        table.yaml:16:41: utm_medium is a map: write a text such as cpc, paid*, *push or /regular expression/""".stripIndent());
    }

    @Test
    void whatIsNotYamlIsToldWithItsPlace() {
        assertThatThrownBy(() -> ChannelRules.parse("table.yaml", "rules:\n  - {channel: a\n  - b: [\n"))
                .isInstanceOf(ChannelRulesException.class)
                .hasMessageStartingWith("table.yaml:3:")
                .hasMessageContaining("is not valid YAML");
        assertThatThrownBy(() -> ChannelRules.parse("table.yaml", "# nothing\n"))
                .hasMessage("table.yaml: is empty: write something into it, or remove it");
        assertThatThrownBy(() -> ChannelRules.read(Path.of("no-such.yaml")))
                .hasMessage("no-such.yaml: there is no such file: check the path");
    }
}
