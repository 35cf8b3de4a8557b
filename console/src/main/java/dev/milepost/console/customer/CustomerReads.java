package dev.milepost.console.customer;

import dev.milepost.console.Reads;
import dev.milepost.console.web.Grid;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the warehouse says of one customer. */
final class CustomerReads {

    private static final int MOST_ROWS = 100;
    private static final int MOST_ANSWERS = 10;

    /** Whose it is: of a user, a browser or device, a code, an order or a referral. */
    private static final String FIND = """
            SELECT user_id, 'user' AS found_by FROM milepost.customers WHERE user_id = {word:String}
            UNION ALL SELECT user_id, 'browser or device' FROM milepost.identities WHERE anonymous_id = {word:String}
            UNION ALL SELECT user_id, 'order' FROM milepost.conversions WHERE order_id = {word:String}
            UNION ALL SELECT advocate_id, 'code' FROM milepost.bindings WHERE code = {word:String} AND advocate_id != ''
            UNION ALL SELECT referee_id, 'referral' FROM milepost.bindings WHERE referral_id = {word:String}
            LIMIT 1
            """;

    /**
     * @param sql of one place, {@code user}; newest first, and one row more than is shown
     */
    private record Question(String title, String empty, String sql) {}

    private static final List<Question> QUESTIONS = List.of(
            new Question("Rewards", "No reward was earned, and none was skipped.", """
                    SELECT program_id AS program, side, kind, state, reason, amount_minor, owed_minor, currency,
                        toString(earned_at) AS earned, toString(hold_until) AS held_until, toString(updated_at) AS updated, reward_id AS reward
                    FROM milepost.rewards WHERE beneficiary_id = {user:String} ORDER BY updated_at DESC, reward_id LIMIT 101
                    """),
            new Question("Ledger", "Nothing is booked.", """
                    SELECT toString(effective_at) AS effective, step, kind, amount_minor, currency, reason, program_id AS program,
                        late_correction, reward_id AS reward
                    FROM milepost.ledger WHERE beneficiary_id = {user:String}
                    ORDER BY effective_at DESC, reward_id, sequence DESC LIMIT 101
                    """),
            new Question("Referred by", "Nobody: no signup with a code or a referral's touch before it.", """
                    SELECT toString(bound_time) AS at, status, refusal, advocate_id AS advocate, program_id AS program, code, evidence,
                        touch_id AS touch, referral_id AS referral
                    FROM milepost.bindings WHERE referee_id = {user:String} ORDER BY bound_time DESC LIMIT 101
                    """),
            new Question("Referred others", "Nobody yet.", """
                    SELECT toString(bound_time) AS at, status, refusal, referee_id AS referee, program_id AS program, code,
                        referral_id AS referral
                    FROM milepost.bindings WHERE advocate_id = {user:String} ORDER BY bound_time DESC LIMIT 101
                    """),
            new Question("Milestones", "None is reached.", """
                    SELECT toString(reached_at) AS reached, program_id AS program, milestone_id AS milestone, occurrence, value_minor, currency
                    FROM milepost.milestones WHERE subject_id = {user:String} ORDER BY reached_at DESC, milestone_id LIMIT 101
                    """),
            new Question("Asks", "Never asked, as no milestone that a program asks at is reached.", """
                    SELECT toString(decided_at) AS decided, program_id AS program, milestone_id AS milestone, decision, reason, arm,
                        toString(send_at) AS sends_at, guard_values
                    FROM milepost.asks WHERE user_id = {user:String} ORDER BY decided_at DESC, ask_id LIMIT 101
                    """),
            new Question("Fraud verdicts", "None: no referral of theirs, or none that has a verdict.", """
                    SELECT toString(decided_at) AS decided, program_id AS program, referral_id AS referral,
                        if(referee_id = {user:String}, 'referee', 'advocate') AS as, round(score, 3) AS score,
                        arrayStringConcat(codes, ', ') AS reasons
                    FROM milepost.fraud_verdicts WHERE referee_id = {user:String} OR advocate_id = {user:String}
                    ORDER BY decided_at DESC, verdict_id LIMIT 101
                    """),
            new Question("Credits", "No conversion, or no touch before it.", """
                    SELECT toString(conversion_time) AS converted, kind, order_id AS order, model, channel, campaign, toString(weight) AS weight,
                        credits.amount_minor AS amount_minor, credits.currency AS currency
                    FROM milepost.credits AS credits
                    LEFT JOIN (SELECT conversion_id, any(order_id) AS order_id FROM milepost.conversions WHERE user_id = {user:String} GROUP BY conversion_id)
                        AS conversions ON conversions.conversion_id = credits.conversion_id
                    WHERE user_id = {user:String} AND model = 'last' ORDER BY conversion_time DESC, touch_id LIMIT 101
                    """),
            new Question("Touches", "None is known.", """
                    SELECT toString(event_time) AS at, channel, campaign, referral_code AS code, anonymous_id AS browser_or_device
                    FROM milepost.touches WHERE user_id = {user:String} ORDER BY event_time DESC, touch_id LIMIT 101
                    """),
            new Question("Browsers and devices", "None is known to be theirs.", """
                    SELECT anonymous_id AS browser_or_device, toString(event_time) AS since
                    FROM milepost.identities WHERE user_id = {user:String} ORDER BY event_time DESC, anonymous_id LIMIT 101
                    """));

    private final Reads reads;

    CustomerReads(Reads reads) {
        this.reads = reads;
    }

    /** Whose that is. */
    Optional<String> find(String word) throws ClickHouseFailure {
        return reads.rows(FIND, Map.of("word", word)).stream()
                .map(row -> row.get("user_id"))
                .findFirst();
    }

    /** Where each reward is, in a sentence; the newest first. */
    List<String> rewards(String user) throws ClickHouseFailure {
        return reads.rows(QUESTIONS.get(0).sql(), Map.of("user", user)).stream()
                .limit(MOST_ANSWERS)
                .map(RewardWords::sentence)
                .toList();
    }

    /** All that is known, rewards first; of whom nothing is known, grids without rows. */
    List<Grid> all(String user) throws ClickHouseFailure {
        List<Grid> grids = new ArrayList<>();
        for (Question question : QUESTIONS) {
            grids.add(Grid.of(
                    question.title(), question.empty(), reads.rows(question.sql(), Map.of("user", user)), MOST_ROWS));
        }
        return grids;
    }
}
