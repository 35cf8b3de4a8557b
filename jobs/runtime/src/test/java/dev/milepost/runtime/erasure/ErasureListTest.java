package dev.milepost.runtime.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.erasure.Pseudonyms.Kind;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureListTest {

    @TempDir
    private Path folder;

    private static ErasedUser user(String name, long at, boolean money, String device) {
        return new ErasedUser(
                name, "desk", at, money, Set.of(name, device), Map.of(), Map.of(7, Set.of(1L, -2L)), Set.of("order"));
    }

    @Test
    void theFileIsReadAsItWasWrittenAndNobodyElseMayReadIt() throws Exception {
        Path file = folder.resolve("erased.json");
        assertThat(ErasureList.in(file)).isEmpty();
        ErasureList list = ErasureList.empty().with(user("erased-1", 5, true, "erased-2"));
        list.write(file);
        list.write(file);
        assertThat(ErasureList.in(file)).contains(list);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.toFile().list()).containsExactly("erased.json");
    }

    @Test
    void withoutAListThatCanBeReadNothingIsTakenForNobodys() throws Exception {
        Path file = Files.writeString(folder.resolve("erased.json"), "{");
        assertThatThrownBy(() -> Eraser.of(file.toString())).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void twiceIsOnceAndWhatIsFoundLaterIsAdded() {
        ErasureList once = ErasureList.empty().with(user("erased-1", 5, true, "erased-2"));
        assertThat(once.with(user("erased-1", 5, true, "erased-2"))).isEqualTo(once);

        ErasureList twice = once.with(user("erased-1", 9, false, "erased-3"));
        assertThat(twice.users()).hasSize(1);
        ErasedUser both = twice.of("erased-1").orElseThrow();
        assertThat(both.requestedAtMillis())
                .as("what came after the first time is suppressed")
                .isEqualTo(5);
        assertThat(both.keepsMoney()).as("by now nothing is known of it").isTrue();
        assertThat(both.names()).containsExactlyInAnyOrder("erased-1", "erased-2", "erased-3");
    }

    @Test
    void aPseudonymIsOfItsKeyItsKindAndItsIdAlone() {
        ErasureList list = ErasureList.empty();
        String ada = list.pseudonyms().of(Kind.USER, "ada");
        assertThat(ada).matches("erased-[0-9a-f]{32}");
        assertThat(list.pseudonyms().of(Kind.USER, "ada")).isEqualTo(ada);
        assertThat(list.pseudonyms().of(Kind.CODE, "ada")).isNotEqualTo(ada);
        assertThat(ErasureList.empty().pseudonyms().of(Kind.USER, "ada")).isNotEqualTo(ada);
        assertThat(new ErasureList("00".repeat(32), List.of()).pseudonyms().of(Kind.USER, "ada"))
                .as("HMAC-SHA256 of USER, a zero, and the id, as openssl has it")
                .isEqualTo("erased-7abb7420050457d60622a48bbe26cc98");
    }
}
