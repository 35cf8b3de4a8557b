package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.AttributionFact.Course;
import dev.milepost.attribution.model.AttributionFact.Referred;
import dev.milepost.attribution.model.TracedClick;
import dev.milepost.attribution.model.VisitorFact.Traced;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.Trace;
import dev.milepost.schemas.event.TraceKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Tells the stream {@code traces}: by what accounts of one person may be told. Each identity has one writer: accounts tell signups
 * and purchases, visitors clicks, attribution how a referral came to be.
 */
final class Traces {

    private static final String BOUND = "referral.bound";
    private static final String REFUSED = "referral.refused";

    private Traces() {}

    /** Turns what was known of a visitor's click into what is. */
    static void replace(String anonymousId, Traced before, Traced after, Emission<?> out) {
        replace(of(anonymousId, before), of(anonymousId, after), out);
    }

    /** Turns what was known of how a referral came to be into what is. */
    static void replace(String userId, Course before, Course after, Emission<?> out) {
        replace(of(userId, before), of(userId, after), out);
    }

    /** Of one user and identity the later takes the earlier's place. */
    private static void replace(List<Trace> before, List<Trace> after, Emission<?> out) {
        Map<List<String>, Trace> left = new LinkedHashMap<>();
        before.forEach(trace -> left.put(key(trace), trace));
        for (Trace trace : after) {
            if (!trace.equals(left.remove(key(trace)))) {
                out.collect(Sides.TRACES, Change.put(trace));
            }
        }
        left.values().forEach(trace -> out.collect(Sides.TRACES, Change.remove(trace)));
    }

    private static List<String> key(Trace trace) {
        return List.of(trace.getUserId(), trace.getIdentity());
    }

    private static List<Trace> of(String userId, Course course) {
        return course == null
                ? List.of()
                : course.states().stream().map(state -> of(userId, state)).toList();
    }

    private static Trace of(String userId, Referred state) {
        Trace trace = trace(
                userId,
                state.name() + "/" + state.referralId(),
                kind(state),
                state.causeEventId(),
                state.knownMillis());
        trace.setEventTime(Instant.ofEpochMilli(state.timeMillis()));
        trace.setReferralId(state.referralId());
        if (state.binding() != null) {
            trace.setAdvocateId(state.binding().advocate());
            trace.setProgramId(state.binding().program());
            trace.setReferralCode(state.binding().code());
        }
        return trace;
    }

    private static TraceKind kind(Referred state) {
        if (state.name().equals(BOUND)) {
            return TraceKind.BOUND;
        }
        return state.name().equals(REFUSED) ? TraceKind.REFUSED : TraceKind.QUALIFIED;
    }

    /** Of a signup or a purchase; null of any other event. */
    static Trace of(Event event) {
        SpecificRecord payload = event.payload();
        if (payload instanceof Signup signup) {
            Trace trace = trace(event.key(), "signup", TraceKind.SIGNUP, event.eventId(), event.eventTimeMillis());
            trace.setDevice(hash(signup.getDeviceHash()));
            trace.setIp(hash(signup.getIpHash()));
            trace.setIpPrefix(hash(signup.getIpPrefixHash()));
            trace.setPayment(hash(signup.getPaymentHash()));
            trace.setEmail(hash(signup.getEmailHash()));
            trace.setEmailDomain(Texts.present(signup.getEmailDomain()));
            trace.setEmailMinhash(signup.getEmailMinhash());
            trace.setReferralCode(Texts.present(signup.getReferralCode()));
            trace.setCountry(signup.getCountry());
            trace.setSegment(signup.getSegment());
            return trace;
        } else if (payload instanceof Purchase purchase) {
            Trace trace = trace(event.key(), "purchase", TraceKind.PURCHASE, event.eventId(), event.eventTimeMillis());
            trace.setDevice(hash(purchase.getDeviceHash()));
            trace.setIp(hash(purchase.getIpHash()));
            trace.setPayment(hash(purchase.getPaymentHash()));
            return trace;
        }
        return null;
    }

    private static List<Trace> of(String anonymousId, Traced traced) {
        if (traced == null || traced.ownerId() == null) {
            return List.of();
        }
        TracedClick click = traced.click();
        Trace trace = trace(
                traced.ownerId(),
                "click/" + anonymousId,
                click.referral() ? TraceKind.REFERRAL_CLICK : TraceKind.ACTIVITY,
                click.eventId(),
                click.timeMillis());
        trace.setKnownTime(Instant.ofEpochMilli(traced.knownMillis()));
        trace.setDevice(click.device());
        trace.setReferralCode(Texts.present(click.referralCode()));
        return List.of(trace);
    }

    /** An id may be used again for another event, long after. */
    private static Trace trace(String userId, String source, TraceKind kind, String eventId, long timeMillis) {
        Trace trace = new Trace();
        trace.setUserId(userId);
        trace.setIdentity(source + "/" + eventId + "@" + timeMillis);
        trace.setKind(kind);
        trace.setKnownTime(Instant.ofEpochMilli(timeMillis));
        trace.setEventTime(Instant.ofEpochMilli(timeMillis));
        trace.setEventId(eventId);
        return trace;
    }

    /** The first half of MurmurHash3 x64-128 (Appleby, seed 0) of the text's UTF-8; null of an absent one. */
    static Long hash(String text) {
        return Texts.present(text) == null
                ? null
                : (Long) MurmurHash3.hash128x64(text.getBytes(StandardCharsets.UTF_8))[0];
    }
}
