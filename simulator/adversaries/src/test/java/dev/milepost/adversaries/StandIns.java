package dev.milepost.adversaries;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Plain readings of what a referral can be told by, computed from the files alone, all at the end of the period. They stand in for a
 * detector's signals, whose code this module must not know: counts, shares and their deviations, no more.
 */
final class StandIns {

    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final Map<String, Long> LEAST = Map.of("ten-for-both", 500L, "one-five-ten", 2_000L);
    private static final int MOST_SHARED = 20;

    private final Map<String, JsonNode> signups = new HashMap<>();
    private final Map<String, Set<String>> devices = new HashMap<>();
    private final Map<String, Set<String>> cards = new HashMap<>();
    private final Map<String, Set<String>> prefixes = new HashMap<>();
    private final Map<String, List<Long>> doings = new HashMap<>();
    private final Map<String, List<JsonNode>> orders = new HashMap<>();
    private final Map<String, List<JsonNode>> refunds = new HashMap<>();
    private final Map<String, Long> clicks = new HashMap<>();
    private final Map<String, Set<String>> owners = new HashMap<>();
    private final Map<String, List<Referred>> byAdvocate = new TreeMap<>();
    private final Map<String, String> roots = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();

    /** A referral of the truth, with what was seen of it. */
    private record Referred(
            Map<String, String> truth,
            String user,
            String advocate,
            long signup,
            long lead,
            long qualified,
            boolean silent,
            boolean returned,
            long enough,
            long justEnough) {}

    /**
     * One referral's readings.
     *
     * @param values by name; larger is more suspicious
     */
    record Reading(String typology, boolean fraud, Map<String, Double> values) {}

    static List<Reading> of(WorldFiles files) {
        StandIns standIns = new StandIns();
        standIns.read(files);
        standIns.join();
        for (Map<String, String> row : files.truth("fraud.csv")) {
            Referred referred = standIns.referred(row);
            standIns.byAdvocate
                    .computeIfAbsent(referred.advocate, key -> new ArrayList<>())
                    .add(referred);
        }
        return standIns.readings();
    }

    private void read(WorldFiles files) {
        Map<String, String> people = new HashMap<>();
        for (JsonNode signup : files.accepted("signups")) {
            String user = WorldFiles.text(signup, "user_id");
            signups.put(user, signup);
            people.put(WorldFiles.text(signup, "anonymous_id"), user);
            things(user, signup);
        }
        for (JsonNode click : files.accepted("clickstream")) {
            String user = people.get(WorldFiles.text(click, "anonymous_id"));
            if (user != null) {
                things(user, click);
                if (WorldFiles.text(click, "user_id") != null) {
                    add(doings, user, WorldFiles.time(click));
                }
                if (click.get("name").asText().equals("referral_link_clicked")) {
                    clicks.put(user, WorldFiles.time(click));
                }
            }
        }
        for (JsonNode purchase : files.accepted("purchases")) {
            String user = WorldFiles.text(purchase, "user_id");
            String kind = WorldFiles.text(purchase, "kind");
            if (kind.equals("ORDER")) {
                things(user, purchase);
                add(doings, user, WorldFiles.time(purchase));
                add(orders, user, purchase);
            } else if (kind.equals("REFUND")) {
                add(refunds, user, purchase);
            }
        }
    }

    private void things(String user, JsonNode event) {
        thing(devices, user, WorldFiles.text(event, "device_hash"));
        thing(cards, user, WorldFiles.text(event, "payment_hash"));
        String prefix = WorldFiles.text(event, "ip_prefix_hash");
        if (prefix != null) {
            prefixes.computeIfAbsent(user, key -> new HashSet<>()).add(prefix);
        }
    }

    private void thing(Map<String, Set<String>> kind, String user, String hash) {
        if (hash != null) {
            kind.computeIfAbsent(user, key -> new HashSet<>()).add(hash);
            owners.computeIfAbsent(hash, key -> new HashSet<>()).add(user);
        }
    }

    /** Who hangs together by things that a few have. */
    private void join() {
        signups.keySet().forEach(user -> roots.put(user, user));
        for (Set<String> users : owners.values()) {
            if (users.size() > 1 && users.size() <= MOST_SHARED) {
                String first = users.iterator().next();
                users.forEach(user -> roots.put(root(user), root(first)));
            }
        }
        signups.keySet().forEach(user -> sizes.merge(root(user), 1, Integer::sum));
    }

    private String root(String user) {
        String root = user;
        while (!roots.get(root).equals(root)) {
            root = roots.get(root);
        }
        roots.put(user, root);
        return root;
    }

    private Referred referred(Map<String, String> truth) {
        String user = truth.get("user_id");
        long signup = WorldFiles.time(signups.get(user));
        long least = LEAST.get(truth.get("program_id"));
        List<JsonNode> bought = orders.getOrDefault(user, List.of());
        List<Long> enough = bought.stream()
                .filter(order -> order.get("amount_minor").asLong() >= least)
                .map(WorldFiles::time)
                .toList();
        long qualified = enough.isEmpty() ? -1 : enough.get(0);
        long click = clicks.getOrDefault(user, Long.MAX_VALUE);
        return new Referred(
                truth,
                user,
                truth.get("advocate_id"),
                signup,
                click <= signup ? signup - click : -1,
                qualified,
                qualified >= 0
                        && doings.get(user).stream()
                                .noneMatch(time -> time > qualified && time <= qualified + 14 * DAY),
                qualified >= 0
                        && refunds.getOrDefault(user, List.of()).stream()
                                .anyMatch(refund -> WorldFiles.time(refund) <= qualified + 30 * DAY),
                enough.size(),
                bought.stream()
                        .mapToLong(order -> order.get("amount_minor").asLong())
                        .filter(amount -> amount >= least && amount <= least + least / 20)
                        .count());
    }

