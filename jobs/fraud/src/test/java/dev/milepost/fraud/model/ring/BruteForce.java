package dev.milepost.fraud.model.ring;

import dev.milepost.fraud.model.identifier.Identifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Components by walking from account to account over all that is linked: no union-find, nothing kept. */
final class BruteForce {

    private final int limit;

    /** Of each identifier its degree and its accounts, ended ones too. */
    private final Map<Identifier, Integer> degrees;

    private final Map<Identifier, Set<String>> members;

    BruteForce(int limit, Map<Identifier, Integer> degrees, Map<Identifier, Set<String>> members) {
        this.limit = limit;
        this.degrees = degrees;
        this.members = members;
    }

    /** The component of each account that is linked with any identifier. */
    Map<String, Set<String>> components() {
        Map<String, Set<String>> components = new TreeMap<>();
        Set<String> accounts = new TreeSet<>();
        members.values().forEach(accounts::addAll);
        for (String account : accounts) {
            if (!components.containsKey(account)) {
                Set<String> reached = reach(account, false);
                reached = reached.size() <= limit ? reached : reach(account, true);
                if (reached.size() <= limit) {
                    for (String each : reached) {
                        components.put(each, reached);
                    }
                } else {
                    cut(reached, components);
                }
            }
        }
        return components;
    }

    private Set<String> reach(String from, boolean strong) {
        Set<String> reached = new TreeSet<>(Set.of(from));
        List<String> edge = new ArrayList<>(reached);
        while (!edge.isEmpty()) {
            String account = edge.remove(edge.size() - 1);
            members.forEach((identifier, of) -> {
                if (of.contains(account)
                        && identifier.kind().links()
                        && (!strong || identifier.kind().isStrong())) {
                    for (String each : of) {
                        if (reached.add(each)) {
                            edge.add(each);
                        }
                    }
                }
            });
        }
        return reached;
    }

    /** The parts that grow where they stay within the limit, what weighs most first. */
    private void cut(Set<String> whole, Map<String, Set<String>> components) {
        for (String each : whole) {
            components.put(each, new TreeSet<>(Set.of(each)));
        }
        List<Identifier> ordered = new ArrayList<>(members.keySet());
        ordered.removeIf(each -> !each.kind().isStrong());
        ordered.sort(Comparator.<Identifier>comparingInt(degrees::get).thenComparing(each -> each));
        for (Identifier identifier : ordered) {
            List<String> of = new ArrayList<>(members.get(identifier));
            of.retainAll(whole);
            for (int i = 0; i < of.size(); i++) {
                for (int j = 0; j < i; j++) {
                    join(of.get(i), of.get(j), components);
                }
            }
        }
    }

    private void join(String one, String other, Map<String, Set<String>> components) {
        Set<String> a = components.get(one);
        Set<String> b = components.get(other);
        if (a != b && a.size() + b.size() <= limit) {
            a.addAll(b);
            b.forEach(each -> components.put(each, a));
        }
    }
}
