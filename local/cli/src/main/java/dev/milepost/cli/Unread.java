package dev.milepost.cli;

import dev.milepost.runtime.source.StreamFile;
import java.util.List;
import java.util.Set;

/** Files of streams that the job does not read. */
final class Unread {

    private Unread() {}

    /**
     * Refuses them: what they say would count for nothing.
     *
     * @param unread names of the streams
     * @throws CommandFailure with every such file, and what to do
     */
    static void refuse(List<StreamFile> files, Set<String> unread) {
        List<String> refused = files.stream()
                .filter(file -> unread.contains(file.contract().stream()))
                .map(file -> file.path().toString())
                .toList();
        if (!refused.isEmpty()) {
            throw refusal(Text.some(refused));
        }
    }

    /** What a person hears about records, by where they are. */
    static CommandFailure refusal(String where) {
        return new CommandFailure(
                ExitCode.REFUSED_INPUT,
                where
                        + ": Milepost judges referrals itself, so the verdicts in there would count for nothing. To go by them,"
                        + " and not by its own, run the job with --set fraud.own_verdicts=false; else leave them out.");
    }
}
