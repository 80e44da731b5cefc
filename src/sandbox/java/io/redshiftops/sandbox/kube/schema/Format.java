package io.redshiftops.sandbox.kube.schema;

import com.google.re2j.Pattern;
import io.redshiftops.sandbox.kube.validation.NameFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The string formats that schemas of custom resources may name; others are ignored.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation">The
 *     supported formats</a>
 */
final class Format {

    private static final Pattern TIME =
            Pattern.compile("^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$");
    private static final Pattern GO_DURATION =
            Pattern.compile("^[-+]?(0|(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$");
    private static final Pattern WORDED_DURATION = Pattern.compile(
            "^\\s*([0-9]+\\s*(ns|nano[a-z]*|us|µs|micro[a-z]*|ms|milli[a-z]*|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?"
                    + "|d|days?|w|wks?|weeks?)\\s*)+$");
    private static final Pattern HOSTNAME = Pattern.compile(
            "^([\\pL\\pS0-9]([-\\pL\\pS0-9]{0,61}[\\pL\\pS0-9])?)(\\.[\\pL\\pS0-9]([-\\pL\\pS0-9]{0,61}[\\pL\\pS0-9])?)*$");
    private static final Pattern EMAIL =
            Pattern.compile("^[^\\s@<>]+@[^\\s@<>.]+(\\.[^\\s@<>.]+)*$|^[^<>]*<[^\\s@<>]+@[^\\s@<>]+>$");
    private static final Pattern URI =
            Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*:(//[^\\s/?#]*)?|/)([^\\s%]|%[0-9a-fA-F]{2})*$");
    private static final Pattern BASE64 =
            Pattern.compile("^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$");
    private static final Pattern MAC = Pattern.compile(
            "^([0-9a-fA-F]{2}[:-]){5}([0-9a-fA-F]{2})$|^([0-9a-fA-F]{2}[:-]){7}([0-9a-fA-F]{2})$|^([0-9a-fA-F]{4}\\.){2,3}[0-9a-fA-F]{4}$");
    private static final Pattern CREDIT_CARD = Pattern.compile(
            "^(4[0-9]{12}([0-9]{3})?|5[1-5][0-9]{14}|6(011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(0[0-5]|[68][0-9])[0-9]{11}|(2131|1800|35[0-9]{3})[0-9]{11})$");

    private static final Map<String, Predicate<String>> FORMATS = Map.ofEntries(
            Map.entry("bsonobjectid", matching("^[0-9a-fA-F]{24}$")),
            Map.entry("uri", text -> URI.matches(text)),
            Map.entry("email", text -> EMAIL.matches(text)),
            Map.entry("hostname", text -> text.length() <= 255 && HOSTNAME.matches(text)),
            Map.entry("ipv4", IpText::isV4),
            Map.entry("ipv6", text -> IpText.isIp(text) && text.contains(":")),
            Map.entry("cidr", IpText::isCidr),
            Map.entry("mac", text -> MAC.matches(text)),
            Map.entry("uuid", uuid("[0-9a-f]{4}", "[0-9a-f]{4}")),
            Map.entry("uuid3", uuid("3[0-9a-f]{3}", "[0-9a-f]{4}")),
            Map.entry("uuid4", uuid("4[0-9a-f]{3}", "[89ab][0-9a-f]{3}")),
            Map.entry("uuid5", uuid("5[0-9a-f]{3}", "[89ab][0-9a-f]{3}")),
            Map.entry("isbn", text -> isIsbn10(text) || isIsbn13(text)),
            Map.entry("isbn10", Format::isIsbn10),
            Map.entry("isbn13", Format::isIsbn13),
            Map.entry("creditcard", Format::isCreditCard),
            Map.entry("ssn", matching("^\\d{3}[- ]?\\d{2}[- ]?\\d{4}$")),
            Map.entry("hexcolor", matching("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")),
            Map.entry(
                    "rgbcolor",
                    matching(
                            "^rgb\\((\\s*(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*,){2}\\s*(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*\\)$")),
            Map.entry("byte", text -> BASE64.matches(text)),
            Map.entry("password", text -> true),
            Map.entry("date", Format::isDate),
            Map.entry("duration", text -> GO_DURATION.matches(text) || WORDED_DURATION.matches(text)),
            Map.entry("datetime", Format::isDateTime),
            Map.entry("date-time", Format::isDateTime),
            Map.entry("k8s-short-name", NameFormat.DNS_LABEL::matches),
            Map.entry("k8s-long-name", NameFormat.DNS_SUBDOMAIN::matches));

    private Format() {}

    static Set<String> names() {
        return FORMATS.keySet();
    }

    /** Whether a text has a format; true for formats that are not known. */
    static boolean matches(String format, String text) {
        Predicate<String> test = FORMATS.get(format);
        return test == null || test.test(text);
    }

    private static Predicate<String> matching(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return text -> compiled.matches(text);
    }

    private static Predicate<String> uuid(String third, String fourth) {
        return matching("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?" + third + "-?" + fourth + "-?[0-9a-f]{12}$");
    }

    private static boolean isDate(String text) {
        if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            return false;
        }
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException noDate) {
            // Such as the 30th of February.
            return false;
        }
    }

    private static boolean isDateTime(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        int t = lower.indexOf('t');
        if (t < 0 || !isDate(lower.substring(0, t))) {
            return false;
        }
        String time = lower.substring(t + 1);
        return TIME.matches(time)
                && time.substring(0, 2).compareTo("23") <= 0
                && time.substring(3, 5).compareTo("59") <= 0
                && time.substring(6, 8).compareTo("59") <= 0;
    }

    private static boolean isIsbn10(String text) {
        String digits = text.replaceAll("[\\s-]+", "");
        if (!digits.matches("[0-9]{9}[0-9X]")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            int digit = digits.charAt(i) == 'X' ? 10 : digits.charAt(i) - '0';
            sum += (i + 1) * digit;
        }
        return sum % 11 == 0;
    }

    private static boolean isIsbn13(String text) {
        String digits = text.replaceAll("[\\s-]+", "");
        if (!digits.matches("[0-9]{13}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 13; i++) {
            sum += (i % 2 == 0 ? 1 : 3) * (digits.charAt(i) - '0');
        }
        return sum % 10 == 0;
    }

    private static boolean isCreditCard(String text) {
        String digits = text.replaceAll("[^0-9]+", "");
        if (!CREDIT_CARD.matches(digits)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int value = i % 2 == 0 ? digit : 2 * digit;
            sum += value > 9 ? value - 9 : value;
        }
        return sum % 10 == 0;
    }
}
