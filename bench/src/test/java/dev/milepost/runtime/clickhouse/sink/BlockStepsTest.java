package dev.milepost.runtime.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.bench.jmh.Clicks;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockStepsTest {

    @Test
    void whatIsMeasuredIsEveryRowEncodedEachTime() throws IOException {
        BlockSteps steps = new BlockSteps();
        steps.setUp();
        // Some are sent twice: the last row of a key stays.
        long distinct = Arrays.stream(Clicks.draw(BlockSteps.SEED, BlockSteps.ROWS))
                .map(click -> List.of(click.getAnonymousId(), click.getEventId(), click.getEventTime()))
                .distinct()
                .count();
        assertThat(distinct).isBetween(BlockSteps.ROWS - 100L, (long) BlockSteps.ROWS);
        for (int turn = 0; turn < 2; turn++) {
            int rows = 0;
            for (Block block : steps.block()) {
                assertThat(block.table()).isEqualTo("events");
                BlockContent content = BlockContent.decode(block.inline());
                assertThat(content.rows(0, content.rows())).isNotEmpty();
                rows += content.rows();
            }
            assertThat(rows).isEqualTo((int) distinct);
        }
    }
}
