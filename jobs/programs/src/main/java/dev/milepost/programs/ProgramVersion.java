package dev.milepost.programs;

import java.io.Serializable;

/**
 * A version of a program, as far as attribution reads it.
 *
 * @param program its id
 * @param version from 1; 0 for the defaults of a program without a file in force
 * @param validFromMillis from when on it holds, that moment included
 * @param currency ISO 4217 code of its money conditions, or null where the file names none
 * @param attribution what earns credit and what binds
 * @param qualifies the event that makes a referral count
 */
public record ProgramVersion(
        String program,
        int version,
        long validFromMillis,
        String currency,
        AttributionTerms attribution,
        Qualification qualifies)
        implements Serializable {

    /** What holds for a program without a file in force. */
    static ProgramVersion defaults(String program) {
        return new ProgramVersion(program, 0, Long.MIN_VALUE, null, AttributionTerms.DEFAULTS, Qualification.DEFAULT);
    }

    /**
     * {@code program@version}: names what qualifies a referral. All programs without a file in force go by the same
     * defaults, and share a label.
     */
    public String label() {
        return version == 0 ? ProgramCatalog.DEFAULT_PROGRAM + "@0" : program + "@" + version;
    }
}
