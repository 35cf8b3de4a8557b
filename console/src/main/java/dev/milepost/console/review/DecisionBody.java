package dev.milepost.console.review;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.milepost.console.Console;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.UnsupportedMediaTypeResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads a decision as a program sends it: one JSON object, whose fields are those of a {@link Draft} and no other. */
final class DecisionBody {

    private static final String JSON = "application/json";

    private static final Set<String> FIELDS =
            Set.of(Draft.ACTION, Draft.VERSION, Draft.REFERRAL_IDS, Draft.TYPOLOGY, Draft.REASON, Draft.NOTE);

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;

    private DecisionBody(JsonNode object) {
        this.object = object;
    }

    /**
     * What the request says.
     *
     * @throws UnsupportedMediaTypeResponse where it does not say that it is JSON
     * @throws ContentTooLargeResponse where it is longer than a decision can be
     * @throws BadRequestResponse where it is no such object, with the field that is wrong
     */
    static Draft read(Context context) throws IOException {
        String type = Forms.text(context.contentType()).split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase(JSON)) {
            throw new UnsupportedMediaTypeResponse("Send the decision as JSON, with Content-Type: " + JSON + ".");
        }
        byte[] body;
        try (InputStream in = context.bodyInputStream()) {
            body = in.readNBytes(Console.LARGEST_REQUEST + 1);
        }
        if (body.length > Console.LARGEST_REQUEST) {
            throw new ContentTooLargeResponse("A decision has at most " + Console.LARGEST_REQUEST
                    + " bytes. Name fewer referrals, or write a shorter note.");
        }
        return new DecisionBody(parsed(body)).draft();
    }

    private static JsonNode parsed(byte[] body) {
        JsonNode parsed;
        try (JsonParser parser = STRICT.createParser(body)) {
            parsed = STRICT.readTree(parser);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new BadRequestResponse("The body is no JSON" + where + ": " + e.getOriginalMessage() + ".");
        } catch (IOException e) {
            throw new BadRequestResponse("The body is no text in UTF-8.");
        }
        if (parsed == null || !parsed.isObject()) {
            throw new BadRequestResponse("The body must be one JSON object.");
        }
        return parsed;
    }

    private Draft draft() {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            Draft.demand(
                    FIELDS.contains(name),
                    name,
                    "There is no field of that name. They are "
                            + String.join(", ", FIELDS.stream().sorted().toList()) + ".");
        }
        Draft.demand(!object.path(Draft.ACTION).isMissingNode(), Draft.ACTION, "Say what is to be done: " + actions());
        return new Draft(
                text(Draft.ACTION), version(), referrals(), text(Draft.TYPOLOGY), text(Draft.REASON), text(Draft.NOTE));
    }

    private static String actions() {
        return String.join(", ", CaseJson.names(Draft.ACTIONS)) + ".";
    }

    /** Null where there is none. */
    private Long version() {
        JsonNode value = object.path(Draft.VERSION);
        Draft.demand(
                value.isMissingNode() || (value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0),
                Draft.VERSION,
                "It must be a whole number, 0 or above: the version of the case that was looked at.");
        return value.isMissingNode() ? null : Long.valueOf(value.asLong());
    }

    private List<String> referrals() {
        JsonNode value = object.path(Draft.REFERRAL_IDS);
        Draft.demand(value.isMissingNode() || value.isArray(), Draft.REFERRAL_IDS, "It must be a list of texts.");
        List<String> referrals = new ArrayList<>();
        for (JsonNode each : value) {
            Draft.demand(
                    each.isTextual() && !each.textValue().isBlank(),
                    Draft.REFERRAL_IDS + "[" + referrals.size() + "]",
                    "It must be a text that is not blank.");
            referrals.add(each.textValue());
        }
        return referrals;
    }

    private String text(String field) {
        JsonNode value = object.path(field);
        Draft.demand(value.isMissingNode() || value.isTextual(), field, "It must be a text.");
        return value.isMissingNode() ? "" : value.textValue();
    }
}
