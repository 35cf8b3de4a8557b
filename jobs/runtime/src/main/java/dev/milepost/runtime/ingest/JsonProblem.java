package dev.milepost.runtime.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/**
 * What is wrong with a JSON text, without quoting it: a message of the parser's own may hold a value, which may be
 * somebody's address.
 */
final class JsonProblem {

    private JsonProblem() {}

    static String of(JsonProcessingException problem) {
        if (problem instanceof JsonEOFException) {
            return "it ends in the middle";
        }
        if (problem instanceof MismatchedInputException) {
            return "there is more behind its end";
        }
        if (problem.getOriginalMessage().startsWith("Duplicate field")) {
            return "a field is given twice";
        }
        return "it is malformed";
    }
}
