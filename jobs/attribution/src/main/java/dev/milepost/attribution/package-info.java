/**
 * Referral attribution: who a click belongs to, who referred whom, and which touches earn credit for a conversion.
 *
 * <p>Everything here is a fact: it leaves at once and is revised, as a whole set, when a late event, a merged identity
 * or a refund changes it. The outcome is a function of the set of accepted events alone. "Earlier" always means
 * smaller in (event_time, event_id), with event ids compared by {@link String#compareTo}. A blank text counts as absent.
 * Of exact copies of an event the one received first stands. Of events that share stream, key and event_id but differ, one
 * is a dead letter {@code conflicting_duplicate} where another, smaller in (event_time, content hash), is at most 24 hours
 * and a minute before it. An id that is used again later than that is another event, so what names an event within its
 * stream and key is its id and its time, written {@code event_id@milliseconds} where one text names it.
 *
 * <h2>Identity</h2>
 *
 * <ul>
 *   <li>Evidence that anonymous_id A belongs to user U: a signup of U with anonymous_id A; a click of A that carries
 *       user_id U (whatever its name, {@code identified} too). A's link is the earliest evidence; there is one per
 *       anonymous_id and it never expires.
 *   <li>A click with a user_id of its own belongs to that user. Any other click belongs to the user of A's link, if the
 *       link's event time is at most {@code attribution.look_back} (30 d) after the click; a click after the link
 *       belongs to the link's user without limit.
 *   <li>The <em>known time</em> of a click's owner is the click's event time where it has a user_id of its own, else
 *       the later of the click's and the link's event time.
 * </ul>
 *
 * <h2>Touch</h2>
 *
 * <ul>
 *   <li>A click's channel: its {@code channel} if present and not blank (trimmed, lower case); else {@code referral} if
 *       it has a referral_code; else what the rules make of {@code url} and {@code referrer_url}; else {@code direct}.
 *       Its campaign: {@code campaign}, else {@code utm_campaign} of url, else empty.
 *   <li>A click with {@code is_bot} is no touch, opens no session and continues none. Its identity evidence counts. So
 *       it is, too, for {@code referral_code_created} and {@code invite_sent}: they concern the advocate's own code and
 *       are neither touches nor session activity.
 *   <li>A click whose channel is not {@code direct} is a touch. A {@code direct} click is a touch where it opens a
 *       session. With a session_id: no earlier click (touch-capable, of this anonymous_id) with that session_id in
 *       the 24 h before it. Without: no earlier click (touch-capable, of this anonymous_id, with or without session_id)
 *       within the 30 min before it (a gap of exactly 24 h, or 30 min, opens a session).
 *   <li>Of one anonymous_id and UTC day, the first {@code attribution.max_clicks_per_day} (500) clicks that matter count: a
 *       touch, a code's creation, an invite, and one that a program's {@code qualifies} (of a version valid from its time or earlier), asks or rewards (of one in force at
 *       its time) name. Any other is an event, evidence
 *       of identity and session activity, and nothing else; one dead letter {@code click_limit} for the anonymous_id and day
 *       tells how many there were.
 *   <li>touch_id is the click's event_id; it names the touch together with its anonymous_id and event_time. Where touches of
 *       two devices agree in event_time and event_id, the smaller anonymous_id is earlier.
 * </ul>
 *
 * <h2>Referral codes and invites</h2>
 *
 * <ul>
 *   <li>{@code referral_code_created} with a referral_code and an owner (as above): the owner owns the code from its event
 *       time on, in the program that property {@code program} names, else {@code default}. At the time of a signup the
 *       owner is that of the latest creation earlier than the signup.
 *   <li>{@code invite_sent} with property {@code invitee_email_hash} and a referral_code: an invite to that address.
 * </ul>
 *
 * <h2>Binding</h2>
 *
 * <p>Each signup event S of user R is judged once, on evidence whose known time is at most S + 24 h:
 *
 * <ol>
 *   <li>Candidates, in order: the code entered at signup (evidence {@code code}); invites to the signup's email_hash,
 *       earlier than S and at most {@code attribution.invite_window} (90 d) before it, newest first ({@code invite},
 *       touch_id is the invite's event_id); touches of R on channel {@code referral} with a code, earlier than S, newest
 *       first ({@code link}).
 *   <li>Each is resolved at its code: owner, creation and program (the version in force at S: the latest with valid_from
 *       ≤ S, else the defaults). A candidate is dropped where the program's {@code evidence} lacks its kind; a link also
 *       where its touch is before S − {@code click_window} of the program. An unknown code is judged by the program
 *       {@code default}.
 *   <li>Where a program says {@code bind: first}, the links of that program are put in the opposite order, oldest
 *       first, into the places that they hold together.
 *   <li>A candidate is refused with the first of these reasons that holds: {@code existing_customer} (R has an earlier
 *       signup, or an ORDER or RENEWAL earlier than S); {@code unknown_code} (no creation of the code with event time
 *       up to S + 24 h); {@code self} (the owner is R); {@code junior_advocate} (no creation of the code is earlier than
 *       S; or the owner's first signup is not earlier than S, and its event time is at most S + 24 h and at most
 *       {@code attribution.owner_wait} (400 d) after the code's creation).
 *   <li>The first that is not refused binds R, for good. A later signup of R is refused as existing_customer.
 * </ol>
 *
 * <p>Rows: one bound row, and one refused row for each distinct (evidence, code) that was refused before it (all, where
 * nothing binds), with the touch_id of the first candidate of that pair. For a code that has no creation earlier than
 * S, the advocate is the owner of the earliest creation. referral_id is {@code R/event_id of S} where bound (R has one
 * at most), else {@code R/event_id@milliseconds of S/evidence/code}. bound_time is S.
 *
 * <p>A bound referral is <em>qualified</em> by the earliest event of R after S, at most {@code qualifies.within} after
 * it, that matches {@code qualifies.on} of the program (version in force at S); a sale that is a dead letter does not. Amounts
 * are gross, and later refunds do not undo it. Defaults: an {@code order}, within 90 d.
 *
 * <h2>Conversion</h2>
 *
 * <ul>
 *   <li>One per signup event: id {@code signup/R/event_id@milliseconds}. One per order_id and user: id {@code order/R/order_id},
 *       by the earliest ORDER or RENEWAL event of that order_id, its <em>sale</em>; the others are dead letters
 *       {@code duplicate_order}.
 *   <li>An order_id is its user's: two users' orders of one order_id are two orders, and two conversions. (Orders are
 *       folded by user, as are the touches that earn them; what two producers, or two shops, call alike does not meet.)
 *   <li>A purchase event whose event time is more than {@code attribution.order_retention} (400 d) after its order's sale
 *       counts nothing and is a dead letter {@code order_expired}, be it a refund, a cancellation or a sale: an order_id
 *       is never used again. A refund, chargeback or cancellation whose order has no sale, or whose sale is more than that
 *       after it, counts nothing and is a dead letter {@code order_unknown}, until the sale arrives. So what is forgotten
 *       of an order, and when, changes nothing.
 *   <li>Net = gross − Σ refunds that stand, never below 0. A refund_id counts once, by its earliest REFUND or CHARGEBACK
 *       event of the order; it does not stand if a REFUND_CANCELLED of that order names it (whatever the order of the
 *       two). A refund of another currency than its order's counts nothing and is a dead letter
 *       {@code currency_mismatch}.
 *   <li>The user's earliest conversion of kind {@code order} has is_first.
 * </ul>
 *
 * <h2>Credit</h2>
 *
 * <ul>
 *   <li>The program is that of R's binding, else {@code default}; its version is the latest with valid_from ≤ the
 *       conversion, else the defaults. (No conversion of a bound user is earlier than the bound signup: it would have made an
 *       existing customer of them.)
 *   <li>A program's {@code window} and {@code click_window} are at most {@code attribution.longest_window} (90 d); touches are
 *       kept as long from the start. So a version with a longer window than all before it reaches back as far as it says from
 *       its valid_from on, though it came when its touches had long been folded.
 *   <li>Touches: those that belong to R with conversion − window ≤ event time ≤ conversion, without
 *       {@code exclude_channels}, in (event_time, event_id) order. No touch: one row, channel {@code (none)}, weight 1.
 *   <li>advocate_id is set where the touch carries the bound code and the program is that of the binding.
 * </ul>
 *
 * <h2>Journey</h2>
 *
 * <p>The rooms after attribution read its stream {@code journey}, by user
 * ({@link dev.milepost.schemas.event.JourneyFact}, as a {@linkplain dev.milepost.runtime.fold changelog}):
 *
 * <ul>
 *   <li>every signup and every change of attributes; every purchase that counts; a click of the user whose name an ask or a
 *       reward of a version in force at the click's time names (whether or not it is a robot's), as long as it is within the
 *       day's limit. A click moves with its link;
 *   <li>of the user's first signup, where it had a candidate for a referral: whether that is bound, and whether it is
 *       qualified. Both are told when they do not stand, too: what a later event ends is put again at that event's time.
 * </ul>
 */
package dev.milepost.attribution;
