package dev.milepost.attribution.channel;

import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Compiles a channel table; what is wrong goes to the problems. */
final class ChannelRulesReader {

    private static final int MAX_LISTS = Long.SIZE;
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern HOST_ENTRY = Pattern.compile("=?[^\\s/:?#@*=]+(\\.\\*)?|[a-z]+-app://[a-z0-9._-]+");
    private static final String RULE_EXAMPLE = "{channel: email, when: {utm_medium: email}}";

    private final Problems problems;
    private final Map<String, Integer> listNumbers = new HashMap<>();
    private final Map<String, Integer> sourceNames = new HashMap<>();
    private final HostTable listHosts = new HostTable();
    private final ParameterNames parameters = new ParameterNames();

    ChannelRulesReader(Problems problems) {
        this.problems = problems;
    }

    ChannelRules read(YamlNode root) {
        if (!root.expectMap("a channel table", "lists and rules", problems)) {
            return null;
        }
        root.refuseOtherKeys("a channel table", Set.of("own_hosts", "ignored_hosts", "lists", "rules"), problems);
        HostTable ignored = new HostTable();
        hosts(root.get("own_hosts"), "own_hosts", ignored, 0);
        hosts(root.get("ignored_hosts"), "ignored_hosts", ignored, 0);
        if (root.get("lists") != null) {
            lists(root.get("lists"));
        }
        List<ChannelRules.Rule> rules = new ArrayList<>();
        YamlNode ruleNodes = root.get("rules");
        if (ruleNodes == null) {
            problems.add(root.place(), "a channel table needs rules: add rules: [" + RULE_EXAMPLE + "]");
        } else if (ruleNodes.expectList("rules", "- " + RULE_EXAMPLE, problems)) {
            ruleNodes.oneOrMore().forEach(node -> rule(node, rules));
        }
        return new ChannelRules(rules, parameters, new HostLists(sourceNames, listHosts), ignored);
    }

    private void lists(YamlNode node) {
        if (!node.expectMap("lists", "{search: {names: [google], hosts: [google.*]}}", problems)) {
            return;
        }
        node.entries().forEach((name, entry) -> {
            YamlNode list = entry.value();
            int number = listNumbers.size();
            listNumbers.put(name, number);
            if (number == MAX_LISTS) {
                problems.add(entry.keyPlace(), "more than " + MAX_LISTS + " lists: put some together");
            }
            if (list.expectMap("list " + name, "{names: [google], hosts: [google.*]}", problems)) {
                list.refuseOtherKeys("list " + name, Set.of("names", "hosts"), problems);
                names(list.get("names"), name, number);
                hosts(list.get("hosts"), "hosts of list " + name, listHosts, number);
            }
        });
    }

    private void names(YamlNode node, String list, int number) {
        for (YamlNode item : items(node)) {
            String text = item.expectText("a name of list " + list, "a utm_source, such as google", problems);
            Integer earlier = text == null ? null : sourceNames.putIfAbsent(Text.normal(text), number);
            if (earlier != null && earlier != number) {
                problems.add(item.place(), "name " + text + " is in two lists: keep one");
            }
        }
    }

    private void hosts(YamlNode node, String what, HostTable table, int number) {
        for (YamlNode item : items(node)) {
            host(item, what, table, number);
        }
    }

    private void host(YamlNode item, String what, HostTable table, int number) {
        String text = item.expectText("a host in " + what, "a host, such as example.com", problems);
        if (text == null) {
            return;
        }
        if (!HOST_ENTRY.matcher(text).matches()) {
            problems.add(
                    item.place(),
                    "host " + text + " in " + what + " is not one: write example.com (with all below it), =example.com"
                            + " (only it), example.* (any top-level domain) or android-app://com.example,"
                            + " without scheme, port or path");
            return;
        }
        Integer earlier = table.put(text, number);
        if (earlier != null && earlier != number) {
            problems.add(item.place(), "host " + text + " is in two lists: keep one");
        }
    }

    private void rule(YamlNode node, List<ChannelRules.Rule> rules) {
        if (!node.expectMap("a rule", RULE_EXAMPLE, problems)) {
            return;
        }
        node.refuseOtherKeys("a rule", Set.of("channel", "when"), problems);
        String channel = channel(node);
        YamlNode when = node.get("when");
        List<Condition> conditions = new ArrayList<>();
        if (when == null) {
            problems.add(node.place(), "the rule has no when: say what must hold, such as " + RULE_EXAMPLE);
        } else if (when.expectMap("when", "{utm_medium: email}", problems)) {
            if (when.entries().isEmpty()) {
                problems.add(when.place(), "when is empty, so the rule would take every click: say what must hold");
            }
            when.entries().forEach((key, entry) -> condition(key, entry, conditions));
        }
        rules.add(new ChannelRules.Rule(channel, conditions));
    }

