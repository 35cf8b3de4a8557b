package dev.milepost.milestones.model.ledger;

import dev.milepost.programs.AttributionTerms;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.Qualification;
import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Effect.Kind;
import dev.milepost.programs.model.Effect.Recurrence;
import dev.milepost.programs.model.Effect.Reversal;
import dev.milepost.programs.model.Effect.Side;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import dev.milepost.programs.model.Span;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Programs as tests need them: short to write. */
final class Programs {

    static final long HOUR = 3_600_000L;
    static final long DAY = 24 * HOUR;
    static final Pattern ANY_PATTERN = new Pattern.Event(List.of("activated"), List.of());

    private Programs() {}

    static Span days(int days) {
        return Span.ofMillis(days * DAY);
    }

    /** An effect that tests change one thing of. */
    record E(
            Side side,
            Amount amount,
            String unit,
            Span hold,
            Pattern releaseWhen,
            Span expire,
            Recurrence recur,
            Set<Reversal> reverseOn,
            List<Cap> caps) {

        static E of(Side side, long minor) {
            return new E(
                    side,
                    new Amount.Constant(minor),
                    null,
                    Span.ZERO,
                    null,
                    null,
                    null,
                    Set.of(Reversal.REFUND, Reversal.CHARGEBACK),
                    List.of());
        }

        static E advocate(long minor) {
            return of(Side.ADVOCATE, minor);
        }

        static E referee(long minor) {
            return of(Side.REFEREE, minor);
        }

        E percent(long percent, long max) {
            return new E(
                    side,
                    new Amount.Percent(percent * 1_000_000, Measure.AMOUNT, max),
                    unit,
                    hold,
                    releaseWhen,
                    expire,
                    recur,
                    reverseOn,
                    caps);
        }

        E amount(Amount other) {
            return new E(side, other, unit, hold, releaseWhen, expire, recur, reverseOn, caps);
        }

        E unit(String other) {
            return new E(side, amount, other, hold, releaseWhen, expire, recur, reverseOn, caps);
        }

        E hold(int days) {
            return new E(side, amount, unit, days(days), releaseWhen, expire, recur, reverseOn, caps);
        }

        E conditional() {
            return new E(side, amount, unit, hold, ANY_PATTERN, expire, recur, reverseOn, caps);
        }

        E waitingFor(Pattern other) {
            return new E(side, amount, unit, hold, other, expire, recur, reverseOn, caps);
        }

        E expire(int days) {
            return new E(side, amount, unit, hold, releaseWhen, days(days), recur, reverseOn, caps);
        }

        E recur(Span every, int times) {
            return new E(side, amount, unit, hold, releaseWhen, expire, new Recurrence(every, times), reverseOn, caps);
        }

        E reversedBy(Reversal... kinds) {
            return new E(side, amount, unit, hold, releaseWhen, expire, recur, Set.of(kinds), caps);
        }

        E cap(Cap cap) {
            List<Cap> all = new ArrayList<>(caps);
            all.add(cap);
            return new E(side, amount, unit, hold, releaseWhen, expire, recur, reverseOn, all);
        }

        Effect effect() {
            return new Effect(side, Kind.CASH, amount, unit, hold, releaseWhen, expire, recur, reverseOn, caps);
        }
    }

    static List<Effect> effects(E... effects) {
        return Arrays.stream(effects).map(E::effect).toList();
    }

    static Reward once(String id, E... effects) {
        return new Reward(id, ANY_PATTERN, Reward.Subject.REFERRAL, new Fire.Once(effects(effects)));
    }

    static Reward fire(String id, Fire fire) {
        return new Reward(id, ANY_PATTERN, Reward.Subject.ADVOCATE, fire);
    }

    static Review review(OnTimeout onTimeout, int afterDays) {
        return new Review(300_000, 900_000, Long.MAX_VALUE, onTimeout, days(afterDays));
    }

    /** From the beginning of time, in UTC, without a budget; nothing times out within a year. */
    static ProgramVersion program(Reward... rewards) {
        return version(1, Long.MIN_VALUE, Retroactive.NONE, null, review(OnTimeout.ESCALATE, 365), rewards);
    }

    static ProgramVersion version(
            int version, long validFrom, Retroactive retroactive, Budget budget, Review review, Reward... rewards) {
        return version(version, validFrom, Long.MAX_VALUE, ZoneOffset.UTC, retroactive, budget, review, rewards);
    }

    static ProgramVersion version(
            int version,
            long validFrom,
            long validTo,
            ZoneId zone,
            Retroactive retroactive,
            Budget budget,
            Review review,
            Reward... rewards) {
        return new ProgramVersion(
                "p",
                version,
                validFrom,
                validTo,
                zone,
                retroactive,
                "USD",
                budget,
                AttributionTerms.DEFAULTS,
                Qualification.DEFAULT,
                null,
                List.of(),
                List.of(rewards),
                review);
    }

    /** The same, with its money in another currency. */
    static ProgramVersion in(String currency, ProgramVersion of) {
        return new ProgramVersion(
                of.program(),
                of.version(),
                of.validFromMillis(),
                of.validToMillis(),
                of.timezone(),
                of.retroactive(),
                currency,
                of.budget(),
                of.attribution(),
                of.qualifies(),
                of.activation(),
                of.asks(),
                of.rewards(),
                of.review());
    }
}
