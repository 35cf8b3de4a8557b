package dev.milepost.attribution.model;

import static dev.milepost.attribution.model.Given.DAY;
import static dev.milepost.attribution.model.Given.HOUR;
import static dev.milepost.attribution.model.Given.MINUTE;
import static dev.milepost.attribution.model.Given.T0;
import static dev.milepost.attribution.model.Given.VISITOR;
import static dev.milepost.attribution.model.Given.click;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.VisitorEvent.Link;
import dev.milepost.attribution.model.VisitorEvent.Role;
import dev.milepost.attribution.model.VisitorFact.Identity;
import dev.milepost.attribution.model.VisitorFact.Owned;
import dev.milepost.attribution.model.VisitorFact.Traced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VisitorModelTest {

    private static final VisitorModel MODEL = new VisitorModel(Given.rules());
    private static final VisitorModel.Key IDENTITY = new VisitorModel.Key(VisitorModel.Key.Kind.IDENTITY, "", 0);

    @Test
    void aDirectClickOpensASessionAfterHalfAnHourAndNotAMillisecondEarlier() {
        var visitor = ModelRun.of(
                MODEL,
                click("first", T0, "direct"),
                click("within", T0 + 30 * MINUTE - 1, "direct"),
                click("after", T0 + 60 * MINUTE - 1, "direct"));
        assertThat(ids(visitor)).containsExactly("first", "after");
    }

    @Test
    void everyClickThatMayBeATouchKeepsTheSessionAliveAndNoOther() {
        var visitor = ModelRun.of(
                MODEL,
                click("first", T0, "direct"),
                click("mail", T0 + 20 * MINUTE, "email"),
                click("within", T0 + 45 * MINUTE, "direct"),
                click("bot", T0 + 60 * MINUTE, "direct", null, null, Role.BOT),
                click("code", T0 + 61 * MINUTE, "direct", null, "ref", Role.CODE_CREATED),
                click("invite", T0 + 62 * MINUTE, "direct", null, "ref", Role.INVITE_SENT),
                click("after", T0 + 75 * MINUTE, "direct"));
        assertThat(ids(visitor)).containsExactly("", "first", "mail", "code", "invite", "after");
        assertThat(kept(visitor, "code").touch()).isFalse();
        assertThat(kept(visitor, "invite").touch()).isFalse();
    }

    @Test
    void theFirstClickOfADayIsTracedOnceItsOwnerIsKnownAndEveryReferral() {
        var visitor = ModelRun.of(
                MODEL,
                click("nobody's", T0, "direct"),
                referral("before", T0 + 1, "MP-1"),
                click("robot", T0 + 2, "email", null, "u", Role.BOT),
                click("first", T0 + 3, "direct", null, "u", Role.VISIT),
                click("second", T0 + 4, "email"),
                referral("again", T0 + DAY, "MP-2"),
                click("that day", T0 + DAY + 1, "email"),
                click("next day", T0 + 2 * DAY, "email"));
        assertThat(visitor.facts().values().stream()
                        .filter(Traced.class::isInstance)
                        .map(Traced.class::cast)
                        .map(traced -> String.join(
                                " ",
                                traced.click().eventId(),
                                traced.click().referralCode(),
                                traced.ownerId(),
                                "" + (traced.knownMillis() - T0))))
                .containsExactly("before MP-1 u 2", "first  u 3", "again MP-2 u " + DAY, "next day  u " + 2 * DAY);
        visitor.expire(T0 + 2 * DAY - 1);
        assertThat(visitor.facts().values().stream().filter(Traced.class::isInstance))
                .as("those whose owner is not final yet")
                .hasSize(1);
        visitor.apply(click("that day still", T0 + 2 * DAY + 1, "email"));
        assertThat(visitor.facts().values().stream().filter(Traced.class::isInstance))
                .hasSize(1);
    }

    private static VisitorEvent.Click referral(String eventId, long time, String code) {
        VisitorEvent.Click click = click(eventId, time, "referral");
        return new VisitorEvent.Click(
                click.anonymousId(),
                eventId,
                time,
                null,
                null,
                Role.VISIT,
                click.name(),
                click.channel(),
                "",
                code,
                "",
                ClickFacts.NONE,
                time,
                1,
                click.origin(),
                7L);
    }

    @Test
    void aSessionIdIsTheSameSessionForADayAfterItsLastClick() {
        var visitor = ModelRun.of(
                MODEL,
                click("first", T0, "direct", "s", null, Role.VISIT),
                click("same", T0 + 24 * HOUR - 1, "direct", "s", null, Role.VISIT),
                click("other", T0 + 24 * HOUR, "direct", "t", null, Role.VISIT),
                click("again", T0 + 48 * HOUR - 1, "direct", "s", null, Role.VISIT));
        assertThat(ids(visitor)).containsExactly("first", "other", "again");
    }

    @Test
    void aClickWithoutSessionIdContinuesOneWithIt() {
        var visitor = ModelRun.of(
                MODEL,
                click("first", T0, "direct", "s", null, Role.VISIT),
                click("within", T0 + 10 * MINUTE, "direct"));
        assertThat(ids(visitor)).containsExactly("first");
    }

    @Test
    void aClickThatAnAskIsDecidedByMovesWithItsLinkAndIsForgottenWithIt() {
        VisitorModel model = new VisitorModel(Given.rules(Given.programs(Given.program("p", "window: 1d")
                + "asks: [{id: a, on: {event: page_view}, channel: in_app, template: t}]\n")));
        VisitorEvent.Click quiet = click("quiet", T0, "direct", null, null, Role.BOT);
        VisitorModel.Key key = new VisitorModel.Key(VisitorModel.Key.Kind.NAMED, "quiet", T0);
        NamedClick named = NamedClick.of(quiet);

        var visitor = ModelRun.of(model, quiet);
        assertThat(visitor.fact(key)).isEqualTo(new VisitorFact.Named(named, null, T0));
        visitor.expire(T0 + 30 * DAY - 1);
        assertThat(visitor.fact(key)).isEqualTo(new VisitorFact.Named(named, null, T0));
        assertThat(visitor.nextExpiry()).isEqualTo(T0 + 30 * DAY);
        visitor.expire(T0 + 30 * DAY);
        assertThat(visitor.isEmpty()).isTrue();

        var linked = ModelRun.of(model, quiet, new Link(VISITOR, "u", "s", T0 + DAY));
        assertThat(linked.fact(key)).isEqualTo(new VisitorFact.Named(named, "u", T0 + DAY));
        linked.expire(T0 + DAY);
        assertThat(linked.fact(key)).isNull();
        var tooLate = ModelRun.of(model, quiet, new Link(VISITOR, "u", "s", T0 + 30 * DAY + 1));
        assertThat(tooLate.fact(key)).isEqualTo(new VisitorFact.Named(named, null, T0));
        assertThat(ModelRun.of(MODEL, quiet).fact(key)).isNull();
    }

    @Test
    void theEarliestEvidenceIsTheLinkAndOfEqualTimesTheSmallerEventId() {
        assertThat(ModelRun.of(
                                MODEL,
                                new Link(VISITOR, "late", "b", T0),
                                new Link(VISITOR, "early", "a", T0),
                                click("click", T0 + 1, "email", null, "later", Role.BOT))
                        .fact(IDENTITY))
                .isEqualTo(new Identity("early", T0, "a"));
    }

    @Test
    void aRobotsClickIsEvidenceOfIdentityButNoTouch() {
        var visitor = ModelRun.of(MODEL, click("bot", T0, "email", null, "u", Role.BOT));
        assertThat(visitor.facts()).containsOnlyKeys(IDENTITY);
        assertThat(visitor.fact(IDENTITY)).isEqualTo(new Identity("u", T0, "bot"));
    }

    @Test
    void clicksOfTheLookBackMoveToTheLinkedUserAndOlderOnesDoNot() {
        var visitor = ModelRun.of(
                MODEL,
                click("older", T0 - 1, "email"),
                click("within", T0, "email"),
                new Link(VISITOR, "u", "s", T0 + 30 * DAY),
                click("own", T0 + 31 * DAY, "email", null, "other", Role.VISIT),
                click("after", T0 + 90 * DAY, "email"));
        assertThat(owner(visitor, "older")).isEqualTo("null since -1");
        assertThat(owner(visitor, "within")).isEqualTo("u since " + 30 * DAY);
        assertThat(owner(visitor, "own")).isEqualTo("other since " + 31 * DAY);
        assertThat(owner(visitor, "after")).isEqualTo("u since " + 90 * DAY);
    }

    @Test
    void touchesBeyondTheDailyLimitAreNoTouchesUntilMidnight() {
        List<VisitorEvent> clicks = new ArrayList<>();
        for (int i = 0; i < 502; i++) {
            clicks.add(click(String.format("e%03d", i), T0 + DAY - 1_000 + i, "email"));
        }
        clicks.add(click("tomorrow", T0 + DAY, "email"));
        var visitor = ModelRun.of(MODEL, clicks);
        assertThat(ids(visitor)).hasSize(502).doesNotContain("e500", "e501").contains("tomorrow");
        assertThat(visitor.fact(VisitorModel.Key.excess(T0 / DAY)))
                .isEqualTo(new VisitorFact.Excess(T0 / DAY, 2, "e500", T0 + DAY - 500));
        assertThat(visitor.fact(VisitorModel.Key.excess(T0 / DAY + 1))).isNull();
    }

    @Test
    void theDailyLimitIsOfAllClicksThatAreKeptAndTellsOfEveryOneBeyondIt() {
        VisitorModel model = new VisitorModel(Given.rules(2));
        var visitor = ModelRun.of(
                model,
                click("code", T0, "direct", null, null, Role.CODE_CREATED),
                click("nothing", T0 + 1, "direct", null, null, Role.BOT),
                click("touch", T0 + 2, "email"),
                click("invite", T0 + 3, "direct", null, null, Role.INVITE_SENT),
                click("another", T0 + 4, "email", null, "u", Role.VISIT));
        assertThat(ids(visitor)).containsExactly("", "code", "touch", "" + T0 / DAY);
        assertThat(visitor.fact(VisitorModel.Key.excess(T0 / DAY)))
                .isEqualTo(new VisitorFact.Excess(T0 / DAY, 2, "invite", T0 + 3));
        assertThat(visitor.fact(IDENTITY)).isEqualTo(new Identity("u", T0 + 4, "another"));
        assertThat(visitor.apply(click("third", T0 + 5, "email"))).containsExactly(VisitorModel.Key.excess(T0 / DAY));
        visitor.expire(T0 + DAY - 1);
        assertThat(ids(visitor)).contains("" + T0 / DAY);
        visitor.expire(T0 + DAY);
        assertThat(ids(visitor)).doesNotContain("" + T0 / DAY);
    }

    @Test
    void aClickThatQualifiesIsKeptEvenWhereItIsNoTouch() {
        VisitorEvent.Click bot = click("bot", T0, "email", null, null, Role.BOT);
        VisitorModel model = new VisitorModel(Given.rules(Given.programs(
                "program: p\nversion: 1\nvalid_from: " + Instant.ofEpochMilli(T0)
                        + "\nqualifies: {on: {event: activated, where: {plan: pro, country: DE}}}\n",
                "program: p\nversion: 2\nvalid_from: " + Instant.ofEpochMilli(T0 + 1)
                        + "\nqualifies: {on: {event: activated}}\n")));
        var visitor = ModelRun.of(
                model,
                new VisitorEvent.Click(
                        VISITOR,
                        "q",
                        T0,
                        null,
                        null,
                        Role.BOT,
                        "activated",
                        "email",
                        "",
                        "",
                        "",
                        new ClickFacts(null, "DE", Map.of("plan", "pro")),
                        T0,
                        1,
                        bot.origin(),
                        null));
        assertThat(kept(visitor, "q").touch()).isFalse();
        assertThat(kept(visitor, "q").qualifies()).containsExactly("p@1");
    }

    @Test
    void anUnlinkedVisitorIsForgottenAfterTheLookBackAndALinkedOneButForTheLink() {
        var unlinked = ModelRun.of(MODEL, click("c", T0, "email", "s", null, Role.VISIT));
        unlinked.expire(T0 + 30 * DAY - 1);
        assertThat(unlinked.isEmpty()).isFalse();
        assertThat(unlinked.nextExpiry()).isEqualTo(T0 + 30 * DAY);
        unlinked.expire(T0 + 30 * DAY);
        assertThat(unlinked.isEmpty()).isTrue();
        assertThat(unlinked.nextExpiry()).isEqualTo(Long.MAX_VALUE);

        var linked = ModelRun.of(
                MODEL, click("c", T0, "email", "s", null, Role.VISIT), new Link(VISITOR, "u", "s", T0 + HOUR));
        linked.expire(T0 + 1_000 * DAY);
        assertThat(linked.isEmpty()).isFalse();
        assertThat(linked.facts()).isEqualTo(java.util.Map.of(IDENTITY, new Identity("u", T0 + HOUR, "s")));
        assertThat(linked.nextExpiry()).isEqualTo(Long.MAX_VALUE);
        assertThat(linked.state.sessions).isEmpty();
    }

    @Test
    void theLinkOfAClickThatIsStillOpenDecidesWhenItIsForgotten() {
        var visitor = ModelRun.of(MODEL, click("c", T0, "email"), new Link(VISITOR, "u", "s", T0 + 2 * DAY));
        visitor.expire(T0 + 2 * DAY - 1);
        assertThat(ids(visitor)).contains("c");
        assertThat(visitor.nextExpiry()).isEqualTo(T0 + 2 * DAY);
    }

    @Test
    void forgettingChangesNothingThatComesLater() {
        for (int limit : new int[] {500, 2}) {
            var law = new ExpiryLaw<>(new VisitorModel(Given.rules(limit)), VisitorModelTest::size);
            for (int seed = 0; seed < 200; seed++) {
                Random random = new Random(seed);
                law.holdsFor(history(random), random, "limit " + limit + ", seed " + seed);
            }
        }
    }

    private static int size(VisitorState state) {
        return state.clicks.size()
                + state.sessions.size()
                + (state.lastVisitMillis == Long.MIN_VALUE ? 0 : 1)
                + state.days.size();
    }

    private static List<VisitorEvent> history(Random random) {
        List<VisitorEvent> events = new ArrayList<>();
        long time = T0;
        for (int i = 0; i < 40; i++) {
            time += switch (random.nextInt(5)) {
                case 0 -> 0;
                case 1 -> random.nextLong(HOUR);
                case 2 -> 30 * MINUTE;
                case 3 -> random.nextLong(2 * DAY);
                default -> random.nextInt(5) == 0 ? random.nextLong(40 * DAY) : random.nextLong(MINUTE);
            };
            String id = "e" + i;
            if (random.nextInt(12) == 0) {
                events.add(new Link(VISITOR, "u" + random.nextInt(2), id, time));
            } else {
                events.add(click(
                        id,
                        time,
                        random.nextBoolean() ? "direct" : "email",
                        random.nextBoolean() ? null : "s" + random.nextInt(3),
                        random.nextInt(15) == 0 ? "u" + random.nextInt(3) : null,
                        random.nextInt(4) == 0 ? Given.any(random, Role.values()) : Role.VISIT));
            }
        }
        return events;
    }

    private static List<String> ids(ModelRun<?, ?, VisitorModel.Key, VisitorFact> visitor) {
        return visitor.facts().keySet().stream()
                .filter(key -> key.kind() != VisitorModel.Key.Kind.TRACED)
                .map(key -> key.kind() == VisitorModel.Key.Kind.EXCESS ? "" + key.number() : key.id())
                .toList();
    }

    private static Owned owned(ModelRun<?, ?, VisitorModel.Key, VisitorFact> visitor, String eventId) {
        VisitorModel.Key key = visitor.facts().keySet().stream()
                .filter(each ->
                        each.kind() == VisitorModel.Key.Kind.CLICK && each.id().equals(eventId))
                .findFirst()
                .orElseThrow();
        return (Owned) visitor.fact(key);
    }

    private static KeptClick kept(ModelRun<?, ?, VisitorModel.Key, VisitorFact> visitor, String eventId) {
        return owned(visitor, eventId).click();
    }

    private static String owner(ModelRun<?, ?, VisitorModel.Key, VisitorFact> visitor, String eventId) {
        Owned owned = owned(visitor, eventId);
        return owned.ownerId() + " since " + (owned.knownMillis() - T0);
    }
}
