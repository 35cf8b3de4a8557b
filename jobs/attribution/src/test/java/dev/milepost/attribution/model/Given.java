package dev.milepost.attribution.model;

import dev.milepost.attribution.model.CodeFact.Creation;
import dev.milepost.attribution.model.CodeFact.OwnerSignup;
import dev.milepost.attribution.model.CodeFact.Query;
import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.UserFact.PurchaseKind;
import dev.milepost.attribution.model.UserFact.Signup;
import dev.milepost.attribution.model.VisitorEvent.Click;
import dev.milepost.attribution.model.VisitorEvent.Role;
import dev.milepost.programs.Evidence;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.fold.Rules;
import dev.milepost.runtime.ingest.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Events and facts of the tests, and the rules they are judged by. All of user {@code ref} and visitor {@code a}. */
final class Given {

    static final long MINUTE = Duration.ofMinutes(1).toMillis();
    static final long HOUR = Duration.ofHours(1).toMillis();
    static final long DAY = Duration.ofDays(1).toMillis();

    /** Midnight of some day: the tests count from here. */
    static final long T0 = 20_000 * DAY;

    static final String REFEREE = "ref";
    static final String VISITOR = "a";
    static final Origin ORIGIN = Origin.ofFile("events.jsonl", 7);

    /** What orders of the programs without a file qualify for. */
    static final List<String> DEFAULT_ORDER = List.of("default@0");

    private Given() {}

    static AttributionRules rules() {
        return rules(ProgramCatalog.empty());
    }

    /** The rules by default, and the texts of program files. */
    static AttributionRules rules(ProgramCatalog programs) {
        return new AttributionRules(
                30 * DAY,
                30 * MINUTE,
                24 * HOUR,
                500,
                90 * DAY,
                24 * HOUR,
                400 * DAY,
                400 * DAY,
                90 * DAY,
                Rules.fixed(programs));
    }

    /** The rules by default, but for the clicks that count on a day. */
    static AttributionRules rules(int maxClicksPerDay) {
        return new AttributionRules(
                30 * DAY,
                30 * MINUTE,
                24 * HOUR,
                maxClicksPerDay,
                90 * DAY,
                24 * HOUR,
                400 * DAY,
                400 * DAY,
                90 * DAY,
                Rules.fixed(ProgramCatalog.empty()));
    }

    static ProgramCatalog programs(String... files) {
        try {
            Path folder = Files.createTempDirectory("programs");
            for (int i = 0; i < files.length; i++) {
                Files.writeString(folder.resolve(i + ".yaml"), files[i]);
            }
            return ProgramFiles.read(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program that is in force from the beginning of time. */
    static String program(String name, String attribution) {
        return "program: " + name + "\nversion: 1\nvalid_from: 1970-01-01T00:00:00Z\nattribution: {" + attribution
                + "}\n";
    }

    /** The second version of a program, in force from that time on. */
    static String secondVersion(String name, long from, String attribution) {
        return "program: " + name + "\nversion: 2\nvalid_from: " + Instant.ofEpochMilli(from) + "\nattribution: {"
                + attribution + "}\n";
    }

    @SafeVarargs
    static <T> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    static Click click(String eventId, long time, String channel) {
        return click(eventId, time, channel, null, null, Role.VISIT);
    }

    static Click click(String eventId, long time, String channel, String sessionId, String userId, Role role) {
        return new Click(
                VISITOR,
                eventId,
                time,
                userId,
                sessionId,
                role,
                "page_view",
                channel,
                "",
                role == Role.VISIT ? "" : "CODE",
                role == Role.CODE_CREATED ? "default" : "",
                ClickFacts.NONE,
                time,
                1,
                ORIGIN,
                null);
    }

    static KeptClick kept(String eventId, long time, String channel, String code) {
        return new KeptClick(eventId, time, null, Role.VISIT, true, channel, "", code, "", List.of(), time);
    }

    /** A touch of {@code ref} that is known to be theirs at once. */
    static OwnedClick touch(String eventId, long time, String channel, String code) {
        return touch(eventId, time, channel, code, time);
    }

    static OwnedClick touch(String eventId, long time, String channel, String code, long known) {
        return new OwnedClick(REFEREE, known, VISITOR, kept(eventId, time, channel, code));
    }

    static OwnedClick creation(String eventId, long time, String code, long known) {
        return new OwnedClick(
                REFEREE,
                known,
                VISITOR,
                new KeptClick(
                        eventId,
                        time,
                        REFEREE,
                        Role.CODE_CREATED,
                        false,
                        "direct",
                        "",
                        code,
                        "default",
                        List.of(),
                        time));
    }

    static Signup signup(String eventId, long time, String code) {
        return new Signup(REFEREE, eventId, time, code, List.of(), time);
    }

    static Purchase order(String eventId, long time, String orderId, long amount) {
        return purchase(eventId, time, orderId, PurchaseKind.ORDER, amount, "");
    }

    static Purchase purchase(
            String eventId, long time, String orderId, PurchaseKind kind, long amount, String refundId) {
        return purchase(eventId, time, orderId, kind, amount, refundId, "USD");
    }

    static Purchase purchase(
            String eventId,
            long time,
            String orderId,
            PurchaseKind kind,
            long amount,
            String refundId,
            String currency) {
        return new Purchase(
                REFEREE,
                eventId,
                time,
                orderId,
                kind,
                amount,
                currency,
                refundId,
                kind == PurchaseKind.ORDER ? DEFAULT_ORDER : List.of(),
                time,
                ORIGIN,
                "");
    }

    static Query entered(String code, String signupId, long signup) {
        return new Query(code, signup, REFEREE, signupId, signup, Evidence.CODE, signup, "", "");
    }

    static Query link(String code, String signupId, long signup, String touchId, long touch) {
        return new Query(code, signup, REFEREE, signupId, signup, Evidence.LINK, touch, touchId, VISITOR);
    }

    static Query invited(String code, String signupId, long signup, String touchId, long sent) {
        return new Query(code, signup, REFEREE, signupId, signup, Evidence.INVITE, sent, touchId, VISITOR);
    }

    /** The answer that binds: the code belongs to {@code owner}, in program {@code default}. */
    static Answer answer(Query query, String owner) {
        return answer(query, owner, "default", false);
    }

    static Answer answer(Query query, String owner, String program, boolean junior) {
        return new Answer(query.referee(), query.timeMillis(), query, owner, program, junior);
    }

    static Creation created(String owner, String eventId, long created, long known) {
        return new Creation("CODE", known, owner, "default", created, eventId, "visitor-of-" + owner);
    }

    static OwnerSignup ownerSignup(Creation creation, String signupId, long signup) {
        return new OwnerSignup(
                creation.code(),
                Math.max(creation.timeMillis(), signup),
                creation.owner(),
                signup,
                signupId,
                creation.identity());
    }
}
