/** Attribution held against SQL: credit recomputed in ClickHouse from events, and where the stored credit differs. */
package dev.milepost.attribution.reconcile;
