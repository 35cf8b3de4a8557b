package dev.milepost.testkit.scenario;

import dev.milepost.testkit.scenario.ExpectedAsk.Decision;
import dev.milepost.testkit.scenario.ExpectedReward.Entry;
import dev.milepost.testkit.scenario.ExpectedReward.EntryKind;
import dev.milepost.testkit.scenario.Words.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the lines under {@code asks} and {@code rewards}. */
final class Expectations {

    private static final Set<String> ASK_DETAILS = Set.of("reason", "arm", "channel", "template", "late", "value");

    private final Issues issues;
    private final Instant start;
    private final List<ExpectedAsk> asks = new ArrayList<>();
    private final List<ExpectedReward> rewards = new ArrayList<>();

    /** The reward whose entries are being read; null: none. */
    private ExpectedReward open;

    private List<Entry> entries = new ArrayList<>();

    Expectations(Issues issues, Instant start) {
        this.issues = issues;
        this.start = start;
    }

    /** All of {@code asks}. */
    List<ExpectedAsk> asks() {
        return asks;
    }

    /** All of {@code rewards}; no more lines may follow. */
    List<ExpectedReward> rewards() {
        close();
        return rewards;
    }

    void ask(Words words, int line) throws Unreadable {
        Instant at = words.moment("a time");
        String ask = words.next("an ask's id");
        String user = words.next("a user");
        Decision decision = words.oneOf(Decision.class, words.next("asked, held_out, not_asked or withdrawn"));
        String send = words.take("send");
        String known = words.take("known");
        Map<String, String> details = new HashMap<>();
        for (String key : ASK_DETAILS) {
            String value = words.take(key);
            if (value != null) {
                details.put(key, value);
            }
        }
        if (decision == Decision.NOT_ASKED && !details.containsKey("reason")) {
            throw new Unreadable("not_asked lacks the guard that stopped it: add reason=cooldown");
        }
        words.end();
        asks.add(new ExpectedAsk(at, ask, user, decision, moment(send), moment(known), details, line));
    }

    /** A line of a reward, or of one of its entries: that begins with a time. */
    void reward(Words words, int line, boolean beginsWithTime) throws Unreadable {
        if (beginsWithTime) {
            entry(words, line);
            return;
        }
        close();
        RewardName name = words.reward();
        words.expect("is");
        if (words.nextIs("skipped")) {
            words.expect("at");
            Instant at = words.moment("the time at which it would have been granted");
            rewards.add(new ExpectedReward(name, null, at, words.take("reason"), List.of(), line));
        } else {
            EntryKind state = words.oneOf(EntryKind.class, words.next("the state that it ends in, or skipped"));
            open = new ExpectedReward(name, state, null, null, List.of(), line);
        }
        words.end();
    }

    private void entry(Words words, int line) throws Unreadable {
        if (open == null) {
            throw new Unreadable("is an entry of no reward: write the reward above it");
        }
        Instant at = words.moment("a time");
        EntryKind kind = words.oneOf(EntryKind.class, words.next("an entry, such as EARNED"));
        Quantity quantity = words.isEmpty() ? null : words.quantity();
        String late = words.take("late");
        if (late != null && !late.equals("yes")) {
            throw new Unreadable("late=" + late + " is unknown: write late=yes, or nothing");
        }
        Instant known = moment(words.take("known"));
        entries.add(new Entry(at, kind, quantity, words.take("reason"), late != null, known, line));
        words.end();
    }

    private Instant moment(String word) throws Unreadable {
        return word == null ? null : Words.moment(word, start);
    }

    private void close() {
        if (open == null) {
            return;
        }
        ExpectedReward whole = new ExpectedReward(open.name(), open.state(), null, null, entries, open.line());
        Chains.check(whole, issues);
        rewards.add(whole);
        open = null;
        entries = new ArrayList<>();
    }
}
