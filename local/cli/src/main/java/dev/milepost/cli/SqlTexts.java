package dev.milepost.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Texts within SQL; many of them as lists that fit into a statement. */
final class SqlTexts {

    /** Of a list, in bytes: ClickHouse takes statements of 256 KiB. */
    private static final int MOST_BYTES = 128 << 10;

    private SqlTexts() {}

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    static String tuple(String... texts) {
        return Arrays.stream(texts).map(SqlTexts::quoted).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Items of SQL as a few lists, each for an {@code IN} or after {@code VALUES}; in their order. */
    static List<String> lists(Collection<String> items) {
        List<String> lists = new ArrayList<>();
        StringBuilder list = new StringBuilder();
        int bytes = 0;
        for (String item : items) {
            int more = item.getBytes(StandardCharsets.UTF_8).length + 2;
            if (bytes > 0 && bytes + more > MOST_BYTES) {
                lists.add(list.toString());
                list.setLength(0);
                bytes = 0;
            }
            list.append(bytes == 0 ? "" : ", ").append(item);
            bytes += more;
        }
        if (bytes > 0) {
            lists.add(list.toString());
        }
        return lists;
    }
}
