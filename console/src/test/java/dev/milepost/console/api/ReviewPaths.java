package dev.milepost.console.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.console.Console;
import dev.milepost.console.review.ReviewApi;
import dev.milepost.fraud.model.review.CaseBook;
import java.util.ArrayList;
import java.util.List;

/** What the OpenAPI file says of lists of cases, one case, a decision, and what became of it. */
final class ReviewPaths {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a listed case: columns of {@code fraud_cases}, described as there. */
    private static final List<String> COLUMNS = List.of(
            "case_id",
            "program_id",
            "advocate_id",
            "ring_id",
            "status",
            "version",
            "opened_at",
            "claimed_by",
            "claimed_until",
            "escalated",
            "referrals",
            "undecided",
            "score",
            "money_minor",
            "currency",
            "sla_at",
            "due_at",
            "pending_by",
            "merged_into");

    private static final String LIST = """
            {"get": {
              "operationId": "list_cases",
              "summary": "A list of cases.",
              "description": "For reviewer and admin. The first hundred: of waiting cases in the order in which they are to be reviewed, of others the latest first.",
              "parameters": [
                {"name": "%s", "in": "query", "description": "waiting for somebody; blocked by the pipeline, so that nobody has to look at them; or closed.", "schema": {"type": "string", "enum": ["waiting", "blocked", "closed"], "default": "waiting"}},
                {"name": "%s", "in": "query", "description": "Cases of this program alone.", "schema": {"type": "string"}},
                {"name": "%s", "in": "query", "description": "Cases alone that the account has claimed.", "schema": {"type": "boolean", "default": false}}],
              "responses": {"200": {"description": "Cases.", "content": {"application/json": {"schema": {
                "type": "object", "additionalProperties": false, "required": ["cases", "more"], "properties": {
                  "cases": {"type": "array", "items": {"$ref": "#/components/schemas/listed_case"}},
                  "more": {"type": "boolean", "description": "Whether there are more."}}}}}}}}}
            """.formatted(ReviewApi.LIST, ReviewApi.PROGRAM, ReviewApi.MINE);

    private static final String ONE = """
            {"get": {
              "operationId": "case",
              "summary": "One case, with what a decision needs.",
              "description": "For reviewer and admin.",
              "parameters": [{"name": "id", "in": "path", "required": true, "description": "case_id.", "schema": {"type": "string"}}],
              "responses": {"200": {"description": "The case.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/case"}}}},
                "404": "There is no such case."}}}
            """;

    private static final String DECIDE = """
            {"post": {
              "operationId": "decide",
              "summary": "Decides about a case, or claims it.",
              "description": "For reviewer and admin. The decision goes to the stream of reviews, and the pipeline judges it: what became of it is to be asked for at Location. A decision with an %1$s that was sent before is answered like the first, and changes nothing. Where it is not known whether the first came, it is sent once more under the same id, of which the pipeline counts one.",
              "parameters": [
                {"name": "id", "in": "path", "required": true, "description": "case_id.", "schema": {"type": "string"}},
                {"name": "%1$s", "in": "header", "description": "Of the caller's own, for one decision, such as a UUID. Each account has its own keys. A new try of a decision that was refused needs a new one.", "schema": {"type": "string", "pattern": "^%2$s$"}}],
              "requestBody": {"required": true, "description": "At most %3$d bytes.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/decision_request"}}}},
              "responses": {
                "202": {"description": "It is sent.", "headers": {"Location": {"description": "Where it is followed.", "schema": {"type": "string"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/decision"}}}},
                "404": "There is no such case.",
                "409": "The case is at a later version, or part of another; or another decision came with the key.",
                "413": "The body is too long.",
                "415": "The body is not said to be JSON.",
                "503": "It is not known whether the stream has it."}}}
            """.formatted(ReviewApi.KEY, ReviewApi.KEYS, Console.LARGEST_REQUEST);

    private static final String DECISION = """
            {"get": {
              "operationId": "decision",
              "summary": "What became of a decision of one's own.",
              "description": "For reviewer and admin. Ask every two seconds or so until complete. What was refused is forgotten when the console starts anew; what was accepted is not.",
              "parameters": [{"name": "id", "in": "path", "required": true, "description": "decision_id.", "schema": {"type": "string"}}],
              "responses": {
                "200": {"description": "What is known.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/decision"}}}},
                "404": "The account sent no such decision, or it is not known any more."}}}
            """;

