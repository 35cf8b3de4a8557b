package dev.milepost.cli;

import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that is not understood. */
final class Mistakes {

    private Mistakes() {}

    /**
     * The parser's words; of what matches nothing, the name of the option or command alone: its value, and what stands behind it, may be a
     * secret that somebody meant to give.
     */
    static String message(ParameterException mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
            return mistake.getMessage();
        }
        List<String> words = unmatched.getUnmatched();
        String first = words.get(0);
        String also = words.size() > 1 ? ", nor is what follows it" : "";
        if (first.startsWith("-")) {
            int equals = first.indexOf('=');
            return "Unknown option: '" + (equals < 0 ? first : first.substring(0, equals)) + "'" + also;
        }
        return mistake.getCommandLine().getSubcommands().isEmpty()
                ? "There is an argument more than this command takes"
                : "There is no command '" + first + "'" + also;
    }
}
