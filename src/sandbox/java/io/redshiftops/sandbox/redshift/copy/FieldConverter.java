package io.redshiftops.sandbox.redshift.copy;

import io.redshiftops.sandbox.redshift.copy.CopyOptions.Flag;
import org.jspecify.annotations.Nullable;

/** Converts the fields of one column to PostgreSQL's COPY text. */
@FunctionalInterface
interface FieldConverter {

    /** What a converter of other types than text returns for a field that becomes NULL after all. */
    Rejection AS_NULL = new Rejection(0, "");

    /**
     * Converts a field that is not empty unless the type is a text.
     *
     * @return null if it was appended, {@link #AS_NULL}, or why it cannot be loaded; then what was appended is to be
     *     forgotten
     */
    @Nullable
    Rejection convert(byte[] bytes, int from, int to, Bytes out);

    /** The converter for a column's type under a COPY's options. */
    static FieldConverter of(ColumnType type, CopyOptions options) {
        return switch (type.kind()) {
            case SMALLINT -> new IntegerConverter(Short.MIN_VALUE, Short.MAX_VALUE, "Short");
            case INTEGER -> new IntegerConverter(Integer.MIN_VALUE, Integer.MAX_VALUE, "Integer");
            case BIGINT -> new IntegerConverter(Long.MIN_VALUE, Long.MAX_VALUE, "Long");
            case DECIMAL -> new DecimalConverter(type.length(), type.scale(), options.has(Flag.ROUNDEC));
            case REAL -> new FloatConverter(true);
            case DOUBLE -> new FloatConverter(false);
            case BOOLEAN -> new BooleanConverter();
            case CHAR, VARCHAR -> new TextConverter(type, options);
            case DATE, TIME, TIMETZ, TIMESTAMP, TIMESTAMPTZ -> TemporalConverter.of(type.kind(), options);
        };
    }
}
