package io.redshiftops.load;

import io.redshiftops.api.v1alpha1.S3Load;
import io.redshiftops.api.v1alpha1.S3LoadSpec;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Choice;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Expect;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Format;
import io.redshiftops.api.v1alpha1.S3LoadSpec.LedgerChoice;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Mode;
import io.redshiftops.api.v1alpha1.S3LoadSpec.OnChange;
import io.redshiftops.api.v1alpha1.S3LoadSpec.OnEmpty;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Setup;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Source;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a load shall do: the spec with every default filled in.
 *
 * @param owner namespace and name, as the ledger remembers who loaded something
 * @param stagingUri where manifests may be put; null for the warehouse's choice
 * @param roleArn the role to read S3 with; null for the warehouse's
 */
record LoadDesign(
        String owner,
        List<Setup> setup,
        List<TableDesign> tables,
        boolean exclusive,
        int parallelism,
        Duration timeout,
        boolean allowDestructiveSetup,
        @Nullable String stagingUri,
        @Nullable String roleArn) {

    /**
     * What one table shall hold.
     *
     * @param entry name of the entry in the spec
     * @param region the bucket's; null for the warehouse's
     * @param columns the columns that the objects hold; empty for all
     * @param reload the text whose change loads the table once more; null for none
     * @param choice what to do with an unknown table of this id; null for nothing
     */
    record TableDesign(
            String entry,
            String schema,
            String table,
            List<String> columns,
            SourceDesign source,
            @Nullable String region,
            Format format,
            Mode mode,
            @Nullable Expect expect,
            @Nullable String reload,
            OnChange onChange,
            OnEmpty onEmpty,
            @Nullable LedgerChoice choice) {

        /** Schema and table. */
        String qualified() {
            return schema + "." + table;
        }

        /** The choice for the table of this id, if one was made. */
        Optional<Choice> choiceFor(long tableId) {
            return Optional.ofNullable(choice)
                    .filter(made -> made.tableId() == tableId)
                    .map(LedgerChoice::choice);
        }
    }

    /** Where a table's objects are. */
    sealed interface SourceDesign {
        /** Where it is, for messages. */
        @Override
        String toString();

        /** All objects whose keys begin so. */
        record Prefix(S3Uri uri) implements SourceDesign {
            @Override
            public String toString() {
                return uri.toString();
            }
        }

        /** These objects. */
        record Objects(List<S3Uri> uris) implements SourceDesign {
            @Override
            public String toString() {
                return uris.isEmpty() ? "no object" : uris.get(0) + (uris.size() == 1 ? "" : " …");
            }
        }

        /** The objects that a manifest lists. */
        record Manifest(S3Uri uri) implements SourceDesign {
            @Override
            public String toString() {
                return uri.toString();
            }
        }
    }

    /** The design of a load. */
    static LoadDesign of(S3Load load) {
        S3LoadSpec spec = load.getSpec();
        return new LoadDesign(
                load.getMetadata().getNamespace() + "/" + load.getMetadata().getName(),
                spec.setup() == null ? List.of() : spec.setup(),
                spec.tables().stream().map(table -> table(spec, table)).toList(),
                spec.exclusive(),
                spec.parallelism(),
                duration(spec.timeout()),
                spec.allowDestructiveSetup(),
                spec.staging() == null ? null : spec.staging().uri(),
                spec.role());
    }

    private static TableDesign table(S3LoadSpec spec, Table table) {
        String name = table.table();
        List<String> columns = table.columns();
        Format format = table.format() == null ? spec.format() : table.format();
        return new TableDesign(
                table.name(),
                table.schema(),
                name == null ? table.name() : name,
                columns == null ? List.of() : columns,
                source(spec, table.source()),
                region(spec, table.source()),
                Objects.requireNonNull(format, "the API server lets no table without a format in"),
                table.mode(),
                table.expect(),
                table.reload(),
                table.onChange(),
                table.onEmpty(),
                table.ledger());
    }

    private static SourceDesign source(S3LoadSpec spec, @Nullable Source own) {
        if (own != null && own.objects() != null) {
            return new SourceDesign.Objects(
                    own.objects().stream().map(S3Uri::parse).toList());
        }
        if (own != null && own.manifest() != null) {
            return new SourceDesign.Manifest(S3Uri.parse(own.manifest()));
        }
        String uri = own == null || own.uri() == null
                ? (spec.source() == null ? null : spec.source().uri())
                : own.uri();
        return new SourceDesign.Prefix(
                S3Uri.parse(Objects.requireNonNull(uri, "the API server lets no table without a source in")));
    }

    private static @Nullable String region(S3LoadSpec spec, @Nullable Source own) {
        String region = own == null ? null : own.region();
        return region == null && spec.source() != null ? spec.source().region() : region;
    }

    /** Hours, minutes and seconds: {@code 1h30m}. */
    static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}
