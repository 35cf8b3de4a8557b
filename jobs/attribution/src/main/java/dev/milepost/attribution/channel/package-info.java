/**
 * Which channel a click came by: the table {@code channels.yaml}, compiled once, looked up on every click.
 *
 * <p>{@link dev.milepost.attribution.channel.ChannelRules} is the way in. Behind it, {@code Hosts} takes the host out of
 * an address however dirty, {@code Query} the utm parameters and click ids, {@code HostTable} knows hosts by name, and
 * {@code Condition}s are what a rule asks. Nothing in an address can make any of them fail.
 */
package dev.milepost.attribution.channel;
