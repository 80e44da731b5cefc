package io.redshiftops.load;

import io.redshiftops.api.v1alpha1.S3LoadSpec.Choice;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Compression;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Csv;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Dates;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Expect;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Format;
import io.redshiftops.api.v1alpha1.S3LoadSpec.LedgerChoice;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Mode;
import io.redshiftops.api.v1alpha1.S3LoadSpec.OnChange;
import io.redshiftops.api.v1alpha1.S3LoadSpec.OnEmpty;
import io.redshiftops.load.LoadDesign.SourceDesign;
import io.redshiftops.load.LoadDesign.TableDesign;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Designs of loads into table {@code public.t}. */
final class LoadDesigns {

    /** CSV as COPY reads it by itself. */
    static final Format CSV = new Format(
            new Csv(",", "\"", Compression.NONE, 0, 0, null, Dates.DEFAULT, false, false, false, false, false, false),
            null);

    /** Appends what is under a prefix. */
    static final TableDesign APPEND = table("t", new SourceDesign.Prefix(new S3Uri("data", "p/")));

    private LoadDesigns() {}

    static TableDesign table(String entry, SourceDesign source) {
        return new TableDesign(
                entry,
                "public",
                "t",
                List.of(),
                source,
                null,
                CSV,
                Mode.APPEND,
                null,
                null,
                OnChange.FLAG,
                OnEmpty.FLAG,
                null);
    }

    static TableDesign replacing(TableDesign table, @Nullable String reload, OnChange onChange) {
        return new TableDesign(
                table.entry(),
                table.schema(),
                table.table(),
                table.columns(),
                table.source(),
                table.region(),
                table.format(),
                Mode.REPLACE,
                table.expect(),
                reload,
                onChange,
                table.onEmpty(),
                table.choice());
    }

    static TableDesign choosing(TableDesign table, Choice choice, long tableId) {
        return new TableDesign(
                table.entry(),
                table.schema(),
                table.table(),
                table.columns(),
                table.source(),
                table.region(),
                table.format(),
                table.mode(),
                table.expect(),
                table.reload(),
                table.onChange(),
                table.onEmpty(),
                new LedgerChoice(choice, tableId));
    }

    static TableDesign onEmpty(TableDesign table, OnEmpty onEmpty) {
        return new TableDesign(
                table.entry(),
                table.schema(),
                table.table(),
                table.columns(),
                table.source(),
                table.region(),
                table.format(),
                table.mode(),
                table.expect(),
                table.reload(),
                table.onChange(),
                onEmpty,
                table.choice());
    }

    static TableDesign expecting(TableDesign table, Expect expect) {
        return new TableDesign(
                table.entry(),
                table.schema(),
                table.table(),
                table.columns(),
                table.source(),
                table.region(),
                table.format(),
                table.mode(),
                expect,
                table.reload(),
                table.onChange(),
                table.onEmpty(),
                table.choice());
    }

    static LoadDesign load(String owner, @Nullable String staging, TableDesign... tables) {
        return new LoadDesign(
                owner,
                List.of(),
                List.of(tables),
                false,
                1,
                Duration.ofMinutes(1),
                false,
                staging,
                "arn:aws:iam::123456789012:role/reader");
    }
}
