package dev.milepost.programs;

import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review;
import dev.milepost.programs.model.Reward;
import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A version of a program: all that its file says. Attribution reads the validity's start, the terms and {@code qualifies}; it
 * goes on by them after {@code valid_to}, which ends asks and rewards.
 *
 * @param program its id
 * @param version from 1; 0 for the defaults of a program without a file in force
 * @param validFromMillis from when on it holds, that moment included
 * @param validToMillis until when, that moment excluded; Long.MAX_VALUE: without end
 * @param timezone of calendar windows and calendar lengths
 * @param retroactive what it does to rewards that earlier versions gave
 * @param currency ISO 4217 code of its money, or null where the file names none and therefore has none
 * @param budget null: without bound
 * @param attribution what earns credit and what binds
 * @param qualifies the event that makes a referral count
 * @param activation the funnel's event after signup, with one name; null: none
 * @param asks in the file's order
 * @param rewards in the file's order; their ids and the asks' all differ
 * @param review never null where there are rewards
 */
public record ProgramVersion(
        String program,
        int version,
        long validFromMillis,
        long validToMillis,
        ZoneId timezone,
        Retroactive retroactive,
        String currency,
        Budget budget,
        AttributionTerms attribution,
        Qualification qualifies,
        Pattern.Event activation,
        List<Ask> asks,
        List<Reward> rewards,
        Review review)
        implements Serializable {

    public ProgramVersion {
        asks = List.copyOf(asks);
        rewards = List.copyOf(rewards);
    }

    /** What holds for a program without a file in force. */
    static ProgramVersion defaults(String program) {
        return new ProgramVersion(
                program,
                0,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                ZoneOffset.UTC,
                Retroactive.NONE,
                null,
                null,
                AttributionTerms.DEFAULTS,
                Qualification.DEFAULT,
                null,
                List.of(),
                List.of(),
                null);
    }

    /** The same under another version, held from and until other times. */
    public ProgramVersion as(int otherVersion, long otherValidFromMillis, long otherValidToMillis) {
        return new ProgramVersion(
                program,
                otherVersion,
                otherValidFromMillis,
                otherValidToMillis,
                timezone,
                retroactive,
                currency,
                budget,
                attribution,
                qualifies,
                activation,
                asks,
                rewards,
                review);
    }

    /** Whether it is in force at that time, as far as its own file says. */
    public boolean holdsAt(long timeMillis) {
        return validFromMillis <= timeMillis && timeMillis < validToMillis;
    }

    /**
     * Whether it may come after a version that is valid from that time: it begins then or later, or it has ended the program by
     * then, so that the other never begins.
     */
    boolean mayFollow(long otherValidFromMillis) {
        return validFromMillis >= otherValidFromMillis || validToMillis <= otherValidFromMillis;
    }

    /**
     * Until when a version is in force, that moment excluded: until a later one is, or its own end. Not after its valid_from: a
     * later one took its place before it began.
     *
     * @param oldestFirst all versions of a program
     */
    public static long endMillis(List<ProgramVersion> oldestFirst, int i) {
        return Math.min(oldestFirst.get(i).validToMillis(), replacedMillis(oldestFirst, i));
    }

    /** From when on a later version is in the place of one; Long.MAX_VALUE: never. */
    public static long replacedMillis(List<ProgramVersion> oldestFirst, int i) {
        long replaced = Long.MAX_VALUE;
        for (ProgramVersion later : oldestFirst.subList(i + 1, oldestFirst.size())) {
            replaced = Math.min(replaced, later.validFromMillis);
        }
        return replaced;
    }

    /**
     * {@code program@version}: names what qualifies a referral. All programs without a file in force go by the same
     * defaults, and share a label.
     */
    public String label() {
        return version == 0 ? ProgramCatalog.DEFAULT_PROGRAM + "@0" : program + "@" + version;
    }
}
