package dev.milepost.console.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.console.web.Grid;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts together what a reviewer sees of a case. */
final class CaseDossier {

    private final ReviewReads reads;
    private final CaseReads caseReads;

    CaseDossier(ReviewReads reads, CaseReads caseReads) {
        this.reads = reads;
        this.caseReads = caseReads;
    }

    CasePage of(ShownCase shown, String reviewer) throws ClickHouseFailure {
        List<Explained> referrals = explained(shown);
        List<String> ids = shown.alerts().stream().map(ShownAlert::referralId).toList();
        CaseList list = CaseList.having(shown);
        List<String> listed = reads.list(list, "", "", ReviewReads.PAGE).stream()
                .map(ShownCase::caseId)
                .toList();
        int at = listed.indexOf(shown.caseId());
        List<Map<String, String>> rings = caseReads.ring(Identifiers.ring(shown.ringId()));
        return new CasePage(
                shown,
                list,
                Possible.of(shown, reviewer),
                referrals,
                figures(caseReads.against(shown)),
                timeline(shown),
                graph(shown, referrals, rings),
                ring(rings),
                Grid.of(
                        "Money at risk: what is in the ledger",
                        "Nothing of it yet: no reward hangs on these referrals.",
                        caseReads.rewards(List.of(shown.programId()), ids),
                        CaseReads.MOST_ROWS),
                alike(shown),
                Undo.of(shown, reviewer, caseReads).orElse(null),
                confirming(shown, reviewer),
                at > 0 ? listed.get(at - 1) : "",
                at + 1 < listed.size() ? listed.get(at + 1) : "");
    }

    private List<Explained> explained(ShownCase shown) throws ClickHouseFailure {
        Map<String, Map<String, String>> verdicts = new HashMap<>();
        caseReads.verdicts(shown).forEach(row -> verdicts.put(row.get("verdict_id"), row));
        Map<String, List<Map<String, String>>> reasons =
                caseReads.reasons(shown).stream().collect(Collectors.groupingBy(row -> row.get("verdict_id")));
        return shown.alerts().stream()
                .map(alert -> Explained.of(
                        alert, verdicts.get(alert.verdictId()), reasons.getOrDefault(alert.verdictId(), List.of())))
                .toList();
    }

    private static Grid figures(Map<String, String> row) {
        List<Map<String, String>> rows = new ArrayList<>();
        rows.add(figure("Referrals bound", row.get("bound"), row.get("usual_bound")));
        rows.add(figure("Most of them in one hour", row.get("fastest"), row.get("usual_fastest")));
        rows.add(figure("Referrals refused", row.get("refused"), row.get("usual_refused")));
        rows.add(figure("Mean score of their referrals", row.get("score"), row.get("usual_score")));
        return Grid.of("The advocate against the middle one of " + row.get("advocates"), "", rows, rows.size());
    }

