package io.redshiftops.sandbox.redshift.dialect;

import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.wire.Problem;

/** The answers to statements that do not run; all their texts are here. */
final class Refusal {

    private static final String FEATURE_NOT_SUPPORTED = "0A000";
    private static final String INVALID_DEFINITION = "42P16";

    private Refusal() {}

    /** PostgreSQL has it, Amazon Redshift does not. */
    static ProblemException notSupported(String what) {
        return new ProblemException(
                Problem.error(FEATURE_NOT_SUPPORTED, what + " is not supported by Amazon Redshift"));
    }

    /** Amazon Redshift has it, the sandbox does not. */
    static ProblemException notEmulated(String what) {
        return new ProblemException(Problem.error(FEATURE_NOT_SUPPORTED, what + " is not emulated by this sandbox"));
    }

    /** A command about things that Amazon Redshift's tables lack. */
    static ProblemException notOnTables(String command) {
        return new ProblemException(Problem.error(
                FEATURE_NOT_SUPPORTED, "SQL command \"" + command + "\" not supported on Redshift tables."));
    }

    static ProblemException unsupportedType(String table, String column, String type) {
        return new ProblemException(Problem.error(
                FEATURE_NOT_SUPPORTED,
                "Column \"" + table + "." + column + "\" has unsupported type \"" + type + "\"."));
    }

    static ProblemException unknownSetting(String name) {
        return new ProblemException(Problem.error("42704", "unrecognized configuration parameter \"" + name + "\""));
    }

    static ProblemException fixedSetting(String name) {
        return new ProblemException(Problem.error("55P02", "parameter \"" + name + "\" cannot be changed"));
    }

    static ProblemException invalidSetting(String name, String value) {
        return new ProblemException(
                Problem.error("22023", "invalid value for parameter \"" + name + "\": \"" + value + "\""));
    }

    /** A definition that contradicts itself. */
    static ProblemException definition(String message) {
        return new ProblemException(Problem.error(INVALID_DEFINITION, message));
    }

    static ProblemException missingColumn(String column) {
        return new ProblemException(Problem.error("42703", "column \"" + column + "\" does not exist"));
    }

    /** A password that breaks the rules. */
    static ProblemException password(String rule) {
        return new ProblemException(Problem.error("22023", rule));
    }

    static ProblemException invalidValue(String message) {
        return new ProblemException(Problem.error("22023", message));
    }

    static ProblemException wrongArguments(String function) {
        return new ProblemException(Problem.error("42883", "function " + function + " does not take these arguments"));
    }
}
