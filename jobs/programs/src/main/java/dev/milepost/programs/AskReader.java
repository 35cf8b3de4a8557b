package dev.milepost.programs;

import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.yaml.YamlNode;
import java.util.Set;

/** Reads one entry of {@code asks}. */
final class AskReader {

    static final Set<String> KEYS = Set.of("id", "category", "on", "channel", "template", "guards", "experiment");

    private final Values values;
    private final PatternReader patterns;
    private final GuardReader guards;
    private final ExperimentReader experiments;

    AskReader(Values values) {
        this.values = values;
        this.patterns = new PatternReader(values);
        this.guards = new GuardReader(values);
        this.experiments = new ExperimentReader(values);
    }

    /** Null where it is no map. */
    Ask read(YamlNode node, Ids ids) {
        if (!node.expectMap("an ask", "{id: …, on: {event: …}, channel: …, template: …}", values.problems)) {
            return null;
        }
        values.refuseOtherKeys(node, "an ask", KEYS);
        YamlNode idNode = values.required(node, "an ask", "id", "up-and-running");
        String id = values.id(idNode, "id", "up-and-running");
        String what = id == null ? "an ask" : "ask " + id;
        Scope scope = Scope.ask(id);
        ids.add(scope, idNode);
        Pattern on = patterns.read(values.required(node, what, "on", "{event: order}"), "on", scope);
        scope.reach(on);
        YamlNode category = node.get("category");
        String categoryId = values.id(category, "category", "onboarding");
        return new Ask(
                id,
                categoryId,
                on,
                values.text(values.required(node, what, "channel", "in_app"), "channel", "a channel, such as in_app"),
                values.text(values.required(node, what, "template", "welcome"), "template", "a template's name"),
                guards.read(node.get("guards"), categoryId != null),
                experiments.read(node.get("experiment"), ids));
    }
}
