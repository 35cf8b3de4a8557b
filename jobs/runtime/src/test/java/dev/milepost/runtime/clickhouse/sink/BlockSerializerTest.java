package dev.milepost.runtime.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes below are in checkpoints of version 1: a release that reads them no more loses rows. */
class BlockSerializerTest {

    private static final String INLINE = "0e746f7563686573" + "04" + "0274" + "00" + "06010203";
    private static final String SPOOLED = "0e63726564697473" + "80b518" + "047432" + "01"
            + "1e66696c653a2f2f2f73706f6f6c2f61" + "80808001" + "deadbeef";
    private static final String CONTENT = "040908" + "06" + "02" + "00" + "0a" + "0c010203040506";
    private static final String STATE = "06" + "80a0d5edee66" + "80897a";

    private final BlockSerializer serializer = new BlockSerializer();

    @Test
    void anInlineBlockIsTheseBytes() throws Exception {
        Block block = Block.inline("touches", 2, "t", new byte[] {1, 2, 3});

        assertThat(hex(serializer.serialize(block))).isEqualTo(INLINE);
        Block read = serializer.deserialize(1, bytes(INLINE));
        assertThat(read.table()).isEqualTo("touches");
        assertThat(read.rows()).isEqualTo(2);
        assertThat(read.token()).isEqualTo("t");
        assertThat(read.inline()).containsExactly(1, 2, 3);
        assertThat(read.spooled()).isNull();
    }

    @Test
    void aSpooledBlockIsTheseBytes() throws Exception {
        SpoolFile file = new SpoolFile("file:///spool/a", 1 << 20, 0xDEADBEEF);
        Block block = Block.spooled("credits", 200_000, "t2", file);

        assertThat(hex(serializer.serialize(block))).isEqualTo(SPOOLED);
        Block read = serializer.deserialize(1, bytes(SPOOLED));
        assertThat(read.table()).isEqualTo("credits");
        assertThat(read.rows()).isEqualTo(200_000);
        assertThat(read.token()).isEqualTo("t2");
        assertThat(read.spooled()).isEqualTo(file);
        assertThat(read.inline()).isNull();
    }

    @Test
    void aContentIsTheseBytes() throws Exception {
        BlockContent content = new BlockContent(new byte[] {9, 8}, new byte[] {1, 2, 3, 4, 5, 6}, new int[] {1, 1, 6});

        assertThat(hex(content.encode())).isEqualTo(CONTENT);
        BlockContent read = BlockContent.decode(bytes(CONTENT));
        assertThat(read.header()).containsExactly(9, 8);
        assertThat(read.rows()).isEqualTo(3);
        assertThat(read.rows(0, 1)).containsExactly(1);
        assertThat(read.rows(1, 2)).isEmpty();
        assertThat(read.rows(2, 3)).containsExactly(2, 3, 4, 5, 6);
        assertThat(read.rows(0, 3)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void aTokenIsTheSameForTheSameContentAlone() throws Exception {
        BlockContent content = TestSink.content("touches", 10);
        BlockContent copy = BlockContent.decode(content.encode());
        BlockContent other = TestSink.content("touches", 11);

        assertThat(content.token(3, "touches"))
                .startsWith("3-touches-")
                .isEqualTo(copy.token(3, "touches"))
                .isNotEqualTo(other.token(3, "touches"))
                .isNotEqualTo(content.token(4, "touches"))
                .isNotEqualTo(content.token(3, "credits"));
    }

    @Test
    void aWriterStateIsTheseBytes() throws Exception {
        WriterState.Serializer states = new WriterState.Serializer();
        WriterState state = new WriterState(3, 1_767_225_600_000L, 1_000_000);

        assertThat(hex(states.serialize(state))).isEqualTo(STATE);
        assertThat(states.deserialize(1, bytes(STATE))).isEqualTo(state);
    }

    @Test
    void aLaterVersionIsRefusedWithWords() {
        assertThatThrownBy(() -> serializer.deserialize(2, bytes(INLINE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void aContentWhoseRowsDoNotAddUpIsRefused() {
        assertThatThrownBy(() -> BlockContent.decode(bytes("0409080602000a0a010203040506")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("corrupt");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
