package dev.milepost.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the rules of attribution make of the stream files with the default settings, worked out the long way: every
 * signup against all clicks. Rows are {@code referee,advocate,code,how,outcome}.
 */
final class PlainReferrals {

    private static final long DAY = 86_400_000L;

    private final List<JsonNode> clicks; // those with a referral_code
    private final List<JsonNode> signups;
    private final List<JsonNode> purchases;
    private final Map<String, JsonNode> links = new LinkedHashMap<>();

    PlainReferrals(Path directory) {
        clicks = StreamFiles.accepted(directory, "clickstream");
        signups = StreamFiles.accepted(directory, "signups");
        purchases = StreamFiles.accepted(directory, "purchases");
        List<JsonNode> evidence = new ArrayList<>(signups);
        evidence.addAll(clicks);
        evidence.sort(StreamFiles.EARLIER);
        for (JsonNode event : evidence) {
            if (event.has("anonymous_id") && event.has("user_id")) {
                links.putIfAbsent(event.get("anonymous_id").asText(), event);
            }
        }
        clicks.removeIf(click -> !click.has("referral_code"));
    }

    Set<String> rows() {
        Set<String> rows = new TreeSet<>();
        for (JsonNode signup : signups) {
            judge(signup, rows);
        }
        return rows;
    }

    private void judge(JsonNode signup, Set<String> rows) {
        for (Candidate candidate : candidates(signup)) {
            List<JsonNode> creations = creations(candidate.code, signup);
            List<JsonNode> before =
                    creations.stream().filter(c -> isEarlier(c, signup)).toList();
            String owner = creations.isEmpty()
                    ? ""
                    : owner(before.isEmpty() ? creations.get(0) : before.get(before.size() - 1))
                            .orElseThrow();
            Optional<String> refusal = refusal(signup, creations, before, owner);
            rows.add(String.join(
                    ",",
                    text(signup, "user_id"),
                    owner,
                    candidate.code,
                    candidate.how,
                    refusal.map(reason -> "refused:" + reason).orElse("bound")));
            if (refusal.isEmpty()) {
                return;
            }
        }
    }

    private List<Candidate> candidates(JsonNode signup) {
        List<Candidate> candidates = new ArrayList<>();
        if (signup.has("referral_code")) {
            candidates.add(new Candidate("code", text(signup, "referral_code")));
        }
        List<JsonNode> newestFirst = new ArrayList<>(clicks);
        Collections.reverse(newestFirst);
        newestFirst.removeIf(click -> !isEarlier(click, signup));
        for (JsonNode click : newestFirst) {
            if (text(click, "name").equals("invite_sent")
                    && text(click.get("properties"), "invitee_email_hash").equals(text(signup, "email_hash"))
                    && time(signup) - time(click) <= 90 * DAY) {
                candidates.add(new Candidate("invite", text(click, "referral_code")));
            }
        }
        for (JsonNode click : newestFirst) {
            if (text(click, "name").equals("referral_link_clicked")
                    && !click.has("is_bot")
                    && time(signup) - time(click) <= 30 * DAY
                    && isKnownInTime(click, signup)
                    && owner(click).equals(Optional.of(text(signup, "user_id")))) {
                candidates.add(new Candidate("link", text(click, "referral_code")));
            }
        }
        return candidates;
    }

    private List<JsonNode> creations(String code, JsonNode signup) {
        return clicks.stream()
                .filter(click -> text(click, "name").equals("referral_code_created")
                        && text(click, "referral_code").equals(code)
                        && isKnownInTime(click, signup)
                        && owner(click).isPresent())
                .toList();
    }

    private Optional<String> refusal(JsonNode signup, List<JsonNode> creations, List<JsonNode> before, String owner) {
        String referee = text(signup, "user_id");
        boolean signedUpBefore = signups.stream().anyMatch(s -> isOf(s, referee) && isEarlier(s, signup));
        boolean boughtBefore = purchases.stream()
                .anyMatch(p -> isOf(p, referee)
                        && isEarlier(p, signup)
                        && (text(p, "kind").equals("ORDER") || text(p, "kind").equals("RENEWAL")));
        if (signedUpBefore || boughtBefore) {
            return Optional.of("existing_customer");
        }
        if (creations.isEmpty()) {
            return Optional.of("unknown_code");
        }
        if (owner.equals(referee)) {
            return Optional.of("self");
        }
        Optional<JsonNode> joined = signups.stream()
                .filter(s -> isOf(s, owner) && time(s) <= time(signup) + DAY)
                .findFirst();
        if (before.isEmpty() || (joined.isPresent() && !isEarlier(joined.get(), signup))) {
            return Optional.of("junior_advocate");
        }
        return Optional.empty();
    }

    private Optional<String> owner(JsonNode click) {
        if (click.has("user_id")) {
            return Optional.of(text(click, "user_id"));
        }
        return Optional.ofNullable(links.get(text(click, "anonymous_id")))
                .filter(link -> time(link) - time(click) <= 30 * DAY)
                .map(link -> text(link, "user_id"));
    }

    private boolean isKnownInTime(JsonNode click, JsonNode signup) {
        long known = time(click);
        if (!click.has("user_id")) {
            JsonNode link = links.get(text(click, "anonymous_id"));
            known = link == null ? Long.MAX_VALUE : Math.max(known, time(link));
        }
        return known <= time(signup) + DAY;
    }

    private static boolean isOf(JsonNode event, String user) {
        return text(event, "user_id").equals(user);
    }

    private static boolean isEarlier(JsonNode a, JsonNode b) {
        return StreamFiles.EARLIER.compare(a, b) < 0;
    }

    private static long time(JsonNode event) {
        return StreamFiles.eventTime(event);
    }

    private static String text(JsonNode event, String field) {
        return StreamFiles.text(event, field);
    }

    private record Candidate(String how, String code) {}
}
