package dev.milepost.adversaries;

import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Landing;
import dev.milepost.simulator.Pace;
import dev.milepost.simulator.Season;
import dev.milepost.simulator.Story;
import java.util.List;
import java.util.Map;

/** Tells what an account does, as it was planned; everybody's events are made here, in one way. */
final class Life {

    private static final long MINUTE = 60_000;
    private static final List<String> PRODUCT_EVENTS =
            List.of("task_completed", "task_completed", "project_created", "report_exported", "page_view");
    private static final List<String> MEDIUMS = List.of("whatsapp", "email", "twitter", "slack");

    private final Account account;
    private final Dice dice;
    private final Story story;

    Life(Account account, Dice dice, Calendar calendar) {
        this.account = account;
        this.dice = dice;
        this.story = new Story(account.person(), Pace.real(), dice, calendar.start(), calendar.end());
    }

    Story tell() {
        arrive();
        signUp();
        visits();
        orders();
        if (account.refers()) {
            advocacy();
        }
        return story;
    }

    private void arrive() {
        if (dice.chance(0.4)) {
            long time = account.joined - dice.logarithmic(Season.HOUR, 20 * Season.DAY);
            Story.arrive(story.click(1, false, time, "page_view", false), Landing.draw(dice), story.session());
        }
        if (account.arrival == null || account.arrival.way() == Arrival.Way.CODE_ONLY) {
            return;
        }
        long time = account.joined - account.arrival.leadMillis();
        switch (account.arrival.way()) {
            case OTHER_DEVICE -> {
                Click click = story.click(story.stranger(), null, time, "referral_link_clicked", true);
                click.setDeviceHash(dice.hash());
                click.setIpHash(dice.hash());
                click.setIpPrefixHash(account.prefix);
                land(click);
            }
            case INVITE -> {
                if (dice.chance(0.6)) {
                    land(story.click(1, false, time, "referral_link_clicked", true));
                }
            }
            default -> land(story.click(1, false, time, "referral_link_clicked", true));
        }
    }

    private void land(Click click) {
        Story.arrive(click, Landing.shared(dice, account.arrival.code()), story.session());
        click.setReferralCode(account.arrival.code());
    }

    private void signUp() {
        long lead = account.arrival == null ? 5 * MINUTE : account.arrival.leadMillis();
        story.click(1, false, account.joined - Math.max(1, Math.min(lead / 2, MINUTE)), "page_view", false)
                .setUrl(Landing.SITE + "/signup");
        boolean entersCode = account.arrival != null && account.arrival.way().entersCode();
        story.signup(
                account.joined,
                account.person().anonymousId(1),
                entersCode ? account.arrival.code() : account.vainCode);
        if (dice.chance(0.5)) {
            story.attributes(
                    account.joined + dice.logarithmic(1_000, MINUTE),
                    Map.of("plan", account.plan, "segment", account.segment));
        }
        if (dice.chance(0.6)) {
            story.click(1, true, account.joined + dice.logarithmic(MINUTE, 10 * MINUTE), "project_created", false);
        }
    }

    private void visits() {
        long silence = account.silent ? account.joined + account.orders.get(0).lagMillis() : Long.MAX_VALUE;
        long time = account.joined;
        for (int i = 0; i < account.visits; i++) {
            time = Season.waking(
                    dice, time + dice.logarithmic(6 * Season.HOUR, 8 * Season.DAY), account.market.utcOffsetHours);
            if (time >= silence) {
                return;
            }
            visit(1 + dice.below(account.devices), time, silence);
        }
    }

    private void visit(int device, long start, long until) {
        String session = story.session();
        Story.arrive(
                story.click(device, true, start, "page_view", false), Landing.direct(Landing.SITE + "/app"), session);
        long time = start;
        for (int i = dice.below(3); i > 0; i--) {
            time += dice.logarithmic(5_000, 6 * MINUTE);
            if (time < until) {
                story.click(device, true, time, dice.pick(PRODUCT_EVENTS), false)
                        .setSessionId(session);
            }
        }
    }

    private void orders() {
        for (int i = 0; i < account.orders.size(); i++) {
            Order order = account.orders.get(i);
            String id = orderId(account, i);
            long time = account.joined + order.lagMillis();
            story.purchase(time, id, PurchaseKind.ORDER, order.amountMinor());
            if (order.goesBack()) {
                PurchaseKind kind = order.chargeback() ? PurchaseKind.CHARGEBACK : PurchaseKind.REFUND;
                story.purchase(time + order.back(), id, kind, order.backMinor()).setRefundId(id + "-back");
            }
        }
    }

    private void advocacy() {
        Click code = story.click(1, true, account.codeMillis, "referral_code_created", true);
        code.setReferralCode(account.code());
        code.getProperties().put("program", account.offer().program());
        for (long time : account.shares) {
            Click share = story.click(1, true, time, "referral_shared", false);
            share.getProperties().put("code", account.code());
            share.getProperties().put("medium", dice.pick(MEDIUMS));
        }
        for (Account.Invitation invitation : account.invitations) {
            Click invite = story.click(1, true, invitation.time(), "invite_sent", true);
            invite.setReferralCode(account.code());
            invite.getProperties().put("invitee_email_hash", invitation.emailHash());
        }
    }

    static String orderId(Account account, int index) {
        return "o" + account.name + "-" + (index + 1);
    }
}
