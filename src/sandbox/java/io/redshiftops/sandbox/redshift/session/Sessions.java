package io.redshiftops.sandbox.redshift.session;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open sessions of a cluster, by backend process. Safe for use by several threads. */
public final class Sessions {

    private final Map<Integer, Session> byProcess = new ConcurrentHashMap<>();

    /** Whether there is none. */
    public boolean isEmpty() {
        return byProcess.isEmpty();
    }

    void add(int process, Session session) {
        byProcess.put(process, session);
    }

    void remove(int process) {
        byProcess.remove(process);
    }

    Collection<Session> all() {
        return byProcess.values();
    }

    /** Cancels what a session runs if the key is its own; anything else is ignored, as PostgreSQL does. */
    void cancel(Handshake.Cancel request) throws IOException {
        Session session = byProcess.get(request.processId());
        if (session != null && session.hasKey(request.key())) {
            session.cancel();
        }
    }

    /** What a session runs was cancelled by SQL. */
    void noteCancellation(int process) {
        Session session = byProcess.get(process);
        if (session != null) {
            session.noteCancellation();
        }
    }

    /** Ends all sessions without a farewell. */
    public void closeAll() {
        byProcess.values().forEach(Session::close);
    }
}
