package dev.milepost.attribution.model;

import static dev.milepost.attribution.model.Given.DAY;
import static dev.milepost.attribution.model.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.CodeFact.Query;
import dev.milepost.attribution.model.InviteFact.Addressee;
import dev.milepost.attribution.model.InviteFact.Invite;
import dev.milepost.programs.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InviteModelTest {

    private static final InviteModel MODEL = new InviteModel(Given.rules());

    @Test
    void anInviteIsACandidateFromNinetyDaysBeforeTheSignupUpToIt() {
        var address = ModelRun.of(
                MODEL,
                invite("too-old", T0 - 90 * DAY - 1),
                invite("oldest", T0 - 90 * DAY),
                invite("r", T0),
                new Addressee("hash", "ref", "s", T0),
                invite("t", T0),
                invite("later", T0 + 1));
        assertThat(address.facts().values())
                .containsExactlyInAnyOrder(
                        new Query("CODE", T0, "ref", "s", T0, Evidence.INVITE, T0 - 90 * DAY, "oldest", "inviter"),
                        new Query("CODE", T0, "ref", "s", T0, Evidence.INVITE, T0, "r", "inviter"));
    }

    @Test
    void twoUsersOfOneAddressAreInvitedBoth() {
        var address = ModelRun.of(
                MODEL,
                invite("i", T0),
                new Addressee("hash", "one", "s", T0 + 1),
                new Addressee("hash", "two", "s", T0 + 2));
        assertThat(address.facts().values().stream().map(Query::referee)).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void nothingIsRememberedAfterTheWindow() {
        var address = ModelRun.of(MODEL, invite("i", T0), new Addressee("hash", "one", "s", T0 + 1));
        address.expire(T0 + 90 * DAY);
        assertThat(address.isEmpty()).isFalse();
        assertThat(address.nextExpiry()).isEqualTo(T0 + 90 * DAY + 1);
        address.expire(T0 + 90 * DAY + 1);
        assertThat(address.isEmpty()).isTrue();
    }

    @Test
    void forgettingChangesNothingThatComesLater() {
        var law = new ExpiryLaw<>(MODEL, (InviteState state) -> state.invites.size() + state.addressees.size());
        for (int seed = 0; seed < 80; seed++) {
            Random random = new Random(seed);
            List<InviteFact> history = new ArrayList<>();
            long time = T0;
            for (int i = 0; i < 25; i++) {
                time += random.nextInt(3) == 0 ? random.nextLong(60 * DAY) : random.nextInt(3);
                history.add(
                        random.nextInt(3) == 0 ? new Addressee("hash", "ref", "e" + i, time) : invite("e" + i, time));
            }
            law.holdsFor(history, random, "seed " + seed);
        }
    }

    private static Invite invite(String eventId, long time) {
        return new Invite("hash", "CODE", "inviter", eventId, time);
    }
}
