/**
 * The schema registry that other teams' producers register their schemas with: asked over HTTP, once for each id, and
 * waited for where it is away.
 */
package dev.milepost.runtime.registry;
