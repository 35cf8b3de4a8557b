package dev.milepost.attribution.channel;

/**
 * The parameters of an address that the rules ask for, from its query and then its fragment, the first non-blank one of
 * a name. Read as people and mail programs write them: an ampersand escaped for HTML, a second {@code ?} before utm_, no
 * {@code ?} at all, names in any case or percent-encoded, spaces and pipes as they are.
 */
final class Query {

    private static final Query EMPTY = new Query();
    private static final String ESCAPED_AMPERSAND = "amp;";

    /** Decoded and trimmed, or null where absent. */
    String source;

    String medium;
    String campaign;

    /** A bit for each click id that has a value. */
    long clickIds;

    private Query() {}

    static Query of(String url, ParameterNames names) {
        if (url == null) {
            return EMPTY;
        }
        int hash = url.indexOf('#');
        int queryEnd = hash < 0 ? url.length() : hash;
        int start = startOfQuery(url, queryEnd);
        if (start < 0 && hash < 0) {
            return EMPTY;
        }
        Query query = new Query();
        if (start >= 0) {
            query.scan(url, start, queryEnd, false, names);
        }
        if (hash >= 0) {
            query.scan(url, hash + 1, url.length(), true, names);
        }
        return query;
    }

    boolean isEmpty() {
        return source == null && medium == null && campaign == null && clickIds == 0;
    }

    private static int startOfQuery(String url, int end) {
        int mark = url.indexOf('?');
        if (mark < 0 || mark >= end) {
            mark = url.indexOf('&');
        }
        return mark < 0 || mark >= end ? -1 : mark + 1;
    }

    /** Reads {@code name=value} pairs; in a fragment (client-side routes) every {@code ?} and {@code #} parts too. */
    private void scan(String url, int from, int to, boolean fragment, ParameterNames names) {
        int start = from;
        int equals = -1;
        for (int i = from; i <= to; i++) {
            char c = i == to ? '&' : url.charAt(i);
            if (c == '=' && equals < 0) {
                equals = i;
            } else if (c == '&'
                    || (fragment && (c == '?' || c == '#'))
                    || (c == '?' && url.regionMatches(true, i + 1, "utm_", 0, 4))) {
                if (equals > start && equals + 1 < i) {
                    parameter(url, start, equals, i, names);
                }
                start = i + 1;
                equals = -1;
            }
        }
    }

    private void parameter(String url, int start, int equals, int end, ParameterNames names) {
        int nameStart = url.startsWith(ESCAPED_AMPERSAND, start) ? start + ESCAPED_AMPERSAND.length() : start;
        int length = equals - nameStart;
        // Percent-encoding takes three characters for one.
        if (length <= 0 || length > 3 * names.longest()) {
            return;
        }
        String name = url.substring(nameStart, equals);
        if (name.indexOf('%') >= 0) {
            name = Text.decode(name, 0, name.length());
        }
        int number = name == null ? -1 : names.find(name);
        if (number < 0) {
            return;
        }
        String value = Text.decode(url, equals + 1, end);
        switch (number) {
            case ParameterNames.SOURCE -> source = source == null ? value : source;
            case ParameterNames.MEDIUM -> medium = medium == null ? value : medium;
            case ParameterNames.CAMPAIGN -> campaign = campaign == null ? value : campaign;
            default -> clickIds |= value == null ? 0 : 1L << (number - ParameterNames.FIRST_CLICK_ID);
        }
    }
}
