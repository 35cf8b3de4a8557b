package dev.milepost.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks a console as a browser does: with its cookies, but without following where it is sent. */
final class TestBrowser {

    private static final Pattern TOKEN = Pattern.compile("data-token=\"([^\"]*)\"");

    private final CookieManager cookies;
    private final HttpClient client;
    private final int port;
    private final String[] headers;
    private String token = "";

    TestBrowser(Console console) {
        this.cookies = new CookieManager();
        this.client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.port = console.port();
        this.headers = new String[0];
    }

    private TestBrowser(TestBrowser same, String... headers) {
        this.cookies = same.cookies;
        this.client = same.client;
        this.port = same.port;
        this.headers = headers;
        this.token = same.token;
    }

    /** The same browser, which sends these headers as well. */
    TestBrowser with(String... namesAndValues) {
        return new TestBrowser(this, namesAndValues);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(ask(path).build(), HttpResponse.BodyHandlers.ofString());
        Matcher found = TOKEN.matcher(response.body());
        if (found.find()) {
            token = found.group(1);
        }
        return response;
    }

    /** With the token of the page that was shown last. */
    HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return post(path, fields, token);
    }

    HttpResponse<String> post(String path, Map<String, String> fields, String withToken)
            throws IOException, InterruptedException {
        Map<String, List<String>> values = fields.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue())));
        return client.send(request(path, values, withToken).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Fields that may have several values; with htmx the answer is a part of the page. */
    HttpResponse<String> post(String path, Map<String, List<String>> fields, boolean htmx)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, fields, token);
        if (htmx) {
            request.header("HX-Request", "true");
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As a script of a page would. */
    HttpResponse<String> postJson(String path, String json) throws IOException, InterruptedException {
        HttpRequest.Builder request = ask(path)
                .header("Content-Type", "application/json")
                .header("X-Milepost-Token", token)
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As htmx asks for a part of a page. */
    HttpResponse<String> part(String path) throws IOException, InterruptedException {
        return client.send(ask(path).header("HX-Request", "true").build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, Map<String, List<String>> fields, String withToken) {
        String body = fields.entrySet().stream()
                .flatMap(field -> field.getValue().stream()
                        .map(value -> field.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
        return ask(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Milepost-Token", withToken)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Signs in, and looks at a page to have its token. */
    HttpResponse<String> signIn(String name, String password) throws IOException, InterruptedException {
        HttpResponse<String> response = post("/sign-in", Map.of("name", name, "password", password));
        get("/sign-in");
        return response;
    }

    String token() {
        return token;
    }

    String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("milepost-session"))
                .map(cookie -> cookie.getValue())
                .findFirst()
                .orElse("");
    }

    private HttpRequest.Builder ask(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return headers.length == 0 ? request : request.headers(headers);
    }
}
