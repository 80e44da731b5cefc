package io.redshiftops.sandbox.redshift.copy;

import io.redshiftops.sandbox.redshift.copy.CopyOptions.Flag;
import io.redshiftops.sandbox.redshift.copy.CopyOptions.Text;
import io.redshiftops.sandbox.redshift.copy.CopyTokens.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a COPY: options stand in any order, each at most once.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_COPY-parameters.html">COPY parameter reference</a>
 */
final class CopyParser {

    private static final int MOST_ERRORS = 100_000;
    private static final Pattern URI = Pattern.compile("s3://([^/]+)/?(.*)", Pattern.DOTALL);
    private static final Pattern ROLE = Pattern.compile("\\s*aws_iam_role\\s*=\\s*(\\S+?)\\s*;?\\s*");
    private static final Pattern OCTAL = Pattern.compile("\\\\[0-3]?[0-7]{1,2}");

    /** Formats, compressions and other words that Redshift knows and the sandbox does not. */
    private static final Set<String> NOT_EMULATED = Set.of(
            "avro",
            "json",
            "parquet",
            "orc",
            "shapefile",
            "fixedwidth",
            "bzip2",
            "lzop",
            "zstd",
            "ssh",
            "readratio",
            "encrypted",
            "master_symmetric_key");

    private static final Set<String> KEY_CREDENTIALS = Set.of("access_key_id", "secret_access_key", "session_token");

    private final CopyTokens tokens;
    private final boolean caseSensitive;
    private final Set<String> seen = new HashSet<>();
    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    private final Map<Text, String> values = new EnumMap<>(Text.class);
    private @Nullable String role;
    private @Nullable String region;
    private @Nullable String delimiter;
    private @Nullable String quote;
    private int ignoreHeader;
    private int maxErrors;

    CopyParser(String text, boolean caseSensitive) {
        this.tokens = new CopyTokens(text);
        this.caseSensitive = caseSensitive;
    }

    CopyStatement statement() {
        tokens.expect("copy");
        String schema = null;
        String table = tokens.name(caseSensitive);
        if (tokens.acceptSymbol(".")) {
            schema = table;
            table = tokens.name(caseSensitive);
        }
        List<String> columns = columns();
        tokens.expect("from");
        String uri = tokens.string();
        Matcher source = source(uri);
        while (tokens.peek().kind() != Kind.END && !tokens.acceptSymbol(";")) {
            option();
        }
        if (tokens.peek().kind() != Kind.END) {
            throw tokens.unexpected();
        }
        if (role == null) {
            throw CopyFailure.refused("CREDENTIALS argument is required but was not given");
        }
        refuseConflicts();
        return new CopyStatement(
                schema,
                table,
                columns,
                uri,
                source.group(1),
                source.group(2),
                role,
                region,
                flags.contains(Flag.MANIFEST),
                options());
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>();
        if (tokens.acceptSymbol("(")) {
            do {
                String column = tokens.name(caseSensitive);
                if (columns.contains(column)) {
                    throw CopyFailure.syntax("column \"" + column + "\" specified more than once");
                }
                columns.add(column);
            } while (tokens.acceptSymbol(","));
            if (!tokens.acceptSymbol(")")) {
                throw tokens.unexpected();
            }
        }
        return columns;
    }

    private static Matcher source(String uri) {
        if (uri.startsWith("emr://") || uri.startsWith("dynamodb://")) {
            throw CopyFailure.notEmulated("COPY FROM '" + uri.substring(0, uri.indexOf("//") + 2) + "...'");
        }
        Matcher source = URI.matcher(uri);
        if (!source.matches()) {
            throw CopyFailure.refused("The data source \"" + uri + "\" is not an S3 path: it must begin with s3://");
        }
        return source;
    }

    private void option() {
        if (tokens.accept("with") || tokens.accept("as")) {
            return;
        }
        if (tokens.peek().kind() != Kind.WORD) {
            throw tokens.unexpected();
        }
        String word = tokens.peek().text().toLowerCase(Locale.ROOT);
        if (NOT_EMULATED.contains(word)) {
            throw CopyFailure.notEmulated("COPY with " + word.toUpperCase(Locale.ROOT));
        }
        if (KEY_CREDENTIALS.contains(word)) {
            throw CopyFailure.notEmulated("COPY with access keys instead of an IAM role");
        }
        if (!seen.add(once(word))) {
            throw CopyFailure.syntax("conflicting or redundant options: " + word.toUpperCase(Locale.ROOT));
        }
        Flag flag = flag(word);
        if (flag == null) {
            argument(word);
            return;
        }
        tokens.next();
        flags.add(flag);
        if (flag == Flag.ACCEPTINVCHARS) {
            tokens.accept("as");
            values.put(Text.ACCEPTINVCHARS, tokens.peek().kind() == Kind.STRING ? replacement(tokens.string()) : "?");
        } else if (flag == Flag.CSV) {
            csvQuote();
        }
    }

    /** Different words for one option. */
    private static String once(String word) {
        return switch (word) {
            case "credentials" -> "iam_role";
            case "format" -> "csv";
            default -> word;
        };
    }

    private static @Nullable Flag flag(String word) {
        for (Flag flag : Flag.values()) {
            if (flag.name().equalsIgnoreCase(word)) {
                return flag;
            }
        }
        return null;
    }

