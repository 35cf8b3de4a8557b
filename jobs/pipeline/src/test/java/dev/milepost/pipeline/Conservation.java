package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowCodec;
import dev.milepost.runtime.clickhouse.RowDecoder;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Conservation of money, on the rows of ledgers as they leave: it fails the job by the first row behind which, of its reward, the
 * entries are below zero before a payout, or a cent apart from what the reward's row says is owed, or a payout takes nothing;
 * or by which what a program gives is beyond its lifetime's budget.
 *
 * <p>Keyed by program, because a program's rows leave one task in the order in which they were decided. Its state is a
 * checkpoint's like that of what it judges.
 */
final class Conservation extends KeyedProcessFunction<String, Row, Row> {

    private static final long serialVersionUID = 1L;

    /** Of a reward: the sum of its entries, that without payouts, the most that this ever was, and the payouts. */
    private static final int SUM = 0;

    private static final int DUE = 1;
    private static final int MOST = 2;
    private static final int PAYOUTS = 3;

    private final Map<String, Long> budgets;
    private transient Map<String, RowDecoder> decoders;
    private transient MapState<String, long[]> rewards;
    private transient MapState<String, Long> spent;

    /**
     * Judges rows that pass.
     *
     * @param budgets by the end of a program's id what it may give in its lifetime, minor units of money
     */
    Conservation(Map<String, Long> budgets) {
        this.budgets = new HashMap<>(budgets);
    }

    /** All rows, those of ledgers judged. */
    static DataStream<Row> of(DataStream<Row> rows, Map<String, Long> budgets) {
        DataStream<Row> judged = rows.filter(Conservation::isOfLedger)
                .uid("conservation-ledgers")
                .keyBy(row ->
                        (String) RowDecoder.of(row.table()).decode(row.bytes()).get("program_id"))
                .process(new Conservation(budgets), RowCodec.TYPE)
                .uid("conservation");
        return rows.filter(row -> !isOfLedger(row)).uid("conservation-others").union(judged);
    }

    private static boolean isOfLedger(Row row) {
        return row.table().equals("ledger") || row.table().equals("rewards");
    }

    @Override
    public void open(OpenContext context) {
        decoders = new HashMap<>();
        rewards = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "rewards", Types.STRING, PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
        spent = getRuntimeContext().getMapState(new MapStateDescriptor<>("spent", Types.STRING, Types.LONG));
    }

    @Override
    public void processElement(Row row, Context context, Collector<Row> out) throws Exception {
        Map<String, Object> values =
                decoders.computeIfAbsent(row.table(), RowDecoder::of).decode(row.bytes());
        String id = (String) values.get("reward_id");
        long[] of = rewards.get(id);
        if (row.table().equals("ledger")) {
            of = of == null ? new long[4] : of;
            entry(of, values, context.getCurrentKey());
            rewards.put(id, of);
        } else if ((Long) values.get("owed_minor") != (of == null ? 0 : of[SUM])) {
            throw new AssertionError("Entries of the reward come to " + (of == null ? 0 : of[SUM]) + ": " + values);
        }
        out.collect(row);
    }

    private void entry(long[] of, Map<String, Object> values, String program) throws Exception {
        long amount = (Long) values.get("amount_minor");
        boolean payout = values.get("step").equals("PAID");
        boolean voided = values.get("step").equals("VOIDED");
        of[SUM] += amount;
        of[DUE] += payout ? 0 : amount;
        of[PAYOUTS] += payout ? 1 : 0;
        long before = of[MOST];
        of[MOST] = voided ? 0 : Math.max(before, of[DUE]);
        if (of[DUE] < 0 || (of[PAYOUTS] == 0 && of[SUM] < 0) || (payout && amount >= 0)) {
            throw new AssertionError("Below zero: " + values);
        }
        if (!values.get("currency").equals("USD")) {
            return;
        }
        Long last = spent.get("");
        long all = (last == null ? 0 : last) + of[MOST] - before;
        spent.put("", all);
        Long budget = budgets.get(program.substring(program.lastIndexOf('-') + 1));
        if (budget != null && all > budget) {
            throw new AssertionError("The program gives " + all + " of " + budget + ": " + values);
        }
    }
}
