/** The result of a dry run as a file, which whoever ran it leaves for those who look at the program. */
package dev.milepost.programs.dryrun;
