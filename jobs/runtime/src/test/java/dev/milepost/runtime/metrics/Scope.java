package dev.milepost.runtime.metrics;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A group of metrics that says whose it is, as Flink's do. */
final class Scope extends UnregisteredMetricsGroup {

    private final Map<String, String> variables = new HashMap<>();

    static Scope ofJob() {
        Scope scope = new Scope();
        scope.variables.put("<job_name>", "milepost");
        return scope;
    }

    static Scope ofTask(String task, int subtask) {
        Scope scope = ofJob();
        scope.variables.put("<task_name>", task);
        scope.variables.put("<subtask_index>", Integer.toString(subtask));
        return scope;
    }

    static Scope ofOperator(String task, String operator, int subtask) {
        Scope scope = ofTask(task, subtask);
        scope.variables.put("<operator_name>", operator);
        return scope;
    }

    @Override
    public Map<String, String> getAllVariables() {
        return variables;
    }
}
