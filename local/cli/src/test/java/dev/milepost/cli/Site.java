package dev.milepost.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers of a server on this machine, by path: what it shows, with its headers. */
final class Site {

    private static final Pattern LINK = Pattern.compile("(?:href|src|hx-get)=\"(/[^\"#]*)");
    private static final Set<String> OF_SIGNING_IN = Set.of("set-cookie");

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final String address;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> answers = new TreeMap<>();

    Site(String address) {
        this.address = address;
    }

    /** Signs in; gives the session's secret. */
    String signIn(String name, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/sign-in", Map.of("name", name, "password", password));
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        headers.put("Cookie", cookie.substring(0, cookie.indexOf(';')));
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }

    /** With another header from now on. */
    void with(String header, String value) {
        headers.put(header, value);
    }

    HttpResponse<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        List<String> fields = new ArrayList<>();
        form.forEach((name, value) -> fields.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return kept(
                "POST " + path,
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("&", fields))));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return kept(path, HttpRequest.newBuilder(URI.create(address + path)));
    }

    /** These, and everything that is reached by links from there, each path that is worth it once, however it is asked. */
    void walk(Predicate<String> worthIt, String... from) throws IOException, InterruptedException {
        List<String> known = List.of(from);
        Deque<String> left = new ArrayDeque<>(known);
        Set<String> seen = new HashSet<>();
        while (!left.isEmpty()) {
            String path = left.poll();
            if (seen.add(known.contains(path) ? path : path.replaceFirst("\\?.*", ""))) {
                HttpResponse<String> answer = get(path);
                answer.headers().firstValue("Location").ifPresent(left::add);
                Matcher links = LINK.matcher(answer.body());
                while (links.find()) {
                    String link = links.group(1).replace("&amp;", "&");
                    if (worthIt.test(link)) {
                        left.add(link);
                    }
                }
            }
        }
    }

    private HttpResponse<String> kept(String name, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        headers.forEach(request::header);
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        Map<String, List<String>> shown = new TreeMap<>(answer.headers().map());
        shown.keySet().removeAll(OF_SIGNING_IN);
        answers.put(name, answer.statusCode() + " " + shown + "\n" + answer.body());
        return answer;
    }

    /** What was answered, by path. */
    Map<String, String> answers() {
        return answers;
    }
}
