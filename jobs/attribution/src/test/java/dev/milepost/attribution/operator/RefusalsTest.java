package dev.milepost.attribution.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.UserFact;
import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.row.DeadLetterRow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();

    @Test
    void conflictsAreToldApartByTheirContentAndNotByWhereTheyWereRead() {
        DeadLetterRow letter = conflict(signup("u", "e", 1, 7));

        assertThat(letter.getDeadLetterId())
                .isEqualTo("conflicting_duplicate:signups/u/e#0000000000000001")
                .isEqualTo(conflict(signup("u", "e", 1, 8)).getDeadLetterId())
                .isNotEqualTo(conflict(signup("u", "e", 2, 7)).getDeadLetterId());
        assertThat(letter.getOrigin()).isEqualTo("signups");
        assertThat(letter.getOriginPosition()).isEqualTo(7);
    }

    @Test
    void anEventBehindTheBaseIsALetterForEachRecord() {
        DeadLetterRow letter = Refusals.of(signup("u", "e", 1, 7), Outcome.Kind.BEHIND_BASE, "accounts", "u");

        assertThat(letter.getDeadLetterId()).isEqualTo("behind_base:signups[3]@7");
        assertThat(letter.getStream()).isEqualTo("signups");
    }

    @Test
    void factsBehindTheBaseOfInnerFoldsAreLettersOfTheirOwn() {
        UserFact.Signup fact = new UserFact.Signup("u", "e", NOON, "", List.of());
        List<String> ids = List.of(
                behind(fact, "evidence", "u"),
                behind(fact, "attribution", "u"),
                behind(fact, "evidence", "v"),
                behind(new UserFact.Signup("u", "f", NOON, "", List.of()), "evidence", "u"),
                behind(new UserFact.Signup("u", "e", NOON + 1, "", List.of()), "evidence", "u"),
                behind(new VisitorEvent.Link("a", "u", "e", NOON), "visitors", "a"));

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids.get(0))
                .isEqualTo("behind_base:attribution-evidence/u/" + fact.identity() + "@" + NOON)
                .isEqualTo(behind(fact, "evidence", "u"));
    }

    private static String behind(dev.milepost.runtime.fold.Timed fact, String fold, String key) {
        return Refusals.of(fact, Outcome.Kind.BEHIND_BASE, fold, key).getDeadLetterId();
    }

    private static DeadLetterRow conflict(AccountEvent event) {
        return Refusals.of(
                event, Outcome.Kind.CONFLICT_REFUSED, "accounts", event.event().key());
    }

    private static AccountEvent signup(String userId, String eventId, long contentHash, long offset) {
        Signup signup = Signup.newBuilder()
                .setUserId(userId)
                .setEventId(eventId)
                .setEventTime(Instant.ofEpochMilli(NOON))
                .build();
        return new AccountEvent(new Event(
                "signups", userId, eventId, NOON, NOON, contentHash, new Origin("signups", 3, offset), signup));
    }
}
