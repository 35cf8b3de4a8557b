package dev.milepost.console.web;

import dev.milepost.console.security.SecurityHeaders;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * The answer to a request that is over before it has a route, such as one for an address with a byte that none may have. It has the
 * headers of every answer. The server closes the connection after it: the answer says so, or the next form that somebody
 * sends on that connection would get none.
 */
public final class UnreadableRequests extends ErrorHandler {

    private static final String UNREADABLE =
            "The console cannot read that request. Perhaps the address was cut, or mistyped.\n";

    private static final String FAILED = "The console could not answer. Try again; its log says what happened.\n";

    private final boolean https;

    /**
     * Of one console.
     *
     * @param https as {@link SecurityHeaders#set} has it
     */
    public UnreadableRequests(boolean https) {
        this.https = https;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        SecurityHeaders.set(response.getHeaders()::put, https);
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MimeTypes.Type.TEXT_PLAIN_UTF_8.asString());
        Content.Sink.write(
                response, true, HttpStatus.isServerError(response.getStatus()) ? FAILED : UNREADABLE, callback);
        return true;
    }
}