    private void argument(String word) {
        tokens.next();
        if (!word.equals("format")) {
            tokens.accept("as");
        }
        switch (word) {
            case "iam_role" -> role = iamRole();
            case "credentials" -> role = credentials(tokens.string());
            case "region" -> region = tokens.string();
            case "format" -> format();
            case "delimiter" -> delimiter = tokens.string();
            case "quote" -> quote = tokens.string();
            case "null" -> {
                tokens.accept("as");
                values.put(Text.NULL, tokens.string());
            }
            case "dateformat" -> values.put(Text.DATEFORMAT, tokens.string());
            case "timeformat" -> values.put(Text.TIMEFORMAT, tokens.string());
            case "encoding" -> encoding();
            case "ignoreheader" -> ignoreHeader = tokens.integer("IGNOREHEADER", 0, Integer.MAX_VALUE);
            case "maxerror" -> maxErrors = tokens.integer("MAXERROR", 0, MOST_ERRORS);
            case "comprows" -> tokens.integer("COMPROWS", 1000, Integer.MAX_VALUE);
            case "compupdate" -> onOff(true);
            case "statupdate" -> onOff(false);
            default -> throw CopyFailure.syntax("syntax error at or near \"" + word + "\"");
        }
    }

    private String iamRole() {
        if (tokens.accept("default")) {
            return CopySource.DEFAULT_ROLE;
        }
        return tokens.string();
    }

    private static String credentials(String text) {
        Matcher named = ROLE.matcher(text);
        if (named.matches()) {
            return named.group(1);
        }
        if (text.contains("aws_access_key_id")) {
            throw CopyFailure.notEmulated("COPY with access keys instead of an IAM role");
        }
        throw CopyFailure.refused(
                "Invalid credentials. Must be of the format: credentials 'aws_iam_role=...' or 'aws_access_key_id=...;aws_secret_access_key=...[;token=...]'");
    }

    private void format() {
        tokens.accept("as");
        CopyTokens.Token format = tokens.peek();
        if (format.kind() == Kind.WORD && NOT_EMULATED.contains(format.text().toLowerCase(Locale.ROOT))) {
            throw CopyFailure.notEmulated("COPY with " + format.text().toUpperCase(Locale.ROOT));
        }
        tokens.expect("csv");
        flags.add(Flag.CSV);
        csvQuote();
    }

    private void csvQuote() {
        if (tokens.peek().is("quote") && seen.add("quote")) {
            tokens.next();
            tokens.accept("as");
            quote = tokens.string();
        }
    }

    private void encoding() {
        String word = tokens.peek().kind() == Kind.STRING
                ? tokens.string()
                : tokens.next().text();
        String name = word.toUpperCase(Locale.ROOT);
        if (Set.of("UTF16", "UTF16LE", "UTF16BE", "ISO88591").contains(name)) {
            throw CopyFailure.notEmulated("COPY with ENCODING " + name);
        }
        if (!name.equals("UTF8")) {
            throw CopyFailure.syntax("Invalid encoding \"" + word + "\"");
        }
    }

    private void onOff(boolean preset) {
        boolean known = tokens.accept("on")
                || tokens.accept("off")
                || tokens.accept("true")
                || tokens.accept("false")
                || (preset && tokens.accept("preset"));
        if (!known && tokens.peek().kind() != Kind.END && tokens.peek().kind() != Kind.WORD) {
            throw tokens.unexpected();
        }
    }

    private void refuseConflicts() {
        if (flags.contains(Flag.CSV)) {
            refuse(flags.contains(Flag.ESCAPE), "CSV is not compatible with ESCAPE");
            refuse(flags.contains(Flag.REMOVEQUOTES), "CSV is not compatible with REMOVEQUOTES");
        }
        refuse(quote != null && !flags.contains(Flag.CSV), "QUOTE can only be used with CSV");
        refuse(
                flags.contains(Flag.IGNOREALLERRORS) && seen.contains("maxerror"),
                "IGNOREALLERRORS is not compatible with MAXERROR");
        String nullText = values.get(Text.NULL);
        refuse(
                nullText != null && (nullText.equals("\\n") || nullText.contains("\n")),
                "NULL argument cannot be a newline character");
    }

    private static void refuse(boolean conflict, String message) {
        if (conflict) {
            throw CopyFailure.refused(message);
        }
    }

    private CopyOptions options() {
        boolean csv = flags.contains(Flag.CSV);
        byte field = delimiter == null ? (byte) (csv ? ',' : '|') : character("DELIMITER", delimiter);
        byte around = quote == null ? (byte) '"' : character("QUOTE", quote);
        refuse(csv && field == around, "DELIMITER and QUOTE cannot be the same character");
        values.putIfAbsent(Text.NULL, "\\N");
        return new CopyOptions(flags, field, around, ignoreHeader, maxErrors, values);
    }

    /** One ASCII character, itself or as an escape. */
    private static byte character(String option, String text) {
        String value = text;
        if (OCTAL.matcher(text).matches()) {
            value = String.valueOf((char) Integer.parseInt(text.substring(1), 8));
        } else if (text.equals("\\t")) {
            value = "\t";
        } else if (text.equals("\\\\")) {
            value = "\\";
        }
        if (value.length() != 1 || value.charAt(0) > 0x7f) {
            throw CopyFailure.refused(option + " must be a single one-byte character");
        }
        refuse(
                value.equals("\n") || value.equals("\r") || value.equals("\0"),
                option + " cannot be a newline, carriage return or NUL");
        return (byte) value.charAt(0);
    }

    private static String replacement(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length != 1) {
            throw CopyFailure.refused("ACCEPTINVCHARS replacement must be a single one-byte character");
        }
        refuse(text.equals("\0"), "ACCEPTINVCHARS replacement cannot be NUL");
        return text;
    }
}
