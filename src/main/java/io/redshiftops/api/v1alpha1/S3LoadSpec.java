package io.redshiftops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.Staging;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which tables shall hold which objects, and how they get there. Every edit is reconciled. */
@ValidationRule(
        value =
                "(has(self.source) && has(self.source.uri)) || self.tables.all(t, has(t.source) && (has(t.source.uri) || has(t.source.objects) || has(t.source.manifest)))",
        fieldPath = ".tables",
        message =
                "every table needs a source: give it source.uri, source.objects or source.manifest, or give spec.source.uri for all")
@ValidationRule(
        value = "has(self.format) || self.tables.all(t, has(t.format))",
        fieldPath = ".tables",
        message = "every table needs a format: give it one, or give spec.format for all, such as csv: {}")
public record S3LoadSpec(
        @Required @JsonPropertyDescription("The warehouse to load into; waited for until it is Ready.")
        LocalRef warehouseRef,

        @Nullable
        @Size(max = 127)
        @Pattern(Api.IDENTIFIER)
        @JsonPropertyDescription("Database. Default: the warehouse's.")
        String database,

        @Nullable @JsonPropertyDescription("The database user to load as. Default: the warehouse's admin user.")
        RunAs runAs,

        @Nullable
        @Size(max = 50)
        @JsonPropertyDescription("Statements that run once each, before the first COPY, in this order.")
        List<Setup> setup,

        @Nullable @JsonPropertyDescription("Where the data is, for tables that do not say otherwise.")
        DefaultSource source,

        @Nullable @JsonPropertyDescription("How the objects are written, for tables that do not say otherwise.")
        Format format,

        @Nullable @JsonPropertyDescription("Where manifests may be put. Default: the warehouse's staging prefix.")
        Staging staging,

        @Nullable
        @Size(max = 600)
        @Pattern(Api.ROLE_ARN)
        @JsonPropertyDescription(
                "ARN of the role to read S3 with, attached to the cluster. Default: the warehouse's role.")
        String role,

        @Required @Size(min = 1, max = 50) @JsonPropertyDescription("The tables to load, by name of the entry.")
        List<Table> tables,

        @Default("false")
        @JsonPropertyDescription("Whether the load holds the warehouse for itself, so that its time means something.")
        Boolean exclusive,

        @Default("1") @Min(1) @Max(8) @JsonPropertyDescription("How many tables are loaded at the same time.")
        Integer parallelism,

        @Default("6h")
        @Size(min = 2, max = 24)
        @Pattern(Api.DURATION)
        @JsonPropertyDescription("How long one attempt for one table may take, such as 90m.")
        String timeout,

        @Default("3")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
                "After how many failures that only a user can mend the load is Stalled. Transient failures are retried for ever.")
        Integer maxAttempts,

        @Default("false") @JsonPropertyDescription("Stops the load: what runs is rolled back, what is loaded stays.")
        Boolean suspend,

        @Default("false")
        @JsonPropertyDescription(
                "Whether setup may hold DROP and DELETE though the ledger holds rows for a target of this load.")
        Boolean allowDestructiveSetup) {

    /** A database user. */
    public record RunAs(
            @Required @JsonPropertyDescription("A Secret with the keys username and password.")
            LocalRef secretRef) {}

    /** A statement that runs once. */
    public record Setup(
            @Required
            @Size(min = 1, max = 63)
            @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
            @JsonPropertyDescription("Name of the step.")
            String name,

            @Required
            @Size(min = 1, max = 16384)
            @JsonPropertyDescription("One statement, such as CREATE TABLE. A changed text runs again.")
            String sql) {}

    /** Where the data is. */
    public record DefaultSource(
            @Nullable
            @Size(max = 1024)
            @Pattern(Api.S3_URI)
            @JsonPropertyDescription("A prefix: every object whose URI begins with it, siblings included.")
            String uri,

            @Nullable
            @Size(max = 32)
            @Pattern(Api.REGION)
            @JsonPropertyDescription("Region of the bucket. Default: the warehouse's.")
            String region) {}

    /** Where a table's data is. */
    @ValidationRule(
            value = "[has(self.uri), has(self.objects), has(self.manifest)].filter(x, x).size() <= 1",
            message = "write at most one of uri, objects and manifest")
    public record Source(
            @Nullable
            @Size(max = 1024)
            @Pattern(Api.S3_URI)
            @JsonPropertyDescription("A prefix: every object whose URI begins with it, siblings included.")
            String uri,

            @Nullable @Size(min = 1, max = 1000) @JsonPropertyDescription("URIs of the objects.")
            List<@Size(max = 1024) @Pattern(Api.S3_URI) String> objects,

            @Nullable
            @Size(max = 1024)
            @Pattern(Api.S3_URI)
            @JsonPropertyDescription("URI of a COPY manifest that lists the objects.")
            String manifest,

            @Nullable
            @Size(max = 32)
            @Pattern(Api.REGION)
            @JsonPropertyDescription("Region of the bucket. Default: spec.source.region, then the warehouse's.")
            String region) {}

    /** How the objects are written. */
    @ValidationRule(
            value = "has(self.csv) != has(self.delimited)",
            message = "write exactly one of csv: {...} and delimited: {...}")
    public record Format(
            @Nullable @JsonPropertyDescription("Values between commas, quoted where needed, as in RFC 4180.")
            Csv csv,

            @Nullable @JsonPropertyDescription("Values between delimiters.")
            Delimited delimited) {}

    /** COPY's CSV. */
    @ValidationRule(
            value = "self.delimiter != self.quote",
            fieldPath = ".delimiter",
            message = "delimiter and quote must differ, such as ',' and '\"'")
    public record Csv(
            @Default("','")
            @Size(min = 1, max = 1)
            @Pattern(Api.DELIMITER)
            @JsonPropertyDescription("One ASCII character between values.")
            String delimiter,

            @Default("'\"'")
            @Size(min = 1, max = 1)
            @Pattern(Api.DELIMITER)
            @JsonPropertyDescription("The quotation mark: one ASCII character.")
            String quote,

            @Default("None") @JsonPropertyDescription("How the objects are compressed.")
            Compression compression,

            @Default("0") @Min(0) @Max(1000000) @JsonPropertyDescription("Lines at the top of each object to skip.")
            Integer ignoreHeader,

            @Default("0")
            @Min(0)
            @Max(100000)
            @JsonPropertyDescription("COPY fails when this many rows are rejected; 0 and 1 stop at the first.")
            Integer maxErrors,

            @Nullable
            @Size(max = 64)
            @Pattern(Api.NULL_TEXT)
            @JsonPropertyDescription("The text that means NULL, without quotation marks. COPY's default: \\N.")
            String nullAs,

            @Default("Default") @JsonPropertyDescription("How dates are read.")
            Dates dates,

            @Default("false") @JsonPropertyDescription("Read empty CHAR and VARCHAR values as NULL.")
            Boolean emptyAsNull,

            @Default("false") @JsonPropertyDescription("Read blank CHAR and VARCHAR values as NULL.")
            Boolean blanksAsNull,

            @Default("false") @JsonPropertyDescription("Skip empty lines.")
            Boolean ignoreBlankLines,

            @Default("false") @JsonPropertyDescription("Fill missing columns at the end of a line.")
            Boolean fillRecord,

            @Default("false") @JsonPropertyDescription("Cut values that are too long for their column.")
            Boolean truncateColumns,

            @Default("false") @JsonPropertyDescription("Drop blanks at the end of VARCHAR values.")
            Boolean trimBlanks) {}

    /** COPY's default format. */
    @ValidationRule(
            value = "!(self.escape && self.removeQuotes) || self.delimiter != '\"'",
            message = "with escape and removeQuotes the delimiter cannot be a quotation mark")
    public record Delimited(
            @Default("'|'")
            @Size(min = 1, max = 1)
            @Pattern(Api.DELIMITER)
            @JsonPropertyDescription("One ASCII character between values.")
            String delimiter,

            @Default("None") @JsonPropertyDescription("How the objects are compressed.")
            Compression compression,

            @Default("0") @Min(0) @Max(1000000) @JsonPropertyDescription("Lines at the top of each object to skip.")
            Integer ignoreHeader,

            @Default("0")
            @Min(0)
            @Max(100000)
            @JsonPropertyDescription("COPY fails when this many rows are rejected; 0 and 1 stop at the first.")
            Integer maxErrors,

            @Nullable
            @Size(max = 64)
            @Pattern(Api.NULL_TEXT)
            @JsonPropertyDescription("The text that means NULL, without quotation marks. COPY's default: \\N.")
            String nullAs,

            @Default("Default") @JsonPropertyDescription("How dates are read.")
            Dates dates,

            @Default("false") @JsonPropertyDescription("A backslash makes the next character literal.")
            Boolean escape,

            @Default("false") @JsonPropertyDescription("Drop quotation marks around values.")
            Boolean removeQuotes,

            @Default("false") @JsonPropertyDescription("Read empty CHAR and VARCHAR values as NULL.")
            Boolean emptyAsNull,

            @Default("false") @JsonPropertyDescription("Read blank CHAR and VARCHAR values as NULL.")
            Boolean blanksAsNull,

            @Default("false") @JsonPropertyDescription("Skip empty lines.")
            Boolean ignoreBlankLines,

            @Default("false") @JsonPropertyDescription("Fill missing columns at the end of a line.")
            Boolean fillRecord,

            @Default("false") @JsonPropertyDescription("Cut values that are too long for their column.")
            Boolean truncateColumns,

            @Default("false") @JsonPropertyDescription("Drop blanks at the end of VARCHAR values.")
            Boolean trimBlanks) {}

    /** How objects are compressed. */
    public enum Compression {
        /** Not at all. */
        @JsonProperty("None")
        NONE,
        /** gzip. */
        @JsonProperty("Gzip")
        GZIP,
        /** bzip2. */
        @JsonProperty("Bzip2")
        BZIP2,
        /** lzop. */
        @JsonProperty("Lzop")
        LZOP,
        /** Zstandard. */
        @JsonProperty("Zstd")
        ZSTD
    }

    /** How dates and times are read. */
    public enum Dates {
        /** {@code YYYY-MM-DD} and {@code YYYY-MM-DD HH:MI:SS}. */
        @JsonProperty("Default")
        DEFAULT,
        /** Several formats are recognised. */
        @JsonProperty("Auto")
        AUTO
    }

    /** One table to load. */
    @ValidationRule(
            value = "!has(self.reload) || self.mode == 'Replace'",
            fieldPath = ".reload",
            message = "reload loads a table once more, which for mode: Append would double its rows: use mode: Replace")
    @ValidationRule(
            value = "self.onChange == 'Flag' || self.mode == 'Replace'",
            fieldPath = ".onChange",
            message =
                    "loading a changed object again would double the rows that did not change: use mode: Replace, or onChange: Flag")
    public record Table(
            @Required
            @Size(min = 1, max = 63)
            @Pattern("^[a-z0-9]([-a-z0-9_]*[a-z0-9])?$")
            @JsonPropertyDescription("Name of this entry; two entries may feed one table.")
            String name,

            @Default("public")
            @Size(min = 1, max = 127)
            @Pattern(Api.IDENTIFIER)
            @JsonPropertyDescription("Schema of the table.")
            String schema,

            @Nullable
            @Size(min = 1, max = 127)
            @Pattern(Api.IDENTIFIER)
            @JsonPropertyDescription("Name of the table. Default: the entry's name.")
            String table,

            @Nullable
            @Size(max = 1600)
            @JsonPropertyDescription("The columns that the objects hold, in order. Default: all.")
            List<@Size(min = 1, max = 127) @Pattern(Api.IDENTIFIER) String> columns,

            @Nullable @JsonPropertyDescription("Where the data is. Default: spec.source.")
            Source source,

            @Nullable @JsonPropertyDescription("How the objects are written; replaces spec.format whole.")
            Format format,

            @Default("Append")
            @JsonPropertyDescription("Append adds the objects' rows, Replace puts them in the place of all rows.")
            Mode mode,

            @Nullable @JsonPropertyDescription("What must come out; otherwise the attempt is rolled back.")
            Expect expect,

            @Nullable
            @Size(min = 1, max = 64)
            @JsonPropertyDescription("Any text; when it changes, the table is loaded once more. For mode: Replace.")
            String reload,

            @Default("Flag") @JsonPropertyDescription("What a changed object does: Flag stops, Load replaces.")
            OnChange onChange,

            @Default("Flag") @JsonPropertyDescription("What an emptied table does: Flag stops, Reload loads again.")
            OnEmpty onEmpty,

            @Nullable
            @JsonPropertyDescription(
                    "What to do with a table that is not the one which the ledger knows; asked for by reason LedgerMismatch.")
            LedgerChoice ledger) {}

    /** What a load does with the rows that are there. */
    public enum Mode {
        /** Leaves them. */
        @JsonProperty("Append")
        APPEND,
        /** Deletes them, in the transaction of the COPY. */
        @JsonProperty("Replace")
        REPLACE
    }

    /** What must come out of an attempt. */
    public record Expect(
            @Nullable @Min(0) @JsonPropertyDescription("Rows loaded, exactly.")
            Long rows,

            @Nullable @Min(0) @JsonPropertyDescription("Rows loaded, at least.")
            Long minRows,

            @Nullable @Min(0) @JsonPropertyDescription("Rows rejected, at most.")
            Long maxRejected) {}

    /** What an object that changed after it was loaded does. */
    public enum OnChange {
        /** The load is Stalled. */
        @JsonProperty("Flag")
        FLAG,
        /** The table is replaced. */
        @JsonProperty("Load")
        LOAD
    }

    /** What a table that was emptied after it was loaded does. */
    public enum OnEmpty {
        /** The load is Stalled. */
        @JsonProperty("Flag")
        FLAG,
        /** Its objects are loaded again. */
        @JsonProperty("Reload")
        RELOAD
    }

    /** What to do with a table that is not the one which the ledger knows. */
    public record LedgerChoice(
            @Required
            @JsonPropertyDescription(
                    "Adopt: its rows are those of the objects. Reload: delete them and load. Append: load beside them.")
            Choice choice,

            @Required @Min(1) @JsonPropertyDescription("The id of the table that is meant; the message tells it.")
            Long tableId) {}

    /** What the rows of an unknown table are. */
    public enum Choice {
        /** The rows of the listed objects. */
        @JsonProperty("Adopt")
        ADOPT,
        /** To be deleted, and the objects loaded. */
        @JsonProperty("Reload")
        RELOAD,
        /** Others, to be kept beside those of the objects. */
        @JsonProperty("Append")
        APPEND
    }
}
