package dev.milepost.milestones.model.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.people.PersonEvent.Attributes;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Own;
import dev.milepost.milestones.model.people.PersonEvent.Qualified;
import dev.milepost.milestones.model.people.PersonEvent.Referrer;
import dev.milepost.milestones.model.people.PersonEvent.Reviewed;
import dev.milepost.runtime.codec.CodecSerializer;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldDriver;
import dev.milepost.runtime.fold.Timed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One user's life in any order of arrival, with what is forgotten on the way, is told as an evaluation by hand tells it. */
class PersonPropertyTest {

    private static final long REVISED = 1_000;
    private static final String USER = "u1";

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 40L * Math.max(1, Integer.getInteger("milepost.seeds", 10)); seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderIsToldTheSame(long seed) throws IOException {
        Random random = new Random(seed);
        Interests interests = interests(random);
        List<PersonEvent> life = life(random);
        FoldDriver<PersonState, PersonEvent, Told.Key, Told> fold =
                new FoldDriver<>(new PersonModel(new Fixed(interests), REVISED), new PersonStateCodec.MemoryCodec());

        // No later than a lateness of the same length, so what is taken into the base is behind all that is to come.
        List<PersonEvent> arrival = shuffledWithin(REVISED, life, random);
        for (int i = 0; i < arrival.size(); i++) {
            PersonEvent event = written(arrival.get(i));
            if (event instanceof Bound bound && random.nextBoolean()) {
                // What evidence said before may have been seen, or not.
                fold.accept(Change.put(former(bound)));
            }
            fold.accept(Change.put(event));
            if (random.nextInt(4) == 0) {
                fold.passThroughBytes();
            }
            if (random.nextInt(4) == 0) {
                long reached = earliest(arrival.subList(i + 1, arrival.size())) - 1;
                if (reached > fold.baseTime()) {
                    fold.advance(reached);
                    fold.compact(reached);
                }
            }
        }
        assertThat(standing(fold.told())).isEqualTo(new ByHand(life, interests).told());

        fold.advance(Long.MAX_VALUE / 2);
        fold.compact(Long.MAX_VALUE / 2);
        fold.passThroughBytes();
        assertThat(standing(fold.told())).isEqualTo(new ByHand(life, interests).told());
    }

    private static final class Fixed implements Interests.Source {

        private static final long serialVersionUID = 1L;

        private final transient Interests interests;

        Fixed(Interests interests) {
            this.interests = interests;
        }

        @Override
        public Interests now() {
            return interests;
        }
    }

    private static Interests interests(Random random) {
        Set<String> events = new HashSet<>();
        for (String name : List.of(
                "order",
                "referral.order",
                "a",
                "referral.a",
                "referral.bound",
                "referral.qualified",
                "signup",
                "referral.signup",
                "user_attributes")) {
            if (random.nextInt(3) > 0) {
                events.add(name);
            }
        }
        return Interests.always(events, random.nextBoolean() ? Set.of("country", "tier") : Set.of());
    }

