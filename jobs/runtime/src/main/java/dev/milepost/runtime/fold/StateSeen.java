package dev.milepost.runtime.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;

/** The claims of the current key, in keyed state. */
final class StateSeen implements Seen {

    private final MapState<String, Claims> claims;

    StateSeen(MapState<String, Claims> claims) {
        this.claims = claims;
    }

    @Override
    public Claims get(String identity) {
        try {
            return claims.get(identity);
        } catch (Exception e) {
            throw new IllegalStateException("The identities that a fold has seen cannot be read", e);
        }
    }

    @Override
    public void put(String identity, Claims given) {
        try {
            claims.put(identity, given);
        } catch (Exception e) {
            throw new IllegalStateException("The identities that a fold has seen cannot be written", e);
        }
    }

    @Override
    public void forgetUpTo(long timeMillis) {
        try {
            List<Map.Entry<String, Claims>> old = new ArrayList<>();
            for (Map.Entry<String, Claims> each : claims.entries()) {
                if (each.getValue().earliest() <= timeMillis) {
                    old.add(Map.entry(each.getKey(), each.getValue().after(timeMillis)));
                }
            }
            for (Map.Entry<String, Claims> each : old) {
                if (each.getValue().isEmpty()) {
                    claims.remove(each.getKey());
                } else {
                    claims.put(each.getKey(), each.getValue());
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("The identities that a fold has seen cannot be written", e);
        }
    }

    /** The time of the first claim; Long.MAX_VALUE where there is none. */
    long earliest() {
        try {
            long earliest = Long.MAX_VALUE;
            for (Claims each : claims.values()) {
                earliest = Math.min(earliest, each.earliest());
            }
            return earliest;
        } catch (Exception e) {
            throw new IllegalStateException("The identities that a fold has seen cannot be read", e);
        }
    }

    void clear() {
        claims.clear();
    }
}
