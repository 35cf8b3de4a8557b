package dev.milepost.testkit.oracle;

import static dev.milepost.testkit.oracle.AcceptedLog.stamp;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.row.TouchRow;
import dev.milepost.testkit.population.KnownLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which clicks are touches, by channel and session. */
final class Touches {

    static final Set<String> ABOUT_THE_ADVOCATE = Set.of("referral_code_created", "invite_sent");
    private static final Duration SESSION = Duration.ofHours(24);
    private static final Duration INACTIVITY = Duration.ofMinutes(30);

    private final List<Touch> all = new ArrayList<>();
    private final Map<String, List<Touch>> byUser;

    Touches(AcceptedLog log, Identities identities, DailyLimit limit) {
        visits(log).forEach((anonymousId, clicks) -> {
            for (Click click : clicks) {
                if (limit.counts(click) && isTouch(click, clicks)) {
                    all.add(new Touch(
                            anonymousId,
                            stamp(click),
                            channel(click),
                            campaign(click),
                            Texts.orEmpty(click.getReferralCode()),
                            identities.owner(click)));
                }
            }
        });
        all.sort(Touch.EARLIEST_FIRST);
        byUser = all.stream()
                .filter(touch -> touch.owner().isPresent())
                .collect(Collectors.groupingBy(
                        touch -> touch.owner().orElseThrow().userId()));
    }

    /** The touches that belong to {@code userId}, earliest first. */
    List<Touch> of(String userId) {
        return byUser.getOrDefault(userId, List.of());
    }

    /** What may be a touch, and keeps a session alive, by anonymous_id. */
    static Map<String, List<Click>> visits(AcceptedLog log) {
        return log.clicks().stream().filter(Touches::isVisit).collect(Collectors.groupingBy(Click::getAnonymousId));
    }

    static boolean isVisit(Click click) {
        return !click.getIsBot() && !ABOUT_THE_ADVOCATE.contains(click.getName());
    }

    /** Whether a visit is a touch, by the visits of its anonymous_id. */
    static boolean isTouch(Click click, List<Click> visits) {
        return !channel(click).equals("direct") || opensSession(click, visits);
    }

    static String channel(Click click) {
        if (Texts.present(click.getChannel())) {
            return click.getChannel().trim().toLowerCase(Locale.ROOT);
        }
        return Texts.present(click.getReferralCode())
                ? "referral"
                : KnownLink.of(click).channel();
    }

    static String campaign(Click click) {
        return Texts.present(click.getCampaign())
                ? click.getCampaign()
                : KnownLink.of(click).campaign();
    }

    private static boolean opensSession(Click click, List<Click> ofAnonymousId) {
        Predicate<Click> continued = Texts.present(click.getSessionId())
                ? before -> click.getSessionId().equals(before.getSessionId())
                        && gap(before, click).compareTo(SESSION) < 0
                : before -> gap(before, click).compareTo(INACTIVITY) < 0;
        return ofAnonymousId.stream()
                .filter(before -> stamp(before).earlierThan(stamp(click)))
                .noneMatch(continued);
    }

    private static Duration gap(Click before, Click click) {
        return Duration.between(before.getEventTime(), click.getEventTime());
    }

    List<TouchRow> rows() {
        return all.stream()
                .map(touch -> new TouchRow(
                        touch.anonymousId(),
                        touch.at().eventId(),
                        touch.owner().map(Identities.Owner::userId).orElse(""),
                        touch.at().time(),
                        touch.channel(),
                        touch.campaign(),
                        touch.code()))
                .toList();
    }
}
