/**
 * The ledger of one program by definition: at each moment at which anything happens everything is looked at anew, all subjects and
 * all rewards, with what is known by that moment; nothing is remembered but what was granted and told.
 */
package dev.milepost.oracle.ledger;
