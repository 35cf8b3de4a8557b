/** Programs over the whole language, and logs of people who meet their milestones, guards, caps and refunds; by seed. */
package dev.milepost.oracle.population;
