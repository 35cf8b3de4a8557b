package dev.milepost.console.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is signed in: held in memory, so that a restart signs everybody out. A session ends after some time without a request
 * of theirs, at the latest some time after it began, and as soon as its account may not stay.
 */
public final class Sessions {

    private final Clock clock;
    private final Duration idle;
    private final Duration longest;
    private final Map<String, Visit> visits = new ConcurrentHashMap<>();

    /**
     * No sessions yet.
     *
     * @param idle without a request
     * @param longest from the beginning on
     */
    public Sessions(Clock clock, Duration idle, Duration longest) {
        this.clock = clock;
        this.idle = idle;
        this.longest = longest;
    }

    private record Visit(SignedIn who, String forgery, Instant began, Instant seen) {

        Visit seenAt(Instant now) {
            return new Visit(who, forgery, began, now);
        }
    }

    /** Begins a session; returns what its cookie holds. */
    public String begin(SignedIn who) {
        Instant now = clock.instant();
        visits.values().removeIf(visit -> ended(visit, now));
        String token = Tokens.next();
        visits.put(Tokens.hash(token), new Visit(who, Tokens.next(), now, now));
        return token;
    }

    /**
     * The session of that cookie; empty where it has ended, its account may not stay, or there was none.
     *
     * @param isSeen whether somebody is there: what a page asks by itself ends no idle time
     */
    public Optional<Session> find(String token, boolean isSeen) {
        if (token == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Visit visit = visits.computeIfPresent(
                Tokens.hash(token), (hash, found) -> ended(found, now) ? null : isSeen ? found.seenAt(now) : found);
        if (visit == null) {
            return Optional.empty();
        }
        Optional<Account> account = visit.who().standing().get();
        if (account.isEmpty()) {
            end(token);
        }
        return account.map(who -> new Session(who, visit.forgery(), visit.began()));
    }

    /** Ends the session of that cookie, if there is one. */
    public void end(String token) {
        if (token != null) {
            visits.remove(Tokens.hash(token));
        }
    }

    private boolean ended(Visit visit, Instant now) {
        return now.isAfter(visit.seen().plus(idle)) || now.isAfter(visit.began().plus(longest));
    }
}
