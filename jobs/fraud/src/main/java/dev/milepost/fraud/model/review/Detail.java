package dev.milepost.fraud.model.review;

import java.util.List;

/** Makes the JSON object of an audit event: keys in the order in which they are given, nothing that is absent. */
final class Detail {

    private final StringBuilder text = new StringBuilder("{");

    Detail with(String key, String value) {
        if (value != null) {
            key(key);
            quote(value);
        }
        return this;
    }

    Detail with(String key, long value) {
        key(key);
        text.append(value);
        return this;
    }

    Detail with(String key, List<String> values) {
        if (!values.isEmpty()) {
            key(key);
            text.append('[');
            for (int i = 0; i < values.size(); i++) {
                text.append(i == 0 ? "" : ",");
                quote(values.get(i));
            }
            text.append(']');
        }
        return this;
    }

    private void key(String key) {
        text.append(text.length() == 1 ? "" : ",");
        quote(key);
        text.append(':');
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each == '"' || each == '\\') {
                text.append('\\').append(each);
            } else if (each < ' ') {
                text.append(String.format("\\u%04x", (int) each));
            } else {
                text.append(each);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
