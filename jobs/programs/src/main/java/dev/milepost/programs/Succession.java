package dev.milepost.programs;

import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.yaml.Place;
import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a version must leave as the one before it has it, since what was promised goes on by it; and what no two programs may
 * share.
 */
final class Succession {

    private final Problems problems;

    Succession(Problems problems) {
        this.problems = problems;
    }

    /**
     * An earlier version of the same program.
     *
     * @param where it stands, for the person who reads the problem
     */
    record Former(ProgramVersion version, String where) {}

    /**
     * Compares a version with those before it: each of its rewards and asks with the last one that had it.
     *
     * @param before the latest first
     */
    void follows(ProgramFiles.Sourced next, List<Former> before) {
        if (before.isEmpty()) {
            return;
        }
        retroactive(next, before);
        budget(next, before);
        Set<String> compared = new HashSet<>();
        for (Former former : before) {
            for (Reward reward : next.version().rewards()) {
                if (isIn(former.version(), reward.id()) && compared.add(reward.id())) {
                    reward(next, reward, former);
                }
            }
            for (Ask ask : next.version().asks()) {
                if (isIn(former.version(), ask.id()) && compared.add(ask.id())) {
                    ask(next, ask, former);
                }
            }
        }
        next.version().asks().forEach(ask -> experiment(next, ask, before));
    }

    private static boolean isIn(ProgramVersion version, String id) {
        return version.rewards().stream().anyMatch(reward -> reward.id().equals(id))
                || version.asks().stream().anyMatch(ask -> ask.id().equals(id));
    }

    private void reward(ProgramFiles.Sourced next, Reward reward, Former before) {
        before.version().rewards().stream()
                .filter(former -> former.id().equals(reward.id()))
                .findAny()
                .ifPresentOrElse(
                        former -> reward(next, reward, former, before.version(), before.where()),
                        () -> another(
                                entry(next, "rewards", reward.id(), "id"),
                                reward.id(),
                                "a reward",
                                "an ask",
                                before.version(),
                                before.where()));
    }

    private void ask(ProgramFiles.Sourced next, Ask ask, Former before) {
        if (before.version().rewards().stream().anyMatch(reward -> reward.id().equals(ask.id()))) {
            another(
                    entry(next, "asks", ask.id(), "id"),
                    ask.id(),
                    "an ask",
                    "a reward",
                    before.version(),
                    before.where());
        }
    }

    /**
     * Who is in which arm goes by an experiment's salt and shares, and whoever was exposed stays in the arm of then: so they are
     * those of the last version that had the experiment, in whichever ask.
     */
    private void experiment(ProgramFiles.Sourced next, Ask ask, List<Former> before) {
        if (ask.experiment() == null) {
            return;
        }
        for (Former former : before) {
            Optional<Ask.Experiment> was =
                    experiment(former.version(), ask.experiment().id());
            if (was.isPresent()) {
                List<String> changed = changed(ask.experiment(), was.get());
                if (!changed.isEmpty()) {
                    problems.add(
                            experiment(next, ask.id()),
                            "experiment " + was.get().id() + " differs in its " + String.join(" and ", changed)
                                    + " from that of " + former.version().label() + " (" + former.where()
                                    + "), where whoever was exposed stays in the arm of then: give it another id");
                }
                return;
            }
        }
    }

    /** What of it decides the arm, and is not what it was. */
    private static List<String> changed(Ask.Experiment now, Ask.Experiment was) {
        List<String> changed = new ArrayList<>();
        if (!Objects.equals(now.salt(), was.salt())) {
            changed.add("salt");
        }
        if (now.holdout() != was.holdout()) {
            changed.add("holdout");
        }
        if (!shares(now).equals(shares(was))) {
            changed.add("arms");
        }
        return changed;
    }

    /** In their order, which decides too. */
    private static List<Map.Entry<String, Long>> shares(Ask.Experiment experiment) {
        return experiment.arms().stream()
                .map(arm -> Map.entry(arm.name(), arm.share()))
                .toList();
    }