    private List<Reading> readings() {
        List<Referred> all = byAdvocate.values().stream().flatMap(List::stream).toList();
        double silent = share(all, r -> r.qualified >= 0, r -> r.silent);
        double returned = share(all, r -> r.qualified >= 0, r -> r.returned);
        double just = share(all, r -> r.enough > 0, r -> r.justEnough > 0);
        double orphan = share(all, r -> true, r -> r.lead < 0);
        List<Reading> readings = new ArrayList<>();
        for (List<Referred> circle : byAdvocate.values()) {
            Map<String, Double> shared = new LinkedHashMap<>();
            shared.put("silent referees", deviation(circle, r -> r.qualified >= 0, r -> r.silent, silent));
            shared.put("refunds", deviation(circle, r -> r.qualified >= 0, r -> r.returned, returned));
            shared.put("just enough", deviation(circle, r -> r.enough > 0, r -> r.justEnough > 0, just));
            shared.put("no click", deviation(circle, r -> true, r -> r.lead < 0, orphan));
            shared.put("one prefix", concentration(circle));
            shared.put("regular gaps", regularity(circle));
            shared.put("fast referees", mean(circle, StandIns::fast));
            for (Referred referred : circle) {
                readings.add(reading(referred, circle, shared));
            }
        }
        return readings;
    }

    private Reading reading(Referred referred, List<Referred> circle, Map<String, Double> shared) {
        String user = referred.user;
        String advocate = referred.advocate;
        Map<String, Double> values = new LinkedHashMap<>(shared);
        values.put("advocate's device", (double) common(devices, user, advocate));
        values.put("advocate's card", (double) common(cards, user, advocate));
        values.put("advocate's prefix", (double) common(prefixes, user, advocate));
        values.put("like e-mail", (double) likeness(signups.get(user), signups.get(advocate)));
        values.put("users of the device", most(devices.get(user)));
        values.put("users of the card", most(cards.getOrDefault(user, Set.of())));
        values.put("fast signup", fast(referred));
        values.put("referrals in an hour", (double) circle.stream()
                .filter(other -> Math.abs(other.signup - referred.signup) < 60 * MINUTE)
                .count());
        values.put("group", root(user).equals(root(advocate)) ? (double) sizes.get(root(user)) : 1);
        return new Reading(
                referred.truth.get("typology"), referred.truth.get("label").equals("fraud"), values);
    }

    private double most(Collection<String> hashes) {
        return hashes.stream().mapToInt(hash -> owners.get(hash).size()).max().orElse(1);
    }

    /** Where there was no click there was no haste: as after a day. */
    private static double fast(Referred referred) {
        return referred.lead < 0 ? -Math.log10((double) DAY) : -Math.log10((double) Math.max(1, referred.lead));
    }

    private static int common(Map<String, Set<String>> things, String user, String advocate) {
        Set<String> common = new HashSet<>(things.getOrDefault(user, Set.of()));
        common.retainAll(things.getOrDefault(advocate, Set.of()));
        return common.size();
    }

    private static int likeness(JsonNode user, JsonNode advocate) {
        int same = 0;
        for (int i = 0; i < 8; i++) {
            boolean slot = user.at("/email_minhash/" + i).equals(advocate.at("/email_minhash/" + i));
            same += slot ? 1 : 0;
        }
        return same;
    }

    private static double share(List<Referred> referrals, Predicate<Referred> of, Predicate<Referred> which) {
        List<Referred> counted = referrals.stream().filter(of).toList();
        return (double) counted.stream().filter(which).count() / counted.size();
    }

    /** How many standard deviations a share is above that of everybody, three referrals of the usual kind added. */
    private static double deviation(
            List<Referred> circle, Predicate<Referred> of, Predicate<Referred> which, double usual) {
        List<Referred> counted = circle.stream().filter(of).toList();
        double count = counted.size() + 3;
        double share = (counted.stream().filter(which).toList().size() + 3 * usual) / count;
        return (share - usual) / Math.sqrt(usual * (1 - usual) / count);
    }

    private double concentration(List<Referred> circle) {
        Map<String, Integer> counts = new HashMap<>();
        circle.forEach(r -> counts.merge(WorldFiles.text(signups.get(r.user), "ip_prefix_hash"), 1, Integer::sum));
        double most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        return (most - 1) / circle.size();
    }

    /** Minus the coefficient of variation of the gaps; of fewer than five that of chance. */
    private static double regularity(List<Referred> circle) {
        long[] times = circle.stream().mapToLong(r -> r.signup).sorted().toArray();
        if (times.length < 6) {
            return -1;
        }
        double[] gaps = new double[times.length - 1];
        Arrays.setAll(gaps, i -> times[i + 1] - times[i]);
        double mean = Arrays.stream(gaps).average().orElse(0);
        double variance = Arrays.stream(gaps)
                .map(gap -> (gap - mean) * (gap - mean))
                .average()
                .orElse(0);
        return mean == 0 ? -1 : Math.max(-1, -Math.sqrt(variance) / mean);
    }

    private static double mean(List<Referred> circle, Function<Referred, Double> value) {
        return circle.stream().mapToDouble(value::apply).average().orElse(0);
    }

    private static <T> void add(Map<String, List<T>> lists, String key, T value) {
        lists.computeIfAbsent(key, missing -> new ArrayList<>()).add(value);
    }
}
