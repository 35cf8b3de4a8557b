package dev.milepost.cli;

import java.time.Instant;

/** Lines of stream files. */
final class StreamLines {

    private StreamLines() {}

    static String click(String id, String anonymous, Instant time) {
        return "{\"event_id\":\"" + id + "\",\"event_time\":\"" + time + "\",\"anonymous_id\":\"" + anonymous
                + "\",\"name\":\"page_view\",\"url\":\"https://shop.example/?utm_medium=email\"}\n";
    }

    static String signup(String id, String user, String anonymous, Instant time) {
        return "{\"event_id\":\"" + id + "\",\"event_time\":\"" + time + "\",\"user_id\":\"" + user
                + "\",\"anonymous_id\":\"" + anonymous + "\"}\n";
    }

    static String order(String id, String user, Instant time, String orderId) {
        return "{\"event_id\":\"" + id + "\",\"event_time\":\"" + time + "\",\"user_id\":\"" + user
                + "\",\"order_id\":\"" + orderId
                + "\",\"kind\":\"ORDER\",\"amount_minor\":1000,\"currency\":\"USD\"}\n";
    }
}
