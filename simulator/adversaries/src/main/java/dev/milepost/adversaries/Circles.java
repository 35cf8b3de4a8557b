package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Season;
import java.util.List;

/** The honest who share something: households, brothers and sisters, campuses, offices. */
final class Circles {

    private Circles() {}

    /** One address; at times one device, or one card, seldom both. */
    static void household(World world, Dice dice) {
        String group = world.group(Typology.HOUSEHOLD);
        Account head = world.advocate(dice, 0, 0.8);
        Friends family = new Friends(world, dice, head, Leanings.of(dice), Typology.HOUSEHOLD, group);
        for (long time : timing(world, dice, head).asPeopleDo(1 + dice.below(3))) {
            Account member = family.come(time);
            member.livesWith(head);
            switch (dice.weighted(87, 6, 6, 1)) {
                case 0 -> {}
                case 1 -> member.device = head.device;
                case 2 -> member.paysWithCardOf(head);
                default -> {
                    member.device = head.device;
                    member.paysWithCardOf(head);
                }
            }
            if (dice.chance(0.05)) {
                member.minhash = Likeness.of(dice, head.minhash, 1 + dice.below(4));
            }
        }
    }

    /** One device for all of them, and some haste: nobody has to be told what it is. */
    static void siblings(World world, Dice dice) {
        String group = world.group(Typology.SIBLING_DEVICE);
        Account eldest = world.advocate(dice, 0, 0.8);
        Friends others = new Friends(
                world,
                dice,
                eldest,
                Leanings.of(dice).hasting(0.03).enteringCodes(0.1),
                Typology.SIBLING_DEVICE,
                group);
        for (long time : timing(world, dice, eldest).asPeopleDo(1 + dice.below(3))) {
            Account other = others.come(time);
            other.livesWith(eldest);
            other.device = eldest.device;
        }
    }

    /** One prefix for everybody, an address each, and the devices of the library. */
    static void campus(World world, Dice dice) {
        String group = world.group(Typology.CAMPUS);
        String prefix = dice.hash();
        List<String> library = List.of(dice.hash(), dice.hash());
        for (int advocates = 3 + dice.below(4); advocates > 0; advocates--) {
            Account student = world.advocate(dice, 0, 0.8);
            student.prefix = prefix;
            Friends others = new Friends(world, dice, student, Leanings.of(dice), Typology.CAMPUS, group);
            for (long time : timing(world, dice, student).asPeopleDo(2 + dice.below(7))) {
                Account other = others.come(time);
                other.prefix = prefix;
                if (dice.chance(0.12)) {
                    other.device = dice.pick(library);
                }
            }
        }
    }

    /** One address, one company, in some the company's card; codes are passed on at the table. */
    static void office(World world, Dice dice) {
        String group = world.group(Typology.OFFICE);
        Account colleague = world.advocate(dice, 0, 0.8);
        colleague.company = group;
        String card = dice.chance(0.15) ? dice.hash() : null;
        Friends others =
                new Friends(world, dice, colleague, Leanings.of(dice).enteringCodes(0.22), Typology.OFFICE, group);
        for (long time : timing(world, dice, colleague).asPeopleDo(4 + dice.below(9))) {
            Account other = others.come(time);
            other.livesWith(colleague);
            other.company = group;
            other.emailDomain = colleague.emailDomain;
            if (card != null && dice.chance(0.5)) {
                other.card = card;
            }
        }
    }

    static Timing timing(World world, Dice dice, Account advocate) {
        return new Timing(
                dice,
                advocate.codeMillis + Season.HOUR / 2,
                world.calendar().lastSignup(),
                advocate.market.utcOffsetHours);
    }
}
