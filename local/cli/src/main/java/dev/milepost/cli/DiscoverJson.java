package dev.milepost.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.experiments.discovery.Discoveries;
import dev.milepost.experiments.discovery.Finding;
import java.time.Instant;
import java.util.Locale;

/** Candidates for milestones as JSON, unrounded; null is what is withheld. */
record DiscoverJson(Discover.Answer answer) {

    private static final ObjectMapper JSON = new ObjectMapper();

    String text() throws JsonProcessingException {
        Discoveries found = answer.found();
        ObjectNode root = JSON.createObjectNode();
        root.put("outcome", found.outcome().text());
        root.put("alpha", found.alpha());
        root.put("until", Instant.ofEpochMilli(answer.untilMillis()).toString());
        root.put("signups", found.signups());
        root.put("users", found.users());
        root.put("users_with_outcome", found.had());
        root.put("judged", found.judged());
        root.put("observational", DiscoverReport.WARNING);
        ArrayNode results = root.putArray("results");
        found.findings().forEach(finding -> add(results.addObject(), finding));
        found.tooFew().forEach(root.putArray("too_few")::add);
        answer.notAsked().forEach(root.putArray("not_judged")::add);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void add(ObjectNode result, Finding finding) {
        result.put("event", finding.candidate().event());
        result.put("count", finding.candidate().count());
        result.put("days", finding.candidate().days());
        result.put("n", finding.reached());
        result.put("n_control", finding.notYet());
        result.put("share", finding.share());
        result.put("share_control", finding.shareNotYet());
        result.put("difference", finding.difference());
        result.put("se", finding.se());
        result.put("ci_low", finding.ciLow());
        result.put("ci_high", finding.ciHigh());
        result.put("difference_at_other_activity", finding.differenceAtOthers());
        result.put("difference_at_all_activity", finding.differenceAtAll());
        if (Double.isFinite(finding.lift())) {
            result.put("lift", finding.lift());
        } else {
            result.putNull("lift");
        }
        result.put("p", finding.p());
        result.put("p_holm", finding.pHolm());
        result.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
    }
}