    private static final String SCHEMAS = """
            {
              "listed_case": {"type": "object", "additionalProperties": false},
              "case": {"type": "object", "additionalProperties": false, "properties": {
                "alerts": {"type": "array", "description": "The latest of each referral: first what is open, then by score; at most %1$d.", "items": {
                  "type": "object", "additionalProperties": false,
                  "required": ["referral_id", "verdict_id", "state", "open", "blocked", "score", "money_minor"], "properties": {
                    "referral_id": {"type": "string"},
                    "verdict_id": {"type": "string"},
                    "state": {"type": "string", "enum": ["open", "approved", "rejected", "appealed"]},
                    "open": {"type": "boolean", "description": "Whether somebody has yet to decide."},
                    "blocked": {"type": "boolean", "description": "Whether the pipeline blocked its rewards by itself."},
                    "score": {"type": "string", "description": "0 to 1."},
                    "money_minor": {"type": "integer", "description": "What is at risk, in minor units of the case's currency."}}}},
                "actions": {"type": "array", "description": "What the account may do about it as it stands; the pipeline, which knows more, may refuse it all the same.", "items": {"$ref": "#/components/schemas/action"}},
                "obstacle": {"type": "string", "description": "Why the account may do nothing; empty where it may."}}},
              "action": {"type": "string", "enum": ["claim", "release_claim", "approve", "reject", "partial", "escalate", "not_linked"]},
              "decision_request": {"type": "object", "additionalProperties": false, "required": ["action", "version"], "properties": {
                "action": {"$ref": "#/components/schemas/action"},
                "version": {"type": "integer", "minimum": 0, "description": "The version of the case that was looked at: a decision about an earlier one does not count."},
                "referral_ids": {"type": "array", "maxItems": %1$d, "items": {"type": "string"}, "description": "What it is about; of partial what it rejects, and the others are approved. Empty or absent: of approve and reject all that is open among the alerts, of not_linked all."},
                "typology": {"type": "string", "maxLength": %2$d, "description": "The kind of fraud: reject and partial need it."},
                "reason": {"type": "string", "maxLength": %2$d, "description": "Why, in a word: reject and partial need it."},
                "note": {"type": "string", "maxLength": %3$d, "description": "Why, in the reviewer's own words."}}},
              "decision": {"type": "object", "additionalProperties": false,
                "required": ["decision_id", "follow", "case_id", "action", "state", "sentence", "reason", "decided", "complete", "complete_to", "rewards"], "properties": {
                  "decision_id": {"type": "string", "description": "The event_id of the review; cause_id in fraud_case_events."},
                  "follow": {"type": "string", "description": "The path at which this is asked for again."},
                  "case_id": {"type": "string"},
                  "action": {"$ref": "#/components/schemas/action"},
                  "state": {"type": "string", "enum": ["sent", "done", "waiting_for_a_second_person", "refused"]},
                  "sentence": {"type": "string", "description": "What came of it, for a person; empty while it is sent."},
                  "reason": {"type": ["string", "null"], "description": "Why it was refused, such as stale_version; null where it was not."},
                  "decided": {"type": "array", "items": {"type": "string"}, "description": "The referrals that it decided."},
                  "complete": {"type": "boolean", "description": "Whether no more is to come: what the ledger made of it is in the rewards."},
                  "complete_to": {"type": "string", "description": "Up to when the warehouse is complete, event time."},
                  "rewards": {"type": "array", "description": "Those that hang on what it decided, at most 101, the latest first.", "items": {
                    "type": "object", "additionalProperties": false,
                    "required": ["program_id", "reward_id", "beneficiary_id", "state", "reason"], "properties": {
                      "program_id": {"type": "string"},
                      "reward_id": {"type": "string"},
                      "beneficiary_id": {"type": "string"},
                      "state": {"type": "string", "description": "As in rewards."},
                      "reason": {"type": "string"}}}}}}
            }
            """.formatted(CaseBook.BULK, ReviewApi.LONGEST_WORD, ReviewApi.LONGEST_NOTE);

    private ReviewPaths() {}

    /** Adds them, and the schemas that they name. */
    static void add(ObjectNode paths, ObjectNode schemas) throws JsonProcessingException {
        ObjectNode own = object(SCHEMAS);
        ObjectNode columns = (ObjectNode) schemas.at("/fraud_cases/properties");
        for (String name : List.of("listed_case", "case")) {
            ObjectNode schema = (ObjectNode) own.get(name);
            ObjectNode properties = JSON.createObjectNode();
            COLUMNS.forEach(column -> properties.set(column, columns.get(column)));
            if (schema.has("properties")) {
                properties.setAll((ObjectNode) schema.get("properties"));
            }
            schema.set("properties", properties);
            ArrayNode required = schema.putArray("required");
            properties.fieldNames().forEachRemaining(required::add);
        }
        schemas.setAll(own);
        paths.set(Api.CASES, withProblems(object(LIST)));
        paths.set(Api.CASES + "/{id}", withProblems(object(ONE)));
        paths.set(Api.CASES + "/{id}/decisions", withProblems(object(DECIDE)));
        paths.set(Api.DECISIONS + "{id}", withProblems(object(DECISION)));
    }

    /** Of responses that are a text the text is the description of a problem; the general ones come after their own. */
    private static ObjectNode withProblems(ObjectNode path) {
        ObjectNode responses = (ObjectNode) path.elements().next().get("responses");
        List<String> own = new ArrayList<>();
        responses.fieldNames().forEachRemaining(own::add);
        own.stream()
                .filter(status -> responses.get(status).isTextual())
                .forEach(status -> OpenApiFile.problem(
                        responses, status, responses.get(status).textValue()));
        OpenApiFile.problems(responses);
        return path;
    }

    private static ObjectNode object(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text);
    }
}
