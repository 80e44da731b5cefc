package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.dialect.Dialect;
import io.redshiftops.sandbox.redshift.dialect.Statement;
import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.wire.Message;
import io.redshiftops.sandbox.redshift.wire.Problem;
import io.redshiftops.sandbox.redshift.wire.Types;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The simple protocol: a Query message holds any number of statements, which form one implicit transaction.
 *
 * <p>The backend gets each of them by the extended protocol, with a Sync at the end: that is the same to it.
 */
final class SimpleProtocol {

    private final Conversation conversation;
    private final StatementFlow flow;
    private final Pipeline pipeline;

    SimpleProtocol(Conversation conversation, StatementFlow flow) {
        this.conversation = conversation;
        this.flow = flow;
        this.pipeline = conversation.pipeline();
    }

    /** Answers a Query message. */
    void query(String text) throws IOException {
        Problem problem = null;
        try {
            List<Statement> statements = Dialect.compile(text, conversation.caseSensitive());
            if (statements.isEmpty()) {
                conversation.client().output().writeMessage(Types.EMPTY_QUERY_RESPONSE, new byte[0]);
            }
            problem = run(statements);
        } catch (ProblemException e) {
            problem = conversation.refuse(e.problem());
        }
        if (problem != null) {
            conversation.fail(problem);
        }
        conversation.ready();
    }

    private @Nullable Problem run(List<Statement> statements) throws IOException {
        for (Statement statement : statements) {
            flow.prepare(statement);
            pipeline.request(Types.PARSE, Pipeline.parse("", statement.sql()));
            pipeline.request(Types.BIND, Pipeline.bind("", ""));
            pipeline.request(Types.DESCRIBE, Pipeline.named('P', ""), (type, length, input) -> {
                if (type == Types.ROW_DESCRIPTION) {
                    flow.describeRow(statement, length, input);
                } else {
                    new Message(type, input.readBody(length));
                }
                return true;
            });
            flow.execute(statement, "", 0, ResultCache.values(Pipeline.bind("", "")));
            Problem problem = pipeline.await();
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }
}
