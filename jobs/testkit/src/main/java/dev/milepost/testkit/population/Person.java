package dev.milepost.testkit.population;

/** A user and the browser they use. */
record Person(String userId, String anonymousId) {}
