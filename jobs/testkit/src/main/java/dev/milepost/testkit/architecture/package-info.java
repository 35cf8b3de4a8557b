/** Rules of the project's structure, for the tests of all rooms that have ArchUnit on their test path. */
package dev.milepost.testkit.architecture;
