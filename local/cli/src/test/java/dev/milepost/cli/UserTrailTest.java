package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.erasure.ErasureList;
import dev.milepost.runtime.erasure.Pseudonyms;
import dev.milepost.runtime.erasure.Pseudonyms.Kind;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class UserTrailTest {

    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private final List<SpecificRecord> events = new ArrayList<>();

    private Click.Builder click(int second, String device, String user) {
        return Click.newBuilder()
                .setEventId("c" + second + device)
                .setEventTime(THEN.plusSeconds(second))
                .setAnonymousId(device)
                .setUserId(user)
                .setName("page_view");
    }

    private Signup.Builder signup(int second, String user) {
        return Signup.newBuilder()
                .setEventId("s" + second + user)
                .setEventTime(THEN.plusSeconds(second))
                .setUserId(user)
                .setProperties(Map.of());
    }

    /** In both orders of the events: which is of no matter. */
    private UserTrail trail() throws Exception {
        UserTrail trail = UserTrail.of("ada", events::forEach);
        Collections.reverse(events);
        UserTrail reversed = UserTrail.of("ada", events::forEach);
        assertThat(reversed.ids()).isEqualTo(trail.ids());
        Pseudonyms pseudonyms = ErasureList.empty().pseudonyms();
        assertThat(reversed.names(pseudonyms)).isEqualTo(trail.names(pseudonyms));
        return trail;
    }

    @Test
    void aDeviceIsTheirsWhoWasLinkedToItFirst() throws Exception {
        events.add(click(1, "phone", "ada").build());
        events.add(click(2, "phone", "bob").build());
        events.add(click(3, "tablet", "ada").build());
        events.add(click(2, "tablet", "bob").build());
        events.add(click(9, "phone", null).build());
        events.add(click(9, "tablet", null).build());

        UserTrail trail = trail();

        assertThat(trail.entities()).containsExactlyInAnyOrder("ada", "phone");
        assertThat(trail.events()).as("two with her id, one of her phone's").isEqualTo(3);
        assertThat(trail.ids()).contains("c9phone", "c3tablet").doesNotContain("c9tablet", "c2phone");
    }

    @Test
    void aCodeIsTheirsWhoCreatedItFirst() throws Exception {
        events.add(signup(1, "ada").setAnonymousId("phone").build());
        for (String code : List.of("HERS", "BOBS")) {
            events.add(click(code.equals("HERS") ? 5 : 7, "phone", null)
                    .setName("referral_code_created")
                    .setReferralCode(code)
                    .build());
            events.add(click(6, "laptop", "bob")
                    .setName("referral_code_created")
                    .setReferralCode(code)
                    .build());
        }
        assertThat(trail().namedByOthers()).containsExactlyInAnyOrder("ada", "phone", "HERS");
    }

    @Test
    void aMailboxIsTheirsAndAHashThatSomebodyElseShowsIsNot() throws Exception {
        events.add(signup(1, "ada")
                .setEmailHash("k1:mail")
                .setEmailDomain("mail.example")
                .setAccountId("adas-company")
                .setDeviceHash("shared")
                .build());
        events.add(new Purchase(
                "p1",
                THEN.plusSeconds(2),
                "ada",
                "order-1",
                PurchaseKind.REFUND,
                5L,
                "USD",
                "refund-1",
                null,
                "card",
                null,
                null,
                Map.of()));
        events.add(signup(3, "bob")
                .setEmailHash("k1:mail")
                .setEmailDomain("mail.example")
                .setDeviceHash("shared")
                .build());

        UserTrail trail = trail();

        Pseudonyms pseudonyms = ErasureList.empty().pseudonyms();
        assertThat(trail.names(pseudonyms))
                .isEqualTo(Set.of(
                        pseudonyms.of(Kind.USER, "ada"),
                        pseudonyms.of(Kind.MAILBOX, "k1:mail"),
                        pseudonyms.of(Kind.TRACE, "adas-company"),
                        pseudonyms.of(Kind.TRACE, "card")));
        assertThat(trail.ids()).containsExactlyInAnyOrder("ada", "k1:mail", "s1ada", "p1", "order-1", "refund-1");
        assertThat(trail.hasAlone("adas-company")).isTrue();
        assertThat(trail.hasAlone("shared")).isFalse();
    }

    @Test
    void ofSomebodyUnknownThereIsTheIdAlone() throws Exception {
        events.add(signup(1, "bob").build());
        UserTrail trail = trail();
        assertThat(trail.ids()).containsExactly("ada");
        assertThat(trail.events()).isZero();
    }
}
