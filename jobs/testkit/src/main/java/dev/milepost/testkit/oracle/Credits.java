package dev.milepost.testkit.oracle;

import dev.milepost.schemas.row.CreditRow;
import dev.milepost.testkit.oracle.Bindings.Binding;
import dev.milepost.testkit.oracle.Conversions.Conversion;
import dev.milepost.testkit.programs.ProgramFacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The credit of every touch for every conversion, by six models. */
final class Credits {

    private static final long NANOS = 1_000_000_000;

    private final Touches touches;
    private final Bindings bindings;
    private final ProgramBook programs;

    Credits(Touches touches, Bindings bindings, ProgramBook programs) {
        this.touches = touches;
        this.bindings = bindings;
        this.programs = programs;
    }

    List<CreditRow> rows(Conversion conversion) {
        Optional<Binding> binding = bindings.of(conversion.userId());
        if (binding.filter(bound -> bound.signup().laterThan(conversion.at())).isPresent()) {
            throw new IllegalStateException(conversion + " is earlier than " + binding.orElseThrow()
                    + ", so that its user was an existing customer");
        }
        ProgramFacts program = programs.inForce(
                binding.map(bound -> bound.program().program()).orElse(ProgramBook.DEFAULT),
                conversion.at().time());
        List<Touch> earning = touches.of(conversion.userId()).stream()
                .filter(touch ->
                        touch.at().within(program.window(), conversion.at().time()))
                .filter(touch -> !touch.at().time().isAfter(conversion.at().time()))
                .filter(touch -> !program.excludeChannels().contains(touch.channel()))
                .toList();
        if (earning.isEmpty()) {
            Split whole = new Split(Weights.only(1, 0), conversion.net());
            return List.of(row(conversion, program, null, "", List.of(whole, whole, whole, whole, whole, whole), 0));
        }
        List<Split> splits = models(earning, conversion, program).stream()
                .map(weights -> new Split(weights, conversion.net()))
                .toList();
        List<CreditRow> rows = new ArrayList<>();
        for (int i = 0; i < earning.size(); i++) {
            String code = earning.get(i).code();
            String advocate = binding.filter(bound -> bound.code().equals(code))
                    .map(Binding::advocateId)
                    .orElse("");
            rows.add(row(conversion, program, earning.get(i), advocate, splits, i));
        }
        return rows;
    }

    /** Weights by first, last, last_non_direct, linear, position, time_decay. */
    private static List<Weights> models(List<Touch> earning, Conversion conversion, ProgramFacts program) {
        int count = earning.size();
        int lastNonDirect = count - 1;
        for (int i = 0; i < count; i++) {
            if (!earning.get(i).channel().equals("direct")) {
                lastNonDirect = i;
            }
        }
        boolean allDirect = earning.stream().allMatch(touch -> touch.channel().equals("direct"));
        List<Long> ages = earning.stream()
                .map(touch -> Duration.between(
                                touch.at().time(), conversion.at().time())
                        .toMillis())
                .toList();
        return List.of(
                Weights.only(count, 0),
                Weights.only(count, count - 1),
                Weights.only(count, allDirect ? count - 1 : lastNonDirect),
                Weights.linear(count),
                Weights.position(count),
                Weights.timeDecay(ages, program.halfLife().toMillis()));
    }

    /** One model's weights to 1e-9, and its cents, each split from the weights as they are before rounding. */
    private static final class Split {

        private final long[] weights;
        private final long[] minor;

        Split(Weights exact, long amountMinor) {
            weights = exact.split(NANOS);
            minor = exact.split(amountMinor);
        }

        BigDecimal weight(int index) {
            return BigDecimal.valueOf(weights[index], 9);
        }

        long minor(int index) {
            return minor[index];
        }
    }

    private static CreditRow row(
            Conversion conversion, ProgramFacts program, Touch touch, String advocate, List<Split> splits, int index) {
        return new CreditRow(
                conversion.userId(),
                conversion.id(),
                touch == null ? "" : touch.at().eventId(),
                touch == null ? "" : touch.anonymousId(),
                conversion.kind(),
                touch == null ? "(none)" : touch.channel(),
                touch == null ? "" : touch.campaign(),
                touch == null ? "" : touch.code(),
                advocate,
                program.program(),
                conversion.currency(),
                conversion.at().time(),
                touch == null ? null : touch.at().time(),
                splits.get(0).weight(index),
                splits.get(1).weight(index),
                splits.get(2).weight(index),
                splits.get(3).weight(index),
                splits.get(4).weight(index),
                splits.get(5).weight(index),
                splits.get(0).minor(index),
                splits.get(1).minor(index),
                splits.get(2).minor(index),
                splits.get(3).minor(index),
                splits.get(4).minor(index),
                splits.get(5).minor(index));
    }
}
