package dev.milepost.console.review;

import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Map;

/** It is not known whether the stream has a review. */
final class NotTakenException extends HttpResponseException {

    private static final long serialVersionUID = 1L;

    NotTakenException(Exception cause) {
        super(
                HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                "The stream of reviews did not say that it has your decision: " + cause.getMessage()
                        + " Load the case again before you repeat it; a decision about a version that is over changes nothing.",
                Map.of());
        initCause(cause);
    }
}
