package io.redshiftops.kube;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.redshiftops.api.v1alpha1.Api;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes Kubernetes Events. The same thing said again about the same object counts up one Event, as <a
 * href="https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/">kubectl</a> shows by "x3".
 */
public final class EventRecorder {

    private static final Logger LOG = Logger.getLogger(EventRecorder.class);
    private static final int MAX_MESSAGE = 1024;

    private final KubernetesClient client;
    private final Clock clock;

    /** A recorder that writes through this client. */
    public EventRecorder(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Says that something happened. */
    public void normal(HasMetadata about, Reason reason, String message) {
        record(about, "Normal", reason, message);
    }

    /** Says that something went wrong. */
    public void warning(HasMetadata about, Reason reason, String message) {
        record(about, "Warning", reason, message);
    }

    /** An Event that cannot be written is logged: it must not stop the work that it tells of. */
    private void record(HasMetadata about, String type, Reason reason, String message) {
        String text = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
        try {
            String name = name(about, type, reason, text);
            var events = client.v1().events().inNamespace(about.getMetadata().getNamespace());
            Event known = events.withName(name).get();
            if (known == null) {
                create(about, type, reason, text, name);
            } else {
                events.withName(name)
                        .edit(event -> new EventBuilder(event)
                                .withCount(event.getCount() == null ? 2 : event.getCount() + 1)
                                .withLastTimestamp(now())
                                .build());
            }
        } catch (KubernetesClientException e) {
            LOG.warnf(
                    "cannot record event %s of %s %s/%s: %s",
                    reason.word(),
                    about.getKind(),
                    about.getMetadata().getNamespace(),
                    about.getMetadata().getName(),
                    e.getMessage());
        }
    }

    private void create(HasMetadata about, String type, Reason reason, String message, String name) {
        Event event = new EventBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(about.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(type)
                .withReason(reason.word())
                .withMessage(message)
                .withCount(1)
                .withFirstTimestamp(now())
                .withLastTimestamp(now())
                .withNewSource()
                .withComponent(Api.OPERATOR)
                .endSource()
                .withReportingComponent(Api.OPERATOR)
                .withReportingInstance(Api.OPERATOR)
                .build();
        try {
            client.v1().events().resource(event).create();
        } catch (KubernetesClientException e) {
            // Another reconciliation said the same at the same time, or the namespace is going.
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT && e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
        }
    }

    private static String name(HasMetadata about, String type, Reason reason, String message) {
        String identity = String.join("\n", about.getMetadata().getUid(), type, reason.word(), message);
        String hash = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 18);
        String owner = about.getMetadata().getName();
        return (owner.length() <= 230 ? owner : owner.substring(0, 230)) + "." + hash.replace("-", "");
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
