/** One customer's page: all that is known of them, and where their reward is. */
package dev.milepost.console.customer;
