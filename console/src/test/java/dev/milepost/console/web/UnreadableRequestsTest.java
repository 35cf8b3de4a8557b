package dev.milepost.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

final class UnreadableRequestsTest {

    @Test
    void areToldApartFromAnAnswerThatFailed() throws Exception {
        Server server = new Server();
        LocalConnector connector = new LocalConnector(server);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                throw new IllegalStateException("<b>of the console's own</b>");
            }
        });
        server.setErrorHandler(new UnreadableRequests(true));
        server.start();
        try {
            assertThat(connector.getResponse("GET /customers HTTP/1.1\r\nHost: here\r\n\r\n"))
                    .startsWith("HTTP/1.1 500 ")
                    .contains("The console could not answer.", "Strict-Transport-Security: ", "Cache-Control: no-store")
                    .doesNotContain("mistyped", "of the console's own");
            assertThat(connector.getResponse("GET /%00 HTTP/1.1\r\nHost: here\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("Perhaps the address was cut, or mistyped.", "Connection: close");
        } finally {
            server.stop();
        }
    }
}
