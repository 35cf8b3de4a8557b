package dev.milepost.testkit.oracle;

import static dev.milepost.testkit.oracle.AcceptedLog.stamp;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.IdentityRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which user an anonymous_id and a click belong to. */
final class Identities {

    private static final Duration LOOK_BACK = Duration.ofDays(30);

    private final Map<String, Link> links = new HashMap<>();

    private record Link(String userId, Stamp at) {}

    /**
     * The owner of a click.
     *
     * @param knownAt the event time at which this could first be known
     */
    record Owner(String userId, Instant knownAt) {}

    Identities(AcceptedLog log) {
        for (Signup signup : log.signups()) {
            if (Texts.present(signup.getAnonymousId())) {
                offer(signup.getAnonymousId(), new Link(signup.getUserId(), stamp(signup)));
            }
        }
        for (Click click : log.clicks()) {
            if (Texts.present(click.getUserId())) {
                offer(click.getAnonymousId(), new Link(click.getUserId(), stamp(click)));
            }
        }
    }

    private void offer(String anonymousId, Link link) {
        links.merge(anonymousId, link, (one, other) -> one.at().earlierThan(other.at()) ? one : other);
    }

    Optional<Owner> owner(Click click) {
        if (Texts.present(click.getUserId())) {
            return Optional.of(new Owner(click.getUserId(), click.getEventTime()));
        }
        Link link = links.get(click.getAnonymousId());
        if (link == null || link.at().time().isAfter(click.getEventTime().plus(LOOK_BACK))) {
            return Optional.empty();
        }
        Instant linked = link.at().time();
        return Optional.of(
                new Owner(link.userId(), linked.isAfter(click.getEventTime()) ? linked : click.getEventTime()));
    }

    List<IdentityRow> rows() {
        return links.entrySet().stream()
                .map(entry -> new IdentityRow(
                        entry.getKey(),
                        entry.getValue().userId(),
                        entry.getValue().at().time(),
                        entry.getValue().at().eventId()))
                .toList();
    }
}
