package dev.milepost.programs;

import dev.milepost.programs.yaml.Place;
import dev.milepost.programs.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ids of one file's asks, rewards and experiments: each of a kind once, since rows of the warehouse carry them. */
final class Ids {

    private final Values values;

    /** The scopes of all asks and rewards, in the file's order; their ids may be null or the same. */
    private final List<Scope> scopes = new ArrayList<>();

    private final Map<String, Place> milestones = new HashMap<>();
    private final Map<String, Place> experiments = new HashMap<>();

    Ids(Values values) {
        this.values = values;
    }

    /** An ask or reward, with the node of its id, which may be null as its id may. */
    void add(Scope scope, YamlNode node) {
        scopes.add(scope);
        if (scope.id() != null) {
            refuseSecond(milestones, "id", scope.id(), node, "asks and rewards share one set of ids");
        }
    }

    void addExperiment(String id, YamlNode node) {
        refuseSecond(experiments, "experiment", id, node, "the two would share their exposures");
    }

    List<Scope> scopes() {
        return List.copyOf(scopes);
    }

    private void refuseSecond(Map<String, Place> known, String what, String id, YamlNode node, String why) {
        Place earlier = known.putIfAbsent(id, node.place());
        if (earlier != null) {
            values.add(
                    node.place(),
                    what + " " + id + " stands twice, first in line " + earlier.line() + ": " + why
                            + ", so give one of them another");
        }
    }
}