    private static List<PersonEvent> life(Random random) {
        List<PersonEvent> life = new ArrayList<>();
        long signup = random.nextInt(2_000);
        if (random.nextInt(5) > 0) {
            Map<String, String> fields = new HashMap<>(Map.of("country", "DE"));
            if (random.nextBoolean()) {
                fields.put("account_id", "acc");
            }
            life.add(new Own(USER, own("signup", signup, "s", fields)));
            if (random.nextInt(4) > 0) {
                long known = signup + random.nextInt((int) REVISED);
                boolean stands = random.nextInt(5) > 0;
                String advocate = stands ? "adv" : null;
                String program = stands ? (random.nextBoolean() ? "p" : "q") : null;
                life.add(new Bound(USER, "r", advocate, program, "c", signup, known, "b", known + random.nextInt(9)));
                if (stands && random.nextBoolean()) {
                    long later = known + random.nextInt(800);
                    life.add(new Referrer(
                            USER, "adv", "t", later, Map.of("country", random.nextBoolean() ? "DE" : "FR")));
                }
                if (random.nextBoolean()) {
                    // A referral that ended takes back what it had qualified for, by the same evidence.
                    boolean qualifies = stands && random.nextInt(4) > 0;
                    life.add(new Qualified(
                            USER,
                            "r",
                            qualifies ? "adv" : null,
                            qualifies ? program : null,
                            stands ? known + random.nextInt(3_000) : known,
                            "q",
                            known + random.nextInt(3_000)));
                }
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            long time = random.nextInt(5_000);
            life.add(new Reviewed(
                    USER,
                    random.nextInt(5) == 0 ? "another" : "r",
                    random.nextInt(3) == 0 ? "q" : "p",
                    "v" + i,
                    time,
                    time + random.nextInt(9),
                    random.nextBoolean()));
        }
        int events = random.nextInt(14);
        for (int i = 0; i < events; i++) {
            long time = random.nextInt(5_000);
            int kind = random.nextInt(5);
            if (kind == 0) {
                life.add(new Attributes(
                        USER,
                        "x" + i,
                        time,
                        time + random.nextInt(9),
                        Map.of(random.nextBoolean() ? "tier" : "country", "v" + i)));
            } else {
                life.add(new Own(
                        USER, own(kind < 3 ? "order" : kind == 3 ? "a" : "b", time, "e" + i, Map.of("f", "v"))));
            }
        }
        return life;
    }

    private static SubjectEvent own(String name, long time, String id, Map<String, String> fields) {
        return new SubjectEvent(
                name,
                time,
                id,
                time + id.hashCode() % 9,
                name + '/' + id,
                true,
                true,
                0,
                null,
                "USD",
                5L,
                null,
                null,
                List.of(),
                fields);
    }

    private static Bound former(Bound later) {
        return new Bound(
                later.userId(),
                later.referralId(),
                "other",
                "p",
                "c0",
                later.signupMillis(),
                later.timeMillis(),
                "b",
                later.knownMillis());
    }

    /** Without what is told to say that it is so no more: whether somebody had been told otherwise is chance. */
    private static Map<Told.Key, Told> standing(Map<Told.Key, Told> told) {
        Map<Told.Key, Told> standing = new HashMap<>(told);
        standing.values().removeIf(each -> !each.event().stands());
        return standing;
    }

    private static PersonEvent written(PersonEvent event) throws IOException {
        CodecSerializer<PersonEvent> codec = new CodecSerializer<>(new PersonEventCodec());
        DataOutputSerializer out = new DataOutputSerializer(64);
        codec.serialize(event, out);
        PersonEvent read = codec.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        assertThat(read).isEqualTo(event);
        return read;
    }

    static List<PersonEvent> shuffledWithin(long millis, List<PersonEvent> life, Random random) {
        Map<PersonEvent, Long> due = new HashMap<>();
        life.forEach(event -> due.put(event, event.timeMillis() + random.nextInt((int) millis)));
        List<PersonEvent> arrival = new ArrayList<>(life);
        Collections.shuffle(arrival, random);
        arrival.sort((a, b) -> Long.compare(due.get(a), due.get(b)));
        return arrival;
    }

    static long earliest(List<PersonEvent> left) {
        return left.stream().mapToLong(Timed::timeMillis).min().orElse(0);
    }

    /** Reads the whole life at once. */
    private record ByHand(List<PersonEvent> life, Interests interests) {

        Map<Told.Key, Told> told() {
            Map<Told.Key, Told> told = new HashMap<>();
            List<PersonEvent> sorted = new ArrayList<>(life);
            sorted.sort(Timed.ORDER);
            for (PersonEvent event : sorted) {
                if (event instanceof Own own) {
                    event(own.event(), event, told);
                } else if (event instanceof Attributes attributes) {
                    event(
                            new SubjectEvent(
                                    "user_attributes",
                                    attributes.timeMillis(),
                                    attributes.eventId(),
                                    attributes.knownMillis(),
                                    "attributes/" + attributes.eventId() + "@" + attributes.timeMillis(),
                                    true,
                                    true,
                                    0,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    List.of(),
                                    attributes.attributes()),
                            event,
                            told);
                } else if (event instanceof Bound bound && bound.stands()) {
                    fact("referral.bound", bound.program(), bound.causeId(), bound.knownMillis(), event, told);
                } else if (event instanceof Qualified qualified && qualified.stands()) {
                    fact(
                            "referral.qualified",
                            qualified.program(),
                            qualified.causeId(),
                            qualified.knownMillis(),
                            event,
                            told);
                } else if (event instanceof Reviewed reviewed) {
                    decision(reviewed, told);
                }
            }
            return told;
        }

        private void decision(Reviewed review, Map<Told.Key, Told> told) {
            SubjectEvent none = new SubjectEvent(
                    "", 0, "", 0, "", false, true, 0, null, null, null, null, null, List.of(), Map.of());
            for (Bound bound : bounds()) {
                boolean concerns = review.referralId().equals("r")
                        && review.program().equals(bound.program())
                        && review.timeMillis() >= bound.signupMillis();
                boolean before = review.timeMillis() < bound.timeMillis();
                for (String subject : account() == null ? List.of("u/adv") : List.of("u/adv", "a/" + account())) {
                    if (concerns) {
                        put(
                                subject,
                                none,
                                review.rejects() ? "referral rejected" : "referral approved",
                                "referral/" + bound.program() + "/u1/~review/000000000"
                                        + String.format("%04d", review.timeMillis()) + "/" + review.eventId(),
                                subject.startsWith("u/") ? 1 | 4 : 8,
                                bound.program(),
                                Math.max(review.timeMillis(), bound.timeMillis()),
                                before ? bound.causeId() : review.eventId(),
                                before ? Math.max(review.knownMillis(), bound.knownMillis()) : review.knownMillis(),
                                false,
                                true,
                                Map.of(),
                                told);
                    }
                }
            }
        }

        private void event(SubjectEvent event, PersonEvent place, Map<Told.Key, Told> told) {
            boolean wanted = wants(event.name());
            if (wanted || event.name().equals("signup") || event.name().equals("user_attributes")) {
                Map<String, String> parties = parties(place, standing());
                if (parties.isEmpty()) {
                    put(
                            "u/" + USER,
                            event,
                            event.name(),
                            event.identity(),
                            7,
                            null,
                            event.timeMillis(),
                            event.id(),
                            event.knownMillis(),
                            true,
                            true,
                            Map.of(),
                            told);
                } else {
                    put(
                            "u/" + USER,
                            event,
                            event.name(),
                            event.identity(),
                            5,
                            null,
                            event.timeMillis(),
                            event.id(),
                            event.knownMillis(),
                            true,
                            true,
                            Map.of(),
                            told);
                    put(
                            "u/" + USER,
                            event,
                            event.name(),
                            "referee/" + event.identity(),
                            2,
                            null,
                            event.timeMillis(),
                            event.id(),
                            event.knownMillis(),
                            true,
                            true,
                            parties,
                            told);
                }
            }
            for (Bound bound : bounds()) {
                boolean before = event.timeMillis() < bound.timeMillis();
                if (event.timeMillis() < bound.signupMillis()) {
                    continue;
                }
                long time = Math.max(event.timeMillis(), bound.timeMillis());
                long known = before ? Math.max(event.knownMillis(), bound.knownMillis()) : event.knownMillis();
                String id = before ? bound.causeId() : event.id();
                String identity = "referral/" + bound.program() + "/" + USER + "/" + event.identity();
                Map<String, String> ids = new HashMap<>(Map.of("referral_id", "r", "referee_id", USER));
                if (wants("referral." + event.name())) {
                    Map<String, String> texts = parties(place, bound.advocateId());
                    texts.putAll(ids);
                    put(
                            "u/" + bound.advocateId(),
                            event,
                            "referral." + event.name(),
                            identity,
                            4,
                            bound.program(),
                            time,
                            id,
                            known,
                            false,
                            true,
                            texts,
                            told);
                }
                if (account() != null && wanted) {
                    put(
                            "a/" + account(),
                            event,
                            event.name(),
                            identity,
                            8,
                            bound.program(),
                            time,
                            id,
                            known,
                            false,
                            true,
                            ids,
                            told);
                }
            }
        }

        private void fact(
                String name, String program, String cause, long known, PersonEvent place, Map<Told.Key, Told> told) {
            String advocate = "adv";
            boolean stands = true;
            Map<String, String> texts = parties(place, advocate);
            texts.putAll(Map.of("referral_id", "r", "referee_id", USER, "advocate_id", advocate));
            String identity = "referral/" + program + "/" + USER + "/" + name + "/" + advocate;
            SubjectEvent none = new SubjectEvent(
                    name, 0, "", 0, "", false, true, 0, null, null, null, null, null, List.of(), Map.of());
            put(
                    "u/" + USER,
                    none,
                    name,
                    identity,
                    2,
                    program,
                    place.timeMillis(),
                    cause,
                    known,
                    false,
                    stands,
                    texts,
                    told);
            boolean wanted = wants(name);
            if (wanted) {
                put(
                        "u/" + advocate,
                        none,
                        name,
                        identity,
                        // Asks too may wait for it.
                        1 | 4,
                        program,
                        place.timeMillis(),
                        cause,
                        known,
                        false,
                        stands,
                        texts,
                        told);
            }
            if (account() != null && (wanted || name.equals("referral.bound"))) {
                put(
                        "a/" + account(),
                        none,
                        name,
                        identity,
                        8,
                        program,
                        place.timeMillis(),
                        cause,
                        known,
                        false,
                        stands,
                        texts,
                        told);
            }
        }

        private static void put(
                String subject,
                SubjectEvent event,
                String name,
                String identity,
                int kinds,
                String program,
                long time,
                String id,
                long known,
                boolean isEvent,
                boolean stands,
                Map<String, String> more,
                Map<Told.Key, Told> told) {
            Map<String, String> fields = new HashMap<>(event.fields());
            fields.putAll(more);
            SubjectEvent all = new SubjectEvent(
                    name,
                    time,
                    id,
                    known,
                    identity,
                    isEvent,
                    stands,
                    kinds,
                    program,
                    event.currency(),
                    event.amountMinor(),
                    event.mrrMinor(),
                    event.valueMicros(),
                    program == null ? List.of() : List.of("r"),
                    fields);
            told.put(new Told.Key(subject, identity), new Told(subject, all));
        }

        private boolean wants(String name) {
            return interests.events().containsKey(name);
        }

        private List<Bound> bounds() {
            return life.stream()
                    .filter(Bound.class::isInstance)
                    .map(Bound.class::cast)
                    .filter(Bound::stands)
                    .toList();
        }

        private String standing() {
            return bounds().stream()
                    .filter(Bound::stands)
                    .map(Bound::advocateId)
                    .findFirst()
                    .orElse(null);
        }

        private String account() {
            return life.stream()
                    .filter(event ->
                            event instanceof Own own && own.event().name().equals("signup"))
                    .map(event -> ((Own) event).event().fields())
                    .filter(fields -> fields.containsKey("account_id"))
                    .map(fields -> fields.get("account_id"))
                    .findFirst()
                    .orElse(null);
        }

        /** What was so of the parties when {@code place} had happened. */
        private Map<String, String> parties(PersonEvent place, String advocate) {
            Map<String, String> referee = new TreeMap<>();
            Map<String, String> referrer = new TreeMap<>();
            List<PersonEvent> sorted = new ArrayList<>(life);
            sorted.sort(Timed.ORDER);
            for (PersonEvent event : sorted.subList(0, sorted.indexOf(place) + 1)) {
                if (event instanceof Own own && own.event().name().equals("signup")) {
                    referee.put("country", own.event().fields().get("country"));
                } else if (event instanceof Attributes attributes) {
                    referee.putAll(attributes.attributes());
                } else if (event instanceof Referrer each && each.advocateId().equals(advocate)) {
                    referrer.clear();
                    referrer.putAll(each.attributes());
                }
            }
            Map<String, String> parties = new HashMap<>();
            interests.partyFields().keySet().forEach(field -> {
                if (referee.containsKey(field)) {
                    parties.put("referee." + field, referee.get(field));
                }
                if (referrer.containsKey(field)) {
                    parties.put("referrer." + field, referrer.get(field));
                }
            });
            return parties;
        }
    }
}
