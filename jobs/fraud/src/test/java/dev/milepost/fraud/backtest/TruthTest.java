package dev.milepost.fraud.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.runtime.table.TableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTest {

    @TempDir
    private Path folder;

    private Truth read(String text) throws IOException {
        Files.writeString(folder.resolve("t.csv"), text);
        return Truth.read(folder, "t.csv");
    }

    @Test
    void columnsAreFoundByTheirNames() throws IOException {
        Truth truth = read("""
                cause,label,user_id,else,program_id,typology,group_id
                RING,fraud,u1,x,p,ring,r1
                ,benign,u2,x,p,household,
                """);
        assertThat(truth.hasRings()).isTrue();
        assertThat(truth.referrals())
                .containsExactly(
                        new TrueReferral("u1", "p", true, "ring", Signal.RING, "r1"),
                        new TrueReferral("u2", "p", false, "household", null, null));
    }

    @Test
    void threeColumnsAreEnough() throws IOException {
        Truth truth = read("user_id,program_id,label\nu1,p,1\nu1,q,0\n");
        assertThat(truth.hasRings()).isFalse();
        assertThat(truth.referrals())
                .containsExactly(
                        new TrueReferral("u1", "p", true, "fraud", null, null),
                        new TrueReferral("u1", "q", false, "benign", null, null));
    }

    @Test
    void aRingIsAComponentOfAGroupWhereTheseAreKnown() throws IOException {
        Files.writeString(
                folder.resolve("groups.csv"), "group_id,user_id,component\ng1,u1,u1\ng1,u2,u1\ng1,u3,\ng2,u2,u9\n");
        Truth truth = read("user_id,program_id,label,group_id\nu1,p,1,g1\nu2,p,1,g1\nu3,p,1,g1\nu4,p,0,\n");
        assertThat(truth.referrals()).extracting(TrueReferral::ring).containsExactly("g1 u1", "g1 u1", "", null);
    }

    @Test
    void whatIsWrongIsSaidWithWhereItIs() throws IOException {
        refused("user_id,label\nu1,1\n", "t.csv:1: there is no column program_id; the columns are user_id, label");
        refused("user_id,program_id,label\nu1,p,maybe\n", "t.csv:2: column label: 'maybe' is no label; write fraud or");
        refused(
                "user_id,program_id,label,cause\nu1,p,1,WHIM\n",
                "t.csv:2: column cause: 'WHIM' is no signal; write one");
        refused("user_id,program_id,label\nu1,p\n", "t.csv:2: the line has 2 cells where there are 3 columns");
        refused("user_id,program_id,label\nu1,p,1\nu1,p,0\n", "t.csv:3: column user_id: u1 is there twice");
        refused("user_id,program_id,label\n", "there are names, but no referrals");
        refused("", "the file is empty");
        assertThatThrownBy(() -> Truth.read(folder, "none.csv"))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("none.csv: there is no such file");
    }

    private void refused(String text, String why) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(TableException.class).hasMessageContaining(why);
    }
}
