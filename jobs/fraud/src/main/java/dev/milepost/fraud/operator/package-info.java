/**
 * What remembers, by key, what the models of fraud decide: a decider for each room, all of them decisions behind the watermark
 * ({@link dev.milepost.runtime.fold.DecisionOperator}), and the readers of what comes in.
 */
package dev.milepost.fraud.operator;