    private String channel(YamlNode rule) {
        YamlNode node = rule.get("channel");
        if (node == null) {
            problems.add(rule.place(), "the rule has no channel: name one, such as " + RULE_EXAMPLE);
            return null;
        }
        String channel = node.expectText("channel", "a name such as paid_search", problems);
        if (channel != null && !CHANNEL.matcher(channel).matches()) {
            problems.add(
                    node.place(),
                    "channel " + channel + " is not a name: use up to 40 lower-case letters, digits and underscores");
        }
        if (ChannelRules.REFERRAL.equals(channel)) {
            problems.add(
                    node.place(),
                    "channel referral belongs to clicks with a referral_code: name it otherwise, such as referring_site");
        }
        return channel;
    }

    private void condition(String key, YamlNode.Entry entry, List<Condition> conditions) {
        YamlNode value = entry.value();
        if (value.oneOrMore().isEmpty()) {
            problems.add(value.place(), key + " is an empty list, which nothing matches: name at least one");
            return;
        }
        switch (key) {
            case "utm_source", "utm_medium", "utm_campaign" -> conditions.add(utm(key, value));
            case "click_id" -> conditions.add(clickId(value));
            case "referrer" -> conditions.add(referrer(value));
            default ->
                problems.add(
                        entry.keyPlace(),
                        "unknown condition " + key
                                + ": use utm_source, utm_medium, utm_campaign, click_id or referrer");
        }
    }

    private Condition utm(String key, YamlNode value) {
        int parameter = parameters.find(key);
        long lists = 0;
        TextMatch match = new TextMatch();
        for (YamlNode item : value.oneOrMore()) {
            if (item.kind() == YamlNode.Kind.MAP && parameter == ParameterNames.SOURCE) {
                lists |= listBit(item);
                continue;
            }
            String text = item.expectText(key, "a text such as cpc, paid*, *push or /regular expression/", problems);
            if (text != null) {
                try {
                    match.add(text);
                } catch (PatternSyntaxException e) {
                    problems.add(
                            item.place(),
                            "regular expression " + text + " is wrong (" + e.getDescription() + "): correct it");
                }
            }
        }
        return new Condition.Utm(parameter, lists, match);
    }

    private Condition clickId(YamlNode value) {
        long bits = 0;
        for (YamlNode item : value.oneOrMore()) {
            String text = item.expectText("click_id", "a parameter's name, such as gclid", problems);
            if (text == null) {
                continue;
            }
            if (parameters.isUtm(text)) {
                problems.add(item.place(), text + " is no click id: write the condition " + text + ": \"*\"");
                continue;
            }
            long bit = parameters.clickIdBit(text);
            if (bit == 0) {
                problems.add(item.place(), "more than " + ParameterNames.MAX_CLICK_IDS + " click ids: remove some");
            }
            bits |= bit;
        }
        return new Condition.ClickId(bits);
    }

    private Condition referrer(YamlNode value) {
        boolean any = false;
        long lists = 0;
        HostTable hosts = new HostTable();
        for (YamlNode item : value.oneOrMore()) {
            if (item.kind() == YamlNode.Kind.MAP) {
                lists |= listBit(item);
            } else if (item.text().equals("*")) {
                any = true;
            } else {
                host(item, "referrer", hosts, 0);
            }
        }
        return new Condition.Referrer(any, lists, hosts);
    }

    private long listBit(YamlNode node) {
        node.refuseOtherKeys("a reference to a list", Set.of("list"), problems);
        long bits = 0;
        YamlNode names = node.get("list");
        if (names == null) {
            problems.add(node.place(), "names no list: write {list: search}");
            return 0;
        }
        for (YamlNode item : names.oneOrMore()) {
            String name = item.expectText("list", "a list's name, such as {list: search}", problems);
            Integer number = name == null ? null : listNumbers.get(name);
            if (number != null) {
                bits |= 1L << number;
            } else if (name != null) {
                problems.add(
                        item.place(),
                        "there is no list " + name + ": add it under lists, or use one of "
                                + new TreeSet<>(listNumbers.keySet()));
            }
        }
        return bits;
    }

    private static List<YamlNode> items(YamlNode node) {
        return node == null || node.kind() == YamlNode.Kind.EMPTY ? List.of() : node.oneOrMore();
    }
}
