package dev.milepost.simulator;

import dev.milepost.schemas.event.Click;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Traffic as it happens, in fast motion: visits, signup, orders and refunds of one person take about a minute.
 *
 * <p>Whoever plays it asks again and again for what has come since. About two thirds of the events belong to people's
 * stories; visitors who leave again fill up to the rate. What comes follows from the seed and from the times asked for.
 * Ids carry the time of the first step, so that two plays never share one. Memory is bounded by the rate.
 *
 * <p>Signups, orders and everything that a referral rests on are sent at the time they happen, so that
 * {@link #truth()} is exact for what has been sent at any moment; other events may come some seconds late, and any may
 * come twice. Not for several threads.
 */
public final class LiveTraffic {

    private static final double SHARE_OF_STORIES = 0.65;
    private static final long LIFETIME_MILLIS = 75_000;
    private static final long MOST_AT_ONCE_MILLIS = 10_000;
    private static final int VISITORS = 64;

    /** Of so many beginnings of stories one is that of a circle, where there are programs. */
    private static final int CIRCLES = 12;

    private static final int FRIENDS = 5;

    /** What the demo's ask does to people, so that its experiment has something to show. */
    private static final AskEffect EFFECT = new AskEffect(0.3, 0, 0);

    private final long seed;

    /** Null: nobody knows of any program. */
    private final Offers offers;

    private final double ratePerSecond;
    private final Dice dice;
    private final Delivery delivery = Delivery.fast();
    private final RecentPeople people = new RecentPeople();
    private final LiveTally tally = new LiveTally();
    private final ProgramTally programs = new ProgramTally();
    private final PriorityQueue<Due> queue = new PriorityQueue<>(
            Comparator.comparingLong((Due due) -> due.event().receivedAtMillis())
                    .thenComparingLong(Due::sequence));
    private final String[] visitors = new String[VISITORS];

    private String play;
    private long lastMillis;
    private long sequence;
    private int stories;
    private int beginnings;
    private int circles;
    private long fillers;
    private double storyBudget;
    private double budget;

    /**
     * @param seed of all random numbers
     * @param ratePerSecond events a second, duplicates included: more than 0
     */
    public LiveTraffic(long seed, double ratePerSecond) {
        this(seed, ratePerSecond, null);
    }

    private LiveTraffic(long seed, double ratePerSecond, Offers offers) {
        if (!(ratePerSecond > 0) || ratePerSecond > 1e6) {
            throw new IllegalArgumentException(
                    "ratePerSecond is " + ratePerSecond + "; it must be above 0 and at most 1,000,000");
        }
        this.seed = seed;
        this.ratePerSecond = ratePerSecond;
        this.dice = Dice.of(seed, 0, Dice.Purpose.LIVE);
        this.offers = offers;
    }

    /**
     * Traffic of people who know of the demo's programs: circles of friends among them, whose referrals are judged, reviewed and
     * paid. Three in ten of those who are asked buy once more, and three in ten win one friend more. {@link #programTruth()} says
     * what the programs must make of it.
     */
    public static LiveTraffic withPrograms(long seed, double ratePerSecond) {
        return new LiveTraffic(seed, ratePerSecond, Offers.inSeconds());
    }

    /**
     * The events of the last while, in the order in which they are to be sent.
     *
     * @param now the time that it is, by the same clock each time; event times are at or before it
     * @param since how long ago the last step was; of more than 10 s, only the last 10 s are played
     */
    public List<SimulatedEvent> step(Instant now, Duration since) {
        long nowMillis = Math.max(now.toEpochMilli(), lastMillis);
        long span = Math.min(Math.max(0, since.toMillis()), MOST_AT_ONCE_MILLIS);
        if (play == null) {
            play = Long.toString(nowMillis, Character.MAX_RADIX);
        }
        lastMillis = nowMillis;
        budget += ratePerSecond * span / 1_000;
        storyBudget += ratePerSecond * span / 1_000 * SHARE_OF_STORIES;
        while (storyBudget > 0) {
            storyBudget -= begin(nowMillis - dice.between(0, span));
        }
        List<SimulatedEvent> events = new ArrayList<>();
        for (Due due = queue.peek(); due != null && due.event().receivedAtMillis() <= nowMillis; due = queue.peek()) {
            send(queue.poll());
            events.add(due.event());
        }
        budget -= events.size();
        for (; budget >= 1; budget--) {
            SimulatedEvent filler = filler(nowMillis - dice.between(0, span));
            tally.sent(filler, Map.of());
            programs.sent(filler, null, null);
            events.add(filler);
        }
        tally.decided(nowMillis);
        programs.decided(nowMillis);
        events.sort(Comparator.comparingLong(SimulatedEvent::receivedAtMillis));
        return events;
    }

    /** What is true of everything that steps have returned. */
    public LiveTruth truth() {
        return tally.truth();
    }

    /** What the demo's programs must have made of it; nothing without them. */
    public ProgramTruth programTruth() {
        return programs.truth();
    }

    /** How many events and outcomes are held for later. */
    int pending() {
        return queue.size() + tally.pending() + programs.pending();
    }

    /** Begins a story, or those of a circle, and says how many events there are. */
    private int begin(long start) {
        return offers != null && beginnings++ % CIRCLES == 0 ? beginCircle(start) : beginStory(start);
    }

    private int beginCircle(long start) {
        int first = stories;
        stories += 1 + FRIENDS;
        Circle circle = new Circle(
                seed,
                circles++,
                offers,
                (index, market, joined) -> Person.draw(
                        Dice.of(seed, first + index, Dice.Purpose.PERSON),
                        first + index,
                        play + "-" + (first + index),
                        market,
                        joined,
                        false,
                        Pace.fast()),
                start + offers.beatMillis(),
                FRIENDS);
        int events = 0;
        for (int i = 0; i <= FRIENDS; i++) {
            Person person = i == 0 ? circle.advocate() : circle.friend(i).person();
            Dice own = Dice.of(seed, first + i, Dice.Purpose.STORY);
            Story story = new Story(person, Pace.fast(), own, start, start + LIFETIME_MILLIS);
            new CircleStory(story, circle).tell(i);
            events += play(story, own, true);
        }
        return events;
    }

    private int beginStory(long start) {
        int number = stories++;
        Dice own = Dice.of(seed, number, Dice.Purpose.STORY);
        Market market = Market.draw(own);
        long joined = start + own.between(5_500, 12_000);
        Person person = Person.draw(own, number, play + "-" + number, market, joined, false, Pace.fast());
        Story story = new Story(person, Pace.fast(), own, start, start + LIFETIME_MILLIS);
        StoryTeller.tell(story, Scenario.of(seed, number), people);
        return play(story, own, false);
    }

    /** Plays a story, and that of whom the person wins because they were asked, and says how many events there are. */
    private int play(Story story, Dice own, boolean ofCircle) {
        List<SimulatedEvent> events = new ArrayList<>(delivery.deliver(own, story.drafts()));
        int ofFriend = offers == null ? 0 : ask(story, own, events);
        story.referrals().forEach(tally::expect);
        programs.expect(story);
        Onboarding onboarding = offers == null ? null : new Onboarding(story.person, offers.ask());
        Life life = new Life(story.person, new LinkedHashMap<>(), onboarding, ofCircle);
        for (SimulatedEvent event : events) {
            queue.add(new Due(event, life, sequence++));
        }
        return events.size() + ofFriend;
    }

    /** Adds what an ask moves the person to, where they reach its milestone; how many events the friend has whom they win. */
    private int ask(Story story, Dice own, List<SimulatedEvent> events) {
        OptionalLong reached =
                new Onboarding(story.person, offers.ask()).addAll(events).reachedMillis();
        if (reached.isEmpty()) {
            return 0;
        }
        AskStory asked = new AskStory(story, offers.ask(), EFFECT, seed, reached.getAsLong());
        int before = story.drafts().size();
        asked.tell();
        List<Draft> drafts = story.drafts();
        events.addAll(delivery.deliver(own, drafts.subList(before, drafts.size())));
        // As of a circle: nobody else knows the friend, so that nobody is won by them.
        return asked.friend().map(friend -> play(friend, own, true)).orElse(0);
    }

    private void send(Due due) {
        SimulatedEvent event = due.event();
        Person person = due.life().person();
        tally.sent(event, due.life().books());
        programs.sent(event, due.life().onboarding(), offers == null ? null : offers.ask());
        if (due.life().isOfCircle()) {
            return;
        }
        if (event.stream().equals(Story.SIGNUPS)) {
            people.joined(person);
        } else if (event.payload() instanceof Click click
                && click.getName().equals("referral_code_created")
                && click.getReferralCode().equals(person.code())) {
            people.createdCode(person);
        }
    }

    /** One page view of a visitor who never becomes known. */
    private SimulatedEvent filler(long time) {
        long number = fillers++;
        int slot = dice.below(VISITORS);
        boolean arrives = visitors[slot] == null || dice.chance(0.3);
        if (arrives) {
            visitors[slot] = play + "-w" + number;
        }
        String visitor = visitors[slot];
        Click click = Story.newClick("cw" + play + "-" + number, "a" + visitor, time, "page_view");
        Landing landing = arrives ? Landing.draw(dice) : Landing.direct(Landing.SITE + "/pricing");
        Story.arrive(click, landing, "v" + visitor);
        click.setCountry(Market.draw(dice).name());
        return new SimulatedEvent(Story.CLICKSTREAM, click.getAnonymousId(), click, time, time, false);
    }

    /**
     * What is remembered of somebody while their story lasts.
     *
     * @param onboarding null where there are no programs
     * @param isOfCircle and so known to nobody outside of it
     */
    private record Life(Person person, Map<String, OrderBook> books, Onboarding onboarding, boolean isOfCircle) {}

    /** An event that is to be sent. */
    private record Due(SimulatedEvent event, Life life, long sequence) {}
}
