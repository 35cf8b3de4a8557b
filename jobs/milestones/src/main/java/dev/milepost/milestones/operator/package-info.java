/** What remembers in Flink's state what {@code model} decides, and tells it as rows and changes. */
package dev.milepost.milestones.operator;