    /** Versions may lie between that give nothing: what was promised before them still is owed. */
    private void retroactive(ProgramFiles.Sourced next, List<Former> before) {
        if (next.version().retroactive() == Retroactive.NONE) {
            return;
        }
        before.stream()
                .filter(Succession::gives)
                .findFirst()
                .filter(former -> isAnotherCurrency(next, former))
                .ifPresent(former -> {
                    YamlNode node = next.root().get("retroactive");
                    String was = former.version().currency();
                    problems.add(
                            node.place(),
                            "retroactive: " + node.text() + " cannot turn the " + was + " that "
                                    + former.version().label() + " (" + former.where() + ") gave into "
                                    + next.version().currency() + ": write retroactive: none, or keep currency: "
                                    + was);
                });
    }

    /** A budget counts what every version of the program gave, also of those that have none. */
    private void budget(ProgramFiles.Sourced next, List<Former> before) {
        boolean budgeted = next.version().budget() != null
                || before.stream().anyMatch(former -> former.version().budget() != null);
        if (!budgeted) {
            return;
        }
        before.stream()
                .filter(former -> gives(former) && isAnotherCurrency(next, former))
                .findFirst()
                .ifPresent(former -> {
                    YamlNode node = next.root().get("currency");
                    String was = former.version().currency();
                    problems.add(
                            node.place(),
                            "currency: " + node.text() + " of " + next.version().label() + " follows the " + was
                                    + " of " + former.version().label() + " (" + former.where()
                                    + ") under a budget, which is of one currency: keep currency: " + was
                                    + ", or begin a program with another id");
                });
    }

    private static boolean gives(Former former) {
        return former.version().currency() != null
                && !former.version().rewards().isEmpty();
    }

    private static boolean isAnotherCurrency(ProgramFiles.Sourced next, Former former) {
        String currency = next.version().currency();
        return currency != null && !currency.equals(former.version().currency());
    }

    private void reward(ProgramFiles.Sourced next, Reward reward, Reward former, ProgramVersion before, String where) {
        if (reward.per() != former.per()) {
            another(
                    entry(next, "rewards", reward.id(), "per"),
                    reward.id(),
                    "per " + word(reward.per()),
                    "per " + word(former.per()),
                    before,
                    where);
        }
        boolean isLadder = reward.fire() instanceof Reward.Fire.Ladder;
        if (isLadder != former.fire() instanceof Reward.Fire.Ladder) {
            another(
                    entry(next, "rewards", reward.id(), "fire"),
                    reward.id(),
                    isLadder ? "a ladder" : "no ladder",
                    isLadder ? "no ladder" : "a ladder",
                    before,
                    where);
        }
    }

    private static String word(Reward.Subject per) {
        return per.name().toLowerCase(Locale.ROOT);
    }

    private void another(Place place, String id, String is, String was, ProgramVersion before, String where) {
        problems.add(
                place,
                id + " is " + is + ", and was " + was + " in " + before.label() + " (" + where
                        + "), which has promised it: give this one another id");
    }

    /** Where an entry says a key, or its own place. */
    private static Place entry(ProgramFiles.Sourced of, String list, String id, String key) {
        for (YamlNode node : of.root().get(list).oneOrMore()) {
            if (node.get("id") != null && node.get("id").text().equals(id)) {
                return node.get(key) == null ? node.place() : node.get(key).place();
            }
        }
        return of.root().place();
    }

    /** Sees to it that no experiment is another program's too: who is exposed is known by the experiment alone. */
    void sharesNoExperiment(ProgramFiles.Sourced one, ProgramVersion other, String where) {
        if (one.version().program().equals(other.program())) {
            return;
        }
        for (Ask ask : one.version().asks()) {
            if (ask.experiment() != null
                    && experiment(other, ask.experiment().id()).isPresent()) {
                problems.add(
                        experiment(one, ask.id()),
                        "experiment " + ask.experiment().id() + " is one of " + other.label() + " (" + where
                                + ") too, and a customer is in an experiment once: give it another id");
            }
        }
    }

    private static Optional<Ask.Experiment> experiment(ProgramVersion version, String id) {
        return version.asks().stream()
                .map(Ask::experiment)
                .filter(each -> each != null && each.id().equals(id))
                .findFirst();
    }

    private static Place experiment(ProgramFiles.Sourced of, String ask) {
        return of.root().get("asks").oneOrMore().stream()
                .filter(node -> node.get("id") != null && node.get("id").text().equals(ask))
                .map(node -> Optional.ofNullable(node.get("experiment").get("id"))
                        .map(YamlNode::place)
                        .orElse(node.place()))
                .findFirst()
                .orElse(of.root().place());
    }
}
