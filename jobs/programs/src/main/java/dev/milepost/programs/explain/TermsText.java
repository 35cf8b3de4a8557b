package dev.milepost.programs.explain;

import dev.milepost.programs.AttributionTerms;
import dev.milepost.programs.Awaited;
import dev.milepost.programs.Bind;
import dev.milepost.programs.Evidence;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.Qualification;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what holds for the whole program: validity, money, attribution, what qualifies a referral. */
final class TermsText {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** What a retroactive version does not change. */
    private static final String RAISED =
            " Only the amount changes, of the same thing for the same side, and only where caps and budget have room for it;"
                    + " holds and conditions stay as they were.";

    private final Wording wording;
    private final PatternText patterns;

    TermsText(Wording wording, PatternText patterns) {
        this.wording = wording;
        this.patterns = patterns;
    }

    void write(ProgramVersion program, Page page) {
        page.heading("Program " + program.program() + ", version " + program.version());
        page.sentence("In force from " + moment(program.validFromMillis())
                + (program.validToMillis() == Long.MAX_VALUE
                        ? ", until another version replaces it."
                        : " to " + moment(program.validToMillis()) + ", unless another version replaces it before."));
        page.sentence(
                "Towards a milestone counts what happens from the first version on that has it as it is here: what a"
                        + " version adds or changes starts from nothing.");
        page.sentence(retroactive(program.retroactive()));
        if (!program.rewards().isEmpty()) {
            page.sentence(
                    "What was earned under a version is held, released, taken back, expires and is given again as that version"
                            + " says, also after its end. What it waits for (release_when) still counts for "
                            + Awaited.GOES_ON.toDays() + " days after the last version that says it; what is then still"
                            + " held by it is void.");
        }
        page.sentence("Calendar days, weeks, months and years are those of the time zone "
                + (program.timezone().equals(ZoneOffset.UTC)
                        ? "UTC"
                        : program.timezone().getId()) + ".");
        page.sentence(
                wording.currency() == null
                        ? "It names no currency, so no amount of money counts in it."
                        : "Money is in " + wording.currency() + ". An amount in any other currency meets no condition"
                                + " about money, adds to no total and has no percentage; where nothing asks for the amount,"
                                + " what was bought counts in any currency.");
        page.sentence(budget(program.budget()));
        page.heading("Referrals: who has brought whom");
        attribution(program.attribution(), page);
        qualification(program.qualifies(), program.activation(), page);
    }

    private static String moment(long millis) {
        return MOMENT.format(Instant.ofEpochMilli(millis));
    }

    private static String retroactive(Retroactive retroactive) {
        return switch (retroactive) {
            case NONE -> "Rewards that were earned under an earlier version stay as they are (retroactive: none).";
            case UNPAID ->
                "Rewards that were earned under an earlier version and are not paid yet get the amount that this one gives,"
                        + " and so does what is given again later (retroactive: unpaid)." + RAISED;
            case ALL ->
                "All rewards that were earned under an earlier version get the amount that this one gives, and so does what is"
                        + " given again later (retroactive: all). Where one has been paid, the difference is owed, or to be"
                        + " given back; but one that nothing is owed of, and nothing has happened to for "
                        + Retroactive.REACHES_BACK.toDays() + " days, stays as it is." + RAISED;
        };
    }

    private String budget(Budget budget) {
        if (budget == null) {
            return "There is no budget.";
        }
        String length = budget.window().equals(Window.LIFETIME) ? "altogether" : Wording.window(budget.window());
        return "The budget is " + wording.money(budget.amountMinor()) + " " + length
                + ": what would go over it is not granted, then or later. What is void gives its part back; what is taken"
                + " back or expires does not. Only money counts.";
    }

    private static void attribution(AttributionTerms terms, Page page) {
        List<String> evidence = new ArrayList<>();
        if (terms.evidence().contains(Evidence.CODE)) {
            evidence.add("the code that was entered (code)");
        }
        if (terms.evidence().contains(Evidence.INVITE)) {
            evidence.add("an invitation to their e-mail address (invite)");
        }
        if (terms.evidence().contains(Evidence.LINK)) {
            evidence.add("a click on a referral link at most " + Wording.length(terms.clickWindowMillis())
                    + " before (link)");
        }
        page.sentence("A new customer belongs to an advocate at the signup, by " + Wording.list(evidence, "or")
                + (evidence.size() == 1 ? "." : "; the first of these that holds decides.")
                + " Nobody refers themselves, nor by a code that is younger than the signup; and whoever has signed up or"
                + " bought before is no new customer.");
        if (terms.evidence().contains(Evidence.LINK)) {
            page.sentence("Of several links the " + (terms.bind() == Bind.FIRST ? "first" : "last")
                    + " that holds counts (bind: " + Wording.word(terms.bind()) + ").");
        } else {
            page.sentence("Links do not count, whether at most " + Wording.length(terms.clickWindowMillis())
                    + " old or older (bind: " + Wording.word(terms.bind()) + ").");
        }
        String excluded = terms.excludeChannels().isEmpty()
                ? ""
                : " except those of the channel "
                        + Wording.list(terms.excludeChannels().stream().sorted().toList(), "or");
        page.sentence(
                "Credit for a referred customer's signup and orders, which moves no money, goes to the contacts of the "
                        + Wording.length(terms.windowMillis()) + " before it" + excluded
                        + "; in the model time_decay one of " + Wording.length(terms.halfLifeMillis())
                        + " before counts half.");
    }

    private void qualification(Qualification qualifies, Pattern.Event activation, Page page) {
        Pattern.Event event = new Pattern.Event(List.of(qualifies.event()), qualifies.where());
        page.sentence("A referral qualifies at the referred customer's first "
                + patterns.events().bare(event) + " within " + Wording.length(qualifies.withinMillis())
                + " of the signup.");
        if (activation != null) {
            page.sentence("For the funnel alone, which moves no money, a referred customer is active from the first "
                    + patterns.events().bare(activation) + ".");
        }
    }
}
