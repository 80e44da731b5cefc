package io.redshiftops.sandbox.redshift.copy;

/**
 * A column's type.
 *
 * @param length the most bytes of a CHAR or VARCHAR, the precision of a DECIMAL, else 0
 * @param scale of a DECIMAL, else 0
 */
public record ColumnType(Kind kind, int length, int scale) {

    /** The types that COPY can load here, with the names that the load error tables show. */
    public enum Kind {
        SMALLINT("int2"),
        INTEGER("int4"),
        BIGINT("int8"),
        DECIMAL("numeric"),
        REAL("float4"),
        DOUBLE("float8"),
        BOOLEAN("bool"),
        CHAR("char"),
        VARCHAR("varchar"),
        DATE("date"),
        TIME("time"),
        TIMETZ("timetz"),
        TIMESTAMP("timestamp"),
        TIMESTAMPTZ("timestamptz");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }

        boolean isText() {
            return this == CHAR || this == VARCHAR;
        }
    }

    /** A type without length. */
    public static ColumnType of(Kind kind) {
        return new ColumnType(kind, 0, 0);
    }

    /** The name that the load error tables show. */
    public String shownName() {
        return kind.shown;
    }

    /** The length that the load error tables show. */
    public String shownLength() {
        return kind == Kind.DECIMAL ? length + ", " + scale : String.valueOf(length);
    }
}
