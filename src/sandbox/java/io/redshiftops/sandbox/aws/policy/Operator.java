package io.redshiftops.sandbox.aws.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The condition operators of IAM's policy language.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 *     Condition operators</a>
 */
enum Operator {
    STRING_EQUALS("StringEquals", Operator::sameText),
    STRING_NOT_EQUALS("StringNotEquals", Operator::sameText, true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Operator::sameTextIgnoringCase),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Operator::sameTextIgnoringCase, true),
    STRING_LIKE("StringLike", Glob::matches),
    STRING_NOT_LIKE("StringNotLike", Glob::matches, true),
    NUMERIC_EQUALS("NumericEquals", (wanted, found) -> numbers(wanted, found) == 0),
    NUMERIC_NOT_EQUALS("NumericNotEquals", (wanted, found) -> numbers(wanted, found) == 0, true),
    NUMERIC_LESS_THAN("NumericLessThan", (wanted, found) -> numbers(wanted, found) < 0),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", (wanted, found) -> numbers(wanted, found) <= 0),
    NUMERIC_GREATER_THAN("NumericGreaterThan", (wanted, found) -> numbers(wanted, found) > 0),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", (wanted, found) -> numbers(wanted, found) >= 0),
    DATE_EQUALS("DateEquals", (wanted, found) -> dates(wanted, found) == 0),
    DATE_NOT_EQUALS("DateNotEquals", (wanted, found) -> dates(wanted, found) == 0, true),
    DATE_LESS_THAN("DateLessThan", (wanted, found) -> dates(wanted, found) < 0),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", (wanted, found) -> dates(wanted, found) <= 0),
    DATE_GREATER_THAN("DateGreaterThan", (wanted, found) -> dates(wanted, found) > 0),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", (wanted, found) -> dates(wanted, found) >= 0),
    BOOL("Bool", Operator::sameTextIgnoringCase),
    BINARY_EQUALS("BinaryEquals", Operator::sameText),
    // The two are the same by AWS's own words.
    ARN_EQUALS("ArnEquals", ArnPattern::matches),
    ARN_LIKE("ArnLike", ArnPattern::matches),
    ARN_NOT_EQUALS("ArnNotEquals", ArnPattern::matches, true),
    ARN_NOT_LIKE("ArnNotLike", ArnPattern::matches, true),
    // No request here comes from an address that says anything: that they exist is known, what they say is not.
    IP_ADDRESS("IpAddress", Operator::address),
    NOT_IP_ADDRESS("NotIpAddress", Operator::address, true),
    /** Asks for presence, not for a value; {@link Condition} answers it. */
    NULL("Null", Operator::sameTextIgnoringCase);

    private static final Map<String, Operator> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operator::wireName, Function.identity()));

    /** Compares the value that a policy wants with one found in a request. */
    @FunctionalInterface
    private interface Comparison {
        boolean fits(Glob wanted, String found);
    }

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker") // The lambdas above capture nothing.
    private final Comparison comparison;

    private final boolean negated;

    Operator(String wireName, Comparison comparison) {
        this(wireName, comparison, false);
    }

    Operator(String wireName, Comparison comparison, boolean negated) {
        this.wireName = wireName;
        this.comparison = comparison;
        this.negated = negated;
    }

    static Optional<Operator> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    String wireName() {
        return wireName;
    }

    /** Whether the operator wants that no value fits, and is content with an absent key. */
    boolean isNegated() {
        return negated;
    }

    /** Whether the value fits, before negation. */
    boolean fits(Glob wanted, String found) {
        return comparison.fits(wanted, found);
    }

    private static boolean sameText(Glob wanted, String found) {
        return wanted.text().equals(found);
    }

    private static boolean sameTextIgnoringCase(Glob wanted, String found) {
        return wanted.text().equalsIgnoreCase(found);
    }

    /** The sign of the found number less the wanted one; not comparable values fit no operator. */
    private static double numbers(Glob wanted, String found) {
        try {
            return new BigDecimal(found).compareTo(new BigDecimal(wanted.text()));
        } catch (NumberFormatException notComparable) {
            return Double.NaN;
        }
    }

    /** The sign of the found time less the wanted one; not comparable values fit no operator. */
    private static double dates(Glob wanted, String found) {
        try {
            return date(found).compareTo(date(wanted.text()));
        } catch (DateTimeException notComparable) {
            return Double.NaN;
        }
    }

    /** ISO 8601 with or without a time of day, or seconds since 1970. */
    private static Instant date(String text) {
        if (!text.isEmpty() && text.chars().allMatch(Character::isDigit) && text.length() > 4) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        return text.toUpperCase(Locale.ROOT).indexOf('T') < 0
                ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(text).toInstant();
    }

    private static boolean address(Glob wanted, String found) {
        throw new NotEmulatedException("The condition operators IpAddress and NotIpAddress are not emulated by this"
                + " sandbox (" + wanted + " against " + found + ").");
    }
}
