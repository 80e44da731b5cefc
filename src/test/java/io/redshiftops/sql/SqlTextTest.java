package io.redshiftops.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

    /** Characters that end, escape or comment something in SQL, and some that do not. */
    private static final String HOSTILE = "'\"\\;-/*$ \n\tä€😀aA0_.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"orders | \"orders\"", "Order | \"Order\"", "a\"b | \"a\"\"b\"", "a'b | \"a'b\"", "é | \"é\""})
    void namesAreQuoted(String name, String text) {
        assertThat(SqlText.name(name)).isEqualTo(text);
    }

    @Test
    void aNameInASchemaIsQuotedInBothParts() {
        assertThat(SqlText.name("a\".b", "c")).isEqualTo("\"a\"\".b\".\"c\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 128, 500})
    void namesThatRedshiftDoesNotTakeAreRefused(int length) {
        assertThatThrownBy(() -> SqlText.name("x".repeat(length)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(length + " bytes");
    }

    @Test
    void theLengthOfANameIsCountedInBytes() {
        assertThat(SqlText.name("é".repeat(63))).hasSize(65);
        assertThatThrownBy(() -> SqlText.name("é".repeat(64))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMissingValueIsNull() {
        assertThat(SqlText.literal((String) null)).isEqualTo("NULL");
        assertThat(SqlText.literal((Long) null)).isEqualTo("NULL");
        assertThat(SqlText.literal(-3L)).isEqualTo("-3");
    }

    @Test
    void noTextEndsItsLiteralOrName() {
        for (int seed = 0; seed < 20_000; seed++) {
            String text = hostile(new Random(seed));
            if (text.indexOf('\\') < 0) {
                assertThat(afterLiteral(SqlText.literal(text), '\'', false))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(text);
                assertThat(afterLiteral(SqlText.literal(text), '\'', true))
                        .as("seed %d, backslashes escape: %s", seed, text)
                        .isEqualTo(text);
            } else {
                assertThatThrownBy(() -> SqlText.literal(text)).isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(afterLiteral(SqlText.name(text), '"', false))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(text);
        }
    }

    private static String hostile(Random random) {
        return random.ints(1 + random.nextInt(12), 0, HOSTILE.codePointCount(0, HOSTILE.length()))
                .mapToObj(i -> Character.toString(HOSTILE.codePointAt(HOSTILE.offsetByCodePoints(0, i))))
                .collect(Collectors.joining());
    }

    /** Reads what a database would: the value of a quoted text that ends where the text ends, and not before. */
    private static String afterLiteral(String text, char quote, boolean backslashEscapes) {
        assertThat(text).startsWith(Character.toString(quote));
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\' && backslashEscapes) {
                value.append(text.charAt(++i));
            } else if (character != quote) {
                value.append(character);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                value.append(quote);
                i++;
            } else {
                assertThat(i).as("where %s ends", text).isEqualTo(text.length() - 1);
                return value.toString();
            }
        }
        throw new AssertionError(text + " is not closed");
    }
}
