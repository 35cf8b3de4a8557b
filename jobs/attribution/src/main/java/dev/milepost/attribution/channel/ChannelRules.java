package dev.milepost.attribution.channel;

import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlFile;
import dev.milepost.programs.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Says which channel and campaign a click has: a declared channel wins; else {@code referral} where there is a
 * referral_code; else the first rule of the table that holds; else {@code direct}.
 *
 * <p>The shipped table is the resource {@code channels.yaml} beside this class, which also documents the format; a file
 * of the user's replaces it whole. A referrer on a host of ours (the page's own host, the table's {@code own_hosts} and
 * {@code ignored_hosts}) counts as none.
 *
 * <p>Immutable, and compiled to hash lookups: about a microsecond a click. No address, however malformed, makes it
 * throw.
 */
public final class ChannelRules implements Serializable {

    private static final long serialVersionUID = 1L;

    public static final String DIRECT = "direct";
    public static final String REFERRAL = "referral";

    private static final String SHIPPED = "channels.yaml";

    /** A channel and what must hold, all of it, for a click to have come by it. */
    static final class Rule implements Serializable {

        private static final long serialVersionUID = 1L;

        private final String channel;
        private final Condition[] conditions;
        private final int needs;

        Rule(String channel, List<Condition> conditions) {
            this.channel = channel;
            this.conditions = conditions.toArray(Condition[]::new);
            this.needs = conditions.stream().mapToInt(Condition::needs).reduce(0, (a, b) -> a | b);
        }

        boolean holds(Arrival arrival) {
            if ((needs & ~arrival.has()) != 0) {
                return false;
            }
            for (Condition condition : conditions) {
                if (!condition.holds(arrival)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Rule[] rules;
    private final ParameterNames parameters;
    private final HostLists lists;
    private final HostTable ignoredReferrers;

    ChannelRules(List<Rule> rules, ParameterNames parameters, HostLists lists, HostTable ignoredReferrers) {
        this.rules = rules.toArray(Rule[]::new);
        this.parameters = parameters;
        this.lists = lists;
        this.ignoredReferrers = ignoredReferrers;
    }

    /** The shipped table. */
    public static ChannelRules shipped() {
        try (InputStream in = ChannelRules.class.getResourceAsStream(SHIPPED)) {
            return parse(SHIPPED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a table.
     *
     * @throws ChannelRulesException with every problem, its line and what to do
     */
    public static ChannelRules read(Path file) {
        Problems problems = new Problems();
        return compile(YamlFile.read(file, problems), problems);
    }

    static ChannelRules parse(String file, String yaml) {
        Problems problems = new Problems();
        return compile(YamlFile.parse(file, yaml, problems), problems);
    }

    private static ChannelRules compile(YamlNode root, Problems problems) {
        ChannelRules rules = root == null ? null : new ChannelRulesReader(problems).read(root);
        if (!problems.isEmpty()) {
            throw new ChannelRulesException(problems.lines());
        }
        return rules;
    }

    /**
     * Classifies a click by its fields, each of which may be null or blank.
     *
     * @param channel as the producer declares it
     * @param campaign as the producer declares it; else {@code utm_campaign} of the url
     * @param referralCode the code that the click came by
     * @param url the page's address
     * @param referrerUrl the address of the page before
     */
    public Classified classify(String channel, String campaign, String referralCode, String url, String referrerUrl) {
        boolean declared = channel != null && !channel.isBlank();
        boolean byCode = referralCode != null && !referralCode.isBlank();
        boolean ownCampaign = campaign != null && !campaign.isBlank();
        if (ownCampaign && (declared || byCode)) {
            return new Classified(declared ? declared(channel) : REFERRAL, campaign.strip());
        }
        Query query = Query.of(url, parameters);
        String named = ownCampaign ? campaign.strip() : query.campaign == null ? "" : query.campaign;
        return new Classified(
                declared ? declared(channel) : byCode ? REFERRAL : byRules(query, url, referrerUrl), named);
    }

    private static String declared(String channel) {
        return channel.strip().toLowerCase(Locale.ROOT);
    }

    private String byRules(Query query, String url, String referrerUrl) {
        String referrer = Hosts.of(referrerUrl);
        if (referrer != null
                && (ignoredReferrers.find(referrer) != HostTable.NONE || sameSite(referrer, Hosts.of(url)))) {
            referrer = null;
        }
        if (referrer == null && query.isEmpty()) {
            return DIRECT;
        }
        Arrival arrival = Arrival.of(query, referrer, lists);
        for (Rule rule : rules) {
            if (rule.holds(arrival)) {
                return rule.channel;
            }
        }
        return DIRECT;
    }

    private static boolean sameSite(String referrer, String page) {
        return page != null && withoutWww(referrer).equals(withoutWww(page));
    }

    private static String withoutWww(String host) {
        return host.startsWith("www.") ? host.substring(4) : host;
    }
}
