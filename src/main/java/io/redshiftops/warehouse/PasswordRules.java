package io.redshiftops.warehouse;

import io.redshiftops.aws.Password;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What Redshift asks of an admin password.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html">MasterUserPassword</a>
 */
final class PasswordRules {

    private static final String FORBIDDEN = "'\"\\/@ ";

    private PasswordRules() {}

    /** What is wrong with a password, without showing any of it; empty if nothing is. */
    static Optional<String> violation(Password password) {
        String value = password.value();
        if (value.length() < 8 || value.length() > 64) {
            return Optional.of("has %d characters where Redshift wants 8 to 64".formatted(value.length()));
        }
        if (!has(value, Character::isUpperCase)
                || !has(value, Character::isLowerCase)
                || !has(value, Character::isDigit)) {
            return Optional.of("lacks an upper case letter, a lower case letter or a digit");
        }
        if (has(value, character -> character < '!' || character > '~' || FORBIDDEN.indexOf(character) >= 0)) {
            return Optional.of(
                    "holds a character that Redshift refuses (blank, quotation marks, slash, backslash, @, or none of ASCII)");
        }
        return Optional.empty();
    }

    private static boolean has(String value, IntPredicate kind) {
        return value.chars().anyMatch(kind);
    }
}
