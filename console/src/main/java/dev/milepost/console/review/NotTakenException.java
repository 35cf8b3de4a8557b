package dev.milepost.console.review;

import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Map;

/** It is not known whether the stream has a review. */
final class NotTakenException extends HttpResponseException {

    private static final long serialVersionUID = 1L;

    /**
     * One.
     *
     * @param advice what whoever sent it can do
     */
    NotTakenException(IOException cause, String advice) {
        super(
                HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                "The stream of reviews did not say that it has your decision: "
                        + cause.getMessage().replaceFirst("\\.$", "") + ". " + advice,
                Map.of());
        initCause(cause);
    }
}
