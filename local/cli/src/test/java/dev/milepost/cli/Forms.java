package dev.milepost.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** The forms in which a text may have been written down. Case is no matter here: {@link Needles} looks for either. */
final class Forms {

    private Forms() {}

    /** The text itself, and in hexadecimal. */
    static Set<String> plain(String text) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(text);
        forms.add(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
        return forms;
    }

    /** These, as addresses and JSON have it, in Base64 whatever stands around it, and in UTF-16. */
    static Set<String> all(String text) {
        Set<String> forms = plain(text);
        forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.add(text.replace("@", "\\u0040").replace(":", "\\u003a"));
        forms.add(String.join("\0", text.split("")));
        for (int before = 0; before < 3; before++) {
            String whole = Base64.getEncoder()
                    .encodeToString((" ".repeat(before) + text + "   ").getBytes(StandardCharsets.UTF_8));
            int whole4 = 4 * ((before + text.length()) / 3);
            String inner = whole.substring(before == 0 ? 0 : 4, whole4);
            forms.add(inner);
            forms.add(inner.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }
}
