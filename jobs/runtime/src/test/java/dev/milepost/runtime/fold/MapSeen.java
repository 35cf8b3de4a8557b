package dev.milepost.runtime.fold;

import java.util.HashMap;
import java.util.Map;

/** Claims in plain memory. */
final class MapSeen implements Seen {

    private final Map<String, Claims> claims = new HashMap<>();

    @Override
    public Claims get(String identity) {
        return claims.get(identity);
    }

    @Override
    public void put(String identity, Claims given) {
        claims.put(identity, given);
    }

    @Override
    public void forgetUpTo(long timeMillis) {
        claims.replaceAll((identity, each) -> each.after(timeMillis));
        claims.values().removeIf(Claims::isEmpty);
    }

    boolean isEmpty() {
        return claims.isEmpty();
    }
}
