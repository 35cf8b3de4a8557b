package dev.milepost.attribution.channel;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** The named lists of a table: by host for referrers, by name or host for utm_source. A source or host is in one list. */
final class HostLists implements Serializable {

    private static final long serialVersionUID = 1L;

    private final HashMap<String, Integer> names;
    private final HostTable hosts;

    HostLists(Map<String, Integer> names, HostTable hosts) {
        this.names = new HashMap<>(names);
        this.hosts = hosts;
    }

    int ofHost(String host) {
        return hosts.find(host);
    }

    /** Of a utm_source: some write {@code facebook}, some {@code m.facebook.com}. */
    int ofSource(String source) {
        Integer list = names.get(Text.normal(source));
        if (list != null) {
            return list;
        }
        String host = source.indexOf('.') < 0 ? null : Hosts.of(source);
        return host == null ? HostTable.NONE : hosts.find(host);
    }
}
