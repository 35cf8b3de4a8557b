package dev.milepost.attribution.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionState.Action;
import dev.milepost.attribution.model.CodeFact.Creation;
import dev.milepost.attribution.model.CodeFact.OwnerSignup;
import dev.milepost.attribution.model.CodeFact.Query;
import dev.milepost.attribution.model.InviteFact.Addressee;
import dev.milepost.attribution.model.InviteFact.Invite;
import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.model.UserFact.Signup;
import dev.milepost.attribution.model.VisitorEvent.Click;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CodecsTest {

    private static final int CASES = 150;

    @Test
    void everythingThatPassesBetweenFoldsSurvivesItsCodec() {
        survives(new VisitorEventCodec(), records -> records.next(VisitorEvent.class));
        survives(new UserFactCodec(), records -> userFact(records.next(UserFact.class)));
        survives(new CodeFactCodec(), records -> records.next(CodeFact.class));
        survives(new InviteFactCodec(), records -> records.next(InviteFact.class));
    }

    private static <T> void survives(Codec<T> codec, Function<RandomRecords, T> values) {
        for (int seed = 0; seed < CASES; seed++) {
            T value = values.apply(new RandomRecords(new Random(seed)));
            assertThat(read(codec, bytes(codec, value))).isEqualTo(value);
        }
    }

    @Test
    void everyStateSurvivesItsCodecAndACopyIsIndependent() {
        keeps(new VisitorStateCodec(), new VisitorState(), CodecsTest::visitor);
        keeps(new EvidenceStateCodec(), new EvidenceState(), CodecsTest::evidence);
        keeps(new InviteStateCodec(), new InviteState(), CodecsTest::invites);
        keeps(new CodeStateCodec(), new CodeState(), CodecsTest::code);
        keeps(new AttributionStateCodec(), new AttributionState(), CodecsTest::attribution);
    }

    private static <S> void keeps(Codec<S> codec, S empty, Function<RandomRecords, S> states) {
        keeps(codec, empty);
        for (int seed = 0; seed < CASES; seed++) {
            keeps(codec, states.apply(new RandomRecords(new Random(seed))));
        }
    }

    private static <S> void keeps(Codec<S> codec, S state) {
        byte[] bytes = bytes(codec, state);
        S read = read(codec, bytes);
        assertThat(read).usingRecursiveComparison().isEqualTo(state);
        S copy = codec.copy(state);
        assertThat(bytes(codec, copy)).isEqualTo(bytes);
        clear(copy);
        clear(read);
        assertThat(bytes(codec, state)).isEqualTo(bytes);
    }

    /** Empties every collection of the state: those of a copy that shared one would be empty too. */
    private static void clear(Object state) {
        for (Field field : state.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            try {
                Object value = field.get(state);
                if (value instanceof Collection<?> collection) {
                    collection.clear();
                } else if (value instanceof Map<?, ?> map) {
                    map.clear();
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Version 2 asked the programs ahead of the fold, and kept what they said. */
    @Test
    void aClickOfVersionTwoQualifiesForWhatItWasToldAndNoVersionThatCameLater() throws IOException {
        Click click = Given.click("e", Given.T0, "email");
        VisitorEvent read = new VisitorEventCodec()
                .read(2, stream(versionTwo(click, List.of("spring@1", "spring@2", "withdrawn@1"))));
        assertThat(read).isEqualTo(with(click, ClickFacts.answered(List.of("spring@1", "spring@2", "withdrawn@1"))));

        ProgramCatalog programs = Given.programs(
                Given.program("spring", "window: 1d"),
                Given.secondVersion("spring", Given.T0 + 1, "window: 2d"),
                Given.program("other", "window: 1d") + "qualifies: {on: {event: page_view}}\n");
        assertThat(((Click) read).facts().qualifying(programs, click.name(), click.timeMillis()))
                .containsExactly("spring@1");
        assertThat(click.facts().qualifying(programs, click.name(), click.timeMillis()))
                .containsExactly("other@1");
    }

    private static Click with(Click click, ClickFacts facts) {
        return new Click(
                click.anonymousId(),
                click.eventId(),
                click.timeMillis(),
                click.userId(),
                click.sessionId(),
                click.role(),
                click.name(),
                click.channel(),
                click.campaign(),
                click.referralCode(),
                click.detail(),
                facts,
                click.receivedAtMillis(),
                click.contentHash(),
                click.origin(),
                click.device());
    }

    private static byte[] versionTwo(Click click, List<String> qualifies) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeBoolean(true);
        Fields.writeText(click.anonymousId(), out);
        Fields.writeText(click.eventId(), out);
        Fields.writeLong(click.timeMillis(), out);
        Fields.writeText(click.userId(), out);
        Fields.writeText(click.sessionId(), out);
        out.writeByte(ClickFields.code(click.role()));
        Fields.writeText(click.name(), out);
        Fields.writeText(click.channel(), out);
        Fields.writeText(click.campaign(), out);
        Fields.writeText(click.referralCode(), out);
        Fields.writeText(click.detail(), out);
        ClickFields.writeTexts(qualifies, out);
        Fields.writeLong(click.receivedAtMillis() - click.timeMillis(), out);
        out.writeLong(click.contentHash());
        ClickFields.writeOrigin(click.origin(), out);
        return bytes.toByteArray();
    }

    @Test
    void anUnknownKindIsRefusedByItsCode() {
        assertThatThrownBy(() -> new UserFactCodec().read(1, stream(new byte[] {9})))
                .isInstanceOf(IOException.class)
                .hasMessage("No fact of a user has code 9");
        assertThatThrownBy(() -> new CodeFactCodec().read(1, stream(new byte[] {9})))
                .hasMessage("No fact of a code has code 9");
        assertThatThrownBy(() -> ClickFields.role(7)).hasMessage("No role of a click has code 7");
    }

    private static VisitorState visitor(RandomRecords records) {
        VisitorState state = new VisitorState();
        VisitorFact.Identity link = records.next(VisitorFact.Identity.class);
        state.link = link.userId() == null ? null : link;
        state.clicks = records.list(KeptClick.class);
        for (Moment session : records.list(Moment.class)) {
            state.sessions.put(session.eventId(), session.timeMillis());
        }
        state.lastVisitMillis = records.number();
        state.days = records.list(VisitorState.Day.class);
        state.named = records.list(NamedClick.class);
        return state;
    }

    private static EvidenceState evidence(RandomRecords records) {
        EvidenceState state = new EvidenceState();
        state.signups = records.list(Signup.class);
        state.first = state.signups.isEmpty() ? null : state.signups.get(0);
        state.touches = records.list(OwnedClick.class);
        state.creations = records.list(OwnedClick.class);
        return state;
    }

    private static InviteState invites(RandomRecords records) {
        InviteState state = new InviteState();
        state.invites = records.list(Invite.class);
        state.addressees = records.list(Addressee.class);
        return state;
    }

    private static CodeState code(RandomRecords records) {
        CodeState state = new CodeState();
        state.creations = records.list(Creation.class);
        records.list(OwnerSignup.class).forEach(owner -> state.owners.put(owner.creation(), owner));
        records.list(Query.class).forEach(query -> state.queries.put(query.identity(), query));
        return state;
    }

    private static AttributionState attribution(RandomRecords records) {
        AttributionState state = new AttributionState();
        state.signups = records.list(Signup.class);
        state.first = state.signups.isEmpty() ? null : state.signups.get(0);
        List<Moment> moments = records.list(Moment.class);
        state.firstSale = moments.isEmpty() ? null : moments.get(0);
        state.firstOrder = moments.size() < 2 ? null : moments.get(1);
        state.qualified = moments.size() < 3 ? null : moments.get(2);
        state.qualifiedKnownMillis = state.qualified == null ? Long.MIN_VALUE : records.number();
        state.answeredMillis = records.number();
        state.settledMillis = records.number();
        Binding binding = records.next(Binding.class);
        state.bound = moments.isEmpty()
                ? null
                : new Binding(
                        binding.referralId(),
                        binding.referee(),
                        binding.advocate(),
                        binding.code(),
                        binding.program(),
                        binding.evidence(),
                        binding.touchId(),
                        binding.touchMillis(),
                        null,
                        binding.boundMillis());
        for (Answer answer : records.list(Answer.class)) {
            Answer own = (Answer) userFact(answer);
            state.answers.put(own.identity(), own);
        }
        state.touches = records.list(OwnedClick.class);
        state.actions = records.list(Action.class);
        records.list(Order.class).forEach(order -> state.orders.put(order.orderId(), order));
        records.list(Moment.class)
                .forEach(moment -> state.forgotten = state.forgotten.with(String.valueOf(moment.eventId())));
        return state;
    }

    /** The user of an answer is the referee of its query. */
    private static UserFact userFact(UserFact fact) {
        return fact instanceof Answer answer
                ? new Answer(
                        answer.query().referee(),
                        answer.timeMillis(),
                        answer.query(),
                        answer.owner(),
                        answer.program(),
                        answer.junior(),
                        answer.earlier())
                : fact;
    }

    private static <T> byte[] bytes(Codec<T> codec, T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            codec.write(value, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(Codec<T> codec, byte[] bytes) {
        try (DataInputStream in = stream(bytes)) {
            T value = codec.read(codec.version(), in);
            assertThat(in.available()).isZero();
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataInputStream stream(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
