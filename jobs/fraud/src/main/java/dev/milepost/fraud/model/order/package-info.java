/** Facts that wait for event time to pass them, in one order whatever the order they come in. */
package dev.milepost.fraud.model.order;
