/**
 * YAML that people write, read with the line and column of every value, so that a refusal can point at its cause.
 *
 * <p>{@link dev.milepost.programs.yaml.YamlFile} reads a file into
 * {@link dev.milepost.programs.yaml.YamlNode}s; whoever reads those adds what is wrong to one
 * {@link dev.milepost.programs.yaml.Problems}, so that a person sees all of it at once.
 */
package dev.milepost.programs.yaml;
