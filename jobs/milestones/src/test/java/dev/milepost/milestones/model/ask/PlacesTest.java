package dev.milepost.milestones.model.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ask.Places.Counting;
import dev.milepost.milestones.model.ask.ToldAsk.Going;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a guard has to look at of all that a user was asked. */
class PlacesTest {

    private static ToldAsk told(String ask, long occurrence, long time, String category, Going going) {
        return new ToldAsk(
                new AskMilestone("p", ask, "ana", occurrence, time, "e", time, null, null, null, null),
                category,
                Decision.ASKED,
                "",
                "",
                time,
                going,
                false,
                going == Going.OUT,
                1);
    }

    @Test
    void aGuardLooksAtThoseOfItsWindowAlone() {
        Places.Groups groups = new Places.Groups();
        for (int i = 1; i <= 10_000; i++) {
            groups.add(told("a", i, 10L * i, null, Going.STOPPED));
        }
        List<ToldAsk> lookedAt = new ArrayList<>();
        Counting counting = new Counting(null, Long.MAX_VALUE, lookedAt::add);
        assertThat(groups.all().lastUpTo(55_555, counting)).isEqualTo(55_550);
        assertThat(groups.all().between(20_000, 20_040, counting)).hasSize(5);
        assertThat(groups.ofAsk(new AskKey("p", "a", 7)).between(20_001, 20_009, counting))
                .isEmpty();
        assertThat(lookedAt).hasSizeLessThan(10);
    }

    @Test
    void itCountsByAskAndByCategoryAndNotItself() {
        Places.Groups groups = new Places.Groups();
        ToldAsk first = told("a", 1, 10, "c", Going.OUT);
        List.of(
                        first,
                        told("a", 2, 20, "d", Going.OUT),
                        told("b", 1, 30, "c", Going.OUT),
                        told("b", 2, 40, "c", Going.WAITING),
                        told("b", 3, 50, "c", Going.NOT))
                .forEach(groups::add);
        Counting all = new Counting(null, Long.MAX_VALUE, told -> true);
        Counting others = new Counting(first, Long.MAX_VALUE, told -> false);
        assertThat(groups.all().number(all)).isEqualTo(4);
        assertThat(groups.all().number(others)).isEqualTo(2);
        assertThat(groups.all().number(new Counting(first, 25, told -> true))).isEqualTo(1);
        assertThat(groups.ofAsk(new AskKey("p", "b", 9)).number(others)).isEqualTo(1);
        assertThat(groups.ofCategory("c").number(all)).isEqualTo(3);
        assertThat(groups.ofCategory("c").number(others)).isEqualTo(1);
        assertThat(groups.ofCategory("x").number(all)).isZero();
        assertThat(groups.ofCategory("c").lastUpTo(35, others)).isEqualTo(30);
        groups.remove(first);
        assertThat(groups.all().number(all)).isEqualTo(3);
    }

    @Test
    void timesAreFoundInTheirOrderWhateverWasSetBefore() {
        Times<String> times = new Times<>();
        times.set("a", 30);
        times.set("b", 20);
        times.set("a", 10);
        times.set("c", 10);
        assertThat(times.next()).isEqualTo(10);
        assertThat(times.upTo(20)).containsExactly("a", "c", "b");
        times.set("a", Long.MAX_VALUE);
        times.set("c", Long.MAX_VALUE);
        assertThat(times.upTo(19)).isEmpty();
        times.set("b", Long.MAX_VALUE);
        assertThat(times.next()).isEqualTo(Long.MAX_VALUE);
    }
}
