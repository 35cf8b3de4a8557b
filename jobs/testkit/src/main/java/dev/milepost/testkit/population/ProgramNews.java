package dev.milepost.testkit.population;

import dev.milepost.schemas.event.AppliedProgram;
import dev.milepost.testkit.programs.ProgramFacts;
import dev.milepost.testkit.programs.ProgramFiles;
import dev.milepost.testkit.programs.Programs;
import dev.milepost.testkit.programs.SentProgram;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Versions of programs that begin to hold while events flow, and others that must not be taken in.
 *
 * <p>Seeds share programs, and a job may read several seeds at once: so each sends all versions, and what is refused is refused
 * whichever came first. A version comes at least a minute before its time, most often by days; what contradicts it comes more
 * than the lateness after it, so that it does in any order of delivery.
 */
final class ProgramNews {

    private static final Duration AHEAD = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private ProgramNews() {}

    /** Sends what is to be taken in, once or a few times. */
    static void tell(World world) {
        for (SentProgram program : Programs.sent()) {
            Instant validFrom = program.facts().validFrom();
            Duration delay = world.millisUpTo(Duration.ofSeconds(3));
            world.add(event(world, program, validFrom.minus(AHEAD).minus(delay)), delay);
            for (int again = world.below(3); again > 0; again--) {
                world.add(event(
                        world, program, validFrom.minus(DAY.multipliedBy(3)).minus(world.millisUpTo(DAY))));
            }
        }
    }

    /**
     * Sends one version a millisecond too late and once more after its time, two that are known with another content, one that is
     * not what its record says, and one that nobody can read.
     */
    static void tellInVain(World world) {
        ProgramFacts standing = Programs.standing().get(0);
        Instant at = world.moment();
        ProgramFacts tardy = renamed(standing, "tardy", at);
        Duration delay = world.millisUpTo(Duration.ofSeconds(3));
        world.add(
                event(
                        world,
                        tardy,
                        ProgramFiles.yaml(tardy),
                        at.minus(AHEAD).plusMillis(1).minus(delay)),
                delay);
        world.add(event(world, tardy, ProgramFiles.yaml(tardy), at.plus(DAY).plus(world.millisUpTo(DAY))));
        world.add(event(world, standing, ProgramFiles.yaml(standing) + "# changed\n", world.moment()));
        List<SentProgram> sent = Programs.sent();
        SentProgram other = sent.get(world.turn("contradicted", sent.size()));
        world.add(event(
                world,
                other.facts(),
                other.text() + "# changed\n",
                other.facts().validFrom().plus(DAY.multipliedBy(2)).plus(world.millisUpTo(DAY))));
        world.add(event(world, standing, other.text(), other.facts().validFrom().minus(DAY.multipliedBy(4))));
        world.add(
                event(world, renamed(standing, world.id("program"), at), "program: torn\nversion: 1\n", at.minus(DAY)));
    }

    private static ProgramFacts renamed(ProgramFacts facts, String program, Instant validFrom) {
        return new ProgramFacts(
                program,
                facts.version(),
                validFrom,
                facts.currency(),
                facts.window(),
                facts.excludeChannels(),
                facts.clickWindow(),
                facts.bindFirst(),
                facts.evidence(),
                facts.halfLife(),
                facts.qualifies());
    }

    private static AppliedProgram event(World world, SentProgram program, Instant at) {
        return event(world, program.facts(), program.text(), at);
    }

    private static AppliedProgram event(World world, ProgramFacts facts, String text, Instant at) {
        return AppliedProgram.newBuilder()
                .setEventId(world.id("e"))
                .setEventTime(at)
                .setProgramVersion(facts.program() + "@" + facts.version())
                .setProgramId(facts.program())
                .setVersion(facts.version())
                .setValidFrom(facts.validFrom())
                .setFileName(facts.program() + ".yaml")
                .setText(text)
                .build();
    }
}
