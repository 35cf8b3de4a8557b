package dev.milepost.attribution.channel;

import java.io.Serializable;

/** What a rule asks of a click. */
interface Condition extends Serializable {

    boolean holds(Arrival arrival);

    /** The bit of {@link Arrival#has} without which this cannot hold: most rules are passed over by it alone. */
    int needs();

    /** One of the utm texts is in a list (utm_source only) or matches. */
    record Utm(int parameter, long lists, TextMatch match) implements Condition {
        @Override
        public int needs() {
            return 1 << parameter;
        }

        @Override
        public boolean holds(Arrival arrival) {
            String text = switch (parameter) {
                case ParameterNames.SOURCE -> arrival.source();
                case ParameterNames.MEDIUM -> arrival.medium();
                default -> arrival.campaign();
            };
            return text != null && (has(lists, arrival.sourceList()) || match.matches(text));
        }
    }

    /** At least one of these click ids is there. */
    record ClickId(long bits) implements Condition {
        @Override
        public int needs() {
            return Arrival.CLICK_ID;
        }

        @Override
        public boolean holds(Arrival arrival) {
            return (arrival.clickIds() & bits) != 0;
        }
    }

    /** There is a referrer: any, or one of these lists, or one of these hosts. */
    record Referrer(boolean any, long lists, HostTable hosts) implements Condition {
        @Override
        public int needs() {
            return Arrival.REFERRER;
        }

        @Override
        public boolean holds(Arrival arrival) {
            return arrival.referrer() != null
                    && (any || has(lists, arrival.referrerList()) || hosts.find(arrival.referrer()) != HostTable.NONE);
        }
    }

    private static boolean has(long bits, int number) {
        return number != HostTable.NONE && (bits & 1L << number) != 0;
    }
}
