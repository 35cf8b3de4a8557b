package dev.milepost.programs;

import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import dev.milepost.programs.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads one entry of {@code rewards}. */
final class RewardReader {

    static final Set<String> KEYS = Set.of("id", "on", "per", "fire", "effects");
    static final Set<String> FIRE_KEYS = Set.of("every", "first", "ladder", "steps");
    static final Set<String> STEP_KEYS = Set.of("on", "effects");
    static final Set<String> LADDERS = Set.of("ordered", "all");

    private static final String EXAMPLE = "once, {every: 3}, {first: 5} or {ladder: ordered, steps: […]}";

    private final Values values;
    private final PatternReader patterns;
    private final EffectReader effects;
    private final LadderCheck ladders;

    RewardReader(Values values) {
        this.values = values;
        this.patterns = new PatternReader(values);
        this.effects = new EffectReader(values);
        this.ladders = new LadderCheck(values);
    }

    /** Null where it is no map. */
    Reward read(YamlNode node, Ids ids) {
        if (!node.expectMap("a reward", "{id: …, on: {event: …}, per: referral, effects: […]}", values.problems)) {
            return null;
        }
        values.refuseOtherKeys(node, "a reward", KEYS);
        YamlNode idNode = values.required(node, "a reward", "id", "first-order");
        String id = values.id(idNode, "id", "first-order");
        String what = id == null ? "a reward" : "reward " + id;
        Reward.Subject per = values.word(values.required(node, what, "per", "referral"), "per", Reward.Subject.class);
        Scope scope = Scope.reward(id, per);
        ids.add(scope, idNode);
        YamlNode fire = node.get("fire");
        return fire != null && fire.get("ladder") != null
                ? new Reward(id, null, per, ladder(node, fire, what, scope))
                : plain(node, fire, what, scope, per);
    }

    private Reward plain(YamlNode node, YamlNode fireNode, String what, Scope scope, Reward.Subject per) {
        Pattern on = on(node, what, scope);
        List<Effect> given = effects.read(node, what, on, scope);
        return new Reward(scope.id(), on, per, fire(fireNode, given));
    }

    private Fire fire(YamlNode node, List<Effect> given) {
        if (node == null || (node.isScalar() && node.text().equals("once"))) {
            return new Fire.Once(given);
        }
        if (node.kind() != YamlNode.Kind.MAP) {
            values.add(node.place(), "fire " + node.written() + " is unknown: write " + EXAMPLE);
            return new Fire.Once(given);
        }
        values.refuseOtherKeys(node, "fire", FIRE_KEYS);
        if (node.get("steps") != null) {
            values.add(node.keyPlace("steps"), "steps are of a ladder: add ladder: ordered or ladder: all");
        }
        if (node.get("every") != null && node.get("first") != null) {
            values.add(node.keyPlace("first"), "fire has both every and first: keep one");
        }
        if (node.get("every") != null) {
            return new Fire.Every(values.whole(node.get("every"), "every", 1), given);
        }
        if (node.get("first") != null) {
            return new Fire.First(values.whole(node.get("first"), "first", 1), given);
        }
        if (node.entries().isEmpty()) {
            values.add(node.place(), "fire says not how often: write " + EXAMPLE);
        }
        return new Fire.Once(given);
    }

    private Fire ladder(YamlNode reward, YamlNode fire, String what, Scope scope) {
        values.refuseOtherKeys(fire, "fire", FIRE_KEYS);
        for (String key : List.of("on", "effects")) {
            if (reward.get(key) != null) {
                values.add(reward.keyPlace(key), key + " of a ladder stands in each of its steps: move it there");
            }
        }
        for (String key : List.of("every", "first")) {
            if (fire.get(key) != null) {
                values.add(fire.keyPlace(key), "fire has both ladder and " + key + ": keep one");
            }
        }
        YamlNode order = fire.get("ladder");
        String word = values.text(order, "ladder", "ordered or all");
        if (word != null && !LADDERS.contains(word)) {
            values.add(order.place(), "ladder " + word + " is unknown: write ordered or all");
        }
        boolean ordered = "ordered".equals(word);
        List<Reward.Step> steps = new ArrayList<>();
        List<YamlNode> nodes = new ArrayList<>();
        YamlNode list = values.required(fire, what, "steps", "[{on: {event: …}, effects: […]}]");
        if (list != null && list.expectList("steps", "[{on: {event: …}, effects: […]}]", values.problems)) {
            for (YamlNode item : list.oneOrMore()) {
                if (item.expectMap("a step", "{on: {event: …}, effects: […]}", values.problems)) {
                    steps.add(step(item, scope));
                    nodes.add(item);
                }
            }
            if (steps.size() < 2 && list.oneOrMore().size() < 2) {
                values.add(
                        list.place(), "a ladder has two steps at least: add one, or write on and effects without it");
            }
        }
        ladders.check(ordered, steps, nodes);
        return new Fire.Ladder(ordered, steps);
    }

    private Reward.Step step(YamlNode node, Scope scope) {
        values.refuseOtherKeys(node, "a step", STEP_KEYS);
        Pattern on = on(node, "a step", scope);
        return new Reward.Step(on, effects.read(node, "a step", on, scope));
    }

    /** What earns it; null where it is wrong. */
    private Pattern on(YamlNode node, String what, Scope scope) {
        YamlNode onNode = values.required(node, what, "on", "{event: order}");
        Pattern on = patterns.read(onNode, "on", scope);
        scope.reach(on);
        if (on != null && scope.isAdvocate() && !Referred.always(on)) {
            values.add(
                    onNode.place(),
                    "per: advocate, the advocate's own events alone reach this, so every customer would have it, whoever"
                            + " they refer: put a referral. event in, as in {all: [{event: order}, {event: "
                            + Names.REFERRAL_QUALIFIED + "}]}, or count per: referral");
            return null;
        }
        return on;
    }
}
