package io.redshiftops.sandbox.aws.secrets;

import io.redshiftops.sandbox.aws.core.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes passwords of wanted characters.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html">GetRandomPassword</a>
 */
public final class RandomPassword {

    public static final String LOWER_CASE = "abcdefghijklmnopqrstuvwxyz";
    public static final String UPPER_CASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    public static final String DIGITS = "0123456789";
    public static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private RandomPassword() {}

    /**
     * A password.
     *
     * @param alphabets the kinds of characters
     * @param excluded characters that must not be in it
     * @param eachAlphabet whether there must be a character of each kind
     */
    public static String of(int length, List<String> alphabets, String excluded, boolean eachAlphabet) {
        List<String> allowed = new ArrayList<>();
        for (String alphabet : alphabets) {
            String left = alphabet.chars()
                    .filter(c -> excluded.indexOf(c) < 0)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            if (!left.isEmpty()) {
                allowed.add(left);
            }
        }
        if (allowed.isEmpty() || (eachAlphabet && allowed.size() > length)) {
            throw SecretsError.invalidParameter("No password of " + length + " characters can be made of these kinds");
        }
        String all = String.join("", allowed);
        while (true) {
            String password = Identifiers.random(all, length);
            boolean complete =
                    allowed.stream().allMatch(kind -> password.chars().anyMatch(c -> kind.indexOf(c) >= 0));
            if (complete || !eachAlphabet) {
                return password;
            }
        }
    }
}