    private static Map<String, String> figure(String name, String own, String usual) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("figure", name);
        row.put("theirs", own);
        row.put("usual", usual);
        return row;
    }

    private Grid timeline(ShownCase shown) throws ClickHouseFailure {
        List<Map<String, String>> rows = caseReads.timeline(shown).stream()
                .map(found -> {
                    Map<String, String> row = new LinkedHashMap<>();
                    row.put("at", found.get("at"));
                    row.put("what", found.get("kind").toLowerCase(Locale.ROOT).replace('_', ' '));
                    row.put("who", found.get("who"));
                    row.put("about", Details.words(found.get("about"), shown.currency()));
                    return row;
                })
                .toList();
        return Grid.of("Timeline", "Nothing happened.", rows, CaseReads.MOST_EVENTS);
    }

    /** What the ring is, but for who is of it. */
    private static Grid ring(List<Map<String, String>> rings) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Map<String, String> ring : rings) {
            Map<String, String> row = new LinkedHashMap<>(ring);
            row.remove("members");
            rows.add(row);
        }
        return Grid.of("The ring", "It is of none.", rows, 1);
    }

    private GraphView graph(ShownCase shown, List<Explained> referrals, List<Map<String, String>> rings)
            throws ClickHouseFailure {
        Set<String> users = new LinkedHashSet<>();
        users.add(shown.advocateId());
        referrals.stream().map(Explained::refereeId).filter(id -> !id.isEmpty()).forEach(users::add);
        Set<Neighbourhood.Link> links = new LinkedHashSet<>();
        for (Map<String, String> row : caseReads.referred(shown.advocateId(), users)) {
            links.add(new Neighbourhood.Link(
                    account(row.get("advocate_id")),
                    account(row.get("referee_id")),
                    row.get("status").equals("bound") ? "referred" : "could not refer"));
        }
        for (Explained referral : referrals) {
            addIdentifiers(shown, referral, links);
        }
        for (Map<String, String> ring : rings) {
            Neighbourhood.Node node = new Neighbourhood.Node(Neighbourhood.Kind.RING, ring.get("ring_id"));
            Json.list(ring.get("members"), JsonNode::asText)
                    .forEach(member -> links.add(new Neighbourhood.Link(node, account(member), "has")));
        }
        return Neighbourhood.draw(account(shown.advocateId()), links);
    }

    /** What reasons name of devices, instruments, addresses and networks. */
    private static void addIdentifiers(ShownCase shown, Explained referral, Set<Neighbourhood.Link> links) {
        for (Explained.Reason reason : referral.reasons()) {
            for (String evidence : reason.evidence()) {
                if (Identifiers.isOne(evidence)) {
                    Neighbourhood.Node node = new Neighbourhood.Node(Neighbourhood.Kind.IDENTIFIER, evidence);
                    links.add(new Neighbourhood.Link(account(referral.refereeId()), node, "uses"));
                    if (reason.code().startsWith("SELF_")) {
                        links.add(new Neighbourhood.Link(account(shown.advocateId()), node, "uses"));
                    }
                }
            }
        }
    }

    private static Neighbourhood.Node account(String id) {
        return new Neighbourhood.Node(Neighbourhood.Kind.ACCOUNT, id);
    }

    private List<CasePage.Alike> alike(ShownCase shown) throws ClickHouseFailure {
        List<Map<String, String>> found = caseReads.alike(shown);
        Map<String, String> typologies = found.isEmpty()
                ? Map.of()
                : caseReads.typologies(
                        shown.programId(),
                        found.stream().map(row -> row.get("case_id")).toList());
        return found.stream()
                .map(row -> new CasePage.Alike(
                        row.get("case_id"),
                        row.get("advocate"),
                        row.get("alike"),
                        row.get("shared"),
                        decision(row, typologies.getOrDefault(row.get("case_id"), ""))))
                .toList();
    }

    private static String decision(Map<String, String> row, String typology) {
        return row.get("approved") + " approved, " + row.get("rejected") + " rejected"
                + (typology.isEmpty() ? "" : " as " + typology.replace('_', ' '));
    }

    /** To confirm, another person has to name the same: of a PARTIAL what it rejects. */
    private CasePage.Confirming confirming(ShownCase shown, String reviewer) throws ClickHouseFailure {
        if (shown.pendingBy().isEmpty()) {
            return null;
        }
        for (Map<String, String> last : caseReads.lastDecision(shown)) {
            JsonNode detail = Json.object(last.get("detail"));
            List<String> approved = Json.texts(detail.path("approved"));
            List<String> rejected = Json.texts(detail.path("rejected"));
            String typology = detail.path("typology").asText();
            return new CasePage.Confirming(
                    shown.pendingBy(),
                    last.get("kind").toLowerCase(Locale.ROOT),
                    rejected.isEmpty() ? approved : rejected,
                    typology,
                    detail.path("reason").asText(),
                    (approved.isEmpty() ? "" : "approve " + String.join(", ", approved))
                            + (approved.isEmpty() || rejected.isEmpty() ? "" : "; ")
                            + (rejected.isEmpty() ? "" : "reject as " + typology + " " + String.join(", ", rejected)),
                    shown.pendingBy().equals(reviewer));
        }
        return null;
    }
}
