package dev.milepost.console.oidc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who is on their way to the provider and back: each once, and for some time. There is room for so many, and where it is full the oldest
 * of the address that has most of them makes way, so that no address takes the place of the others.
 */
final class PendingAttempts {

    private static final int MOST_OF_AN_ADDRESS = 100;

    private final Clock clock;
    private final Duration patience;
    private final int most;

    /** The oldest first. */
    private final Map<String, Pending> pending = new LinkedHashMap<>();

    PendingAttempts(Clock clock, Duration patience, int most) {
        this.clock = clock;
        this.patience = patience;
        this.most = most;
    }

    private record Pending(Attempt attempt, String address, Instant began) {}

    /**
     * One more.
     *
     * @param key by which it is taken
     * @param address that began it
     */
    synchronized void put(String key, Attempt attempt, String address) {
        forgetTheLate();
        long own = pending.values().stream()
                .filter(each -> each.address().equals(address))
                .count();
        if (own >= MOST_OF_AN_ADDRESS) {
            removeOldest(address);
        } else if (pending.size() >= most) {
            removeOldest(greediest());
        }
        pending.put(key, new Pending(attempt, address, clock.instant()));
    }

    /** The one of that key, which there is no more then. */
    synchronized Optional<Attempt> take(String key) {
        forgetTheLate();
        return Optional.ofNullable(pending.remove(key)).map(Pending::attempt);
    }

    private void forgetTheLate() {
        Instant earliest = clock.instant().minus(patience);
        Iterator<Pending> oldest = pending.values().iterator();
        while (oldest.hasNext() && oldest.next().began().isBefore(earliest)) {
            oldest.remove();
        }
    }

    private String greediest() {
        Map<String, Long> held = pending.values().stream()
                .map(Pending::address)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return held.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private void removeOldest(String address) {
        Iterator<Pending> oldest = pending.values().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().address().equals(address)) {
                oldest.remove();
                return;
            }
        }
    }
}
