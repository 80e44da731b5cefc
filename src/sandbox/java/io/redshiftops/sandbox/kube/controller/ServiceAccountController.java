package io.redshiftops.sandbox.kube.controller;

import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.RequestContext;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.Target;
import io.redshiftops.sandbox.kube.resource.WriteOptions;
import io.redshiftops.sandbox.kube.store.StorageKey;
import io.redshiftops.sandbox.kube.store.StoreEvent;
import io.redshiftops.sandbox.kube.store.StoredObject;
import java.util.Optional;

/**
 * Gives each namespace what every one has: a service account {@code default} and the cluster's certificate authority.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts">Default service
 *     accounts</a>
 */
public final class ServiceAccountController implements AutoCloseable {

    private static final GroupVersionKind ACCOUNT = new GroupVersionKind("", "v1", "ServiceAccount");
    private static final GroupVersionKind CONFIG_MAP = new GroupVersionKind("", "v1", "ConfigMap");
    private static final String MANAGER = "kube-controller-manager";
    private static final String ROOT_CERTIFICATE = "kube-root-ca.crt";

    private final Cluster cluster;
    private final String certificate;
    private final WorkQueue<String> queue = new WorkQueue<>("kube-service-accounts", this::reconcile);

    /**
     * A controller.
     *
     * @param certificate the certificate authority in PEM, which pods would trust
     */
    public ServiceAccountController(Cluster cluster, String certificate) {
        this.cluster = cluster;
        this.certificate = certificate;
        cluster.store().onEvent(this::onEvent);
    }

    private void onEvent(StoreEvent event) {
        StorageKey key = event.object().key();
        boolean namespace = key.resource().equals(NamespaceLifecycle.NAMESPACES);
        if (namespace && event.type() == StoreEvent.Type.ADDED) {
            queue.add(key.name());
        } else if (event.type() == StoreEvent.Type.DELETED
                && (key.name().equals("default") || key.name().equals(ROOT_CERTIFICATE))) {
            queue.add(key.namespace());
        }
    }

    private void reconcile(String namespace) {
        Optional<StoredObject> stored =
                cluster.store().get(new StorageKey(NamespaceLifecycle.NAMESPACES, "", namespace));
        if (stored.isEmpty() || stored.get().object().isDeleting()) {
            return;
        }
        KubeObject account = KubeObject.of(ACCOUNT);
        account.metadata().put("name", "default");
        ensure(account, namespace);
        KubeObject authority = KubeObject.of(CONFIG_MAP);
        authority
                .metadata()
                .put("name", ROOT_CERTIFICATE)
                .putObject("annotations")
                .put(
                        "kubernetes.io/description",
                        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal"
                                + " endpoints such as the internal service IP or kubernetes.default.svc. No other usage is"
                                + " guaranteed across distributions of Kubernetes clusters.");
        authority.tree().putObject("data").put("ca.crt", certificate);
        ensure(authority, namespace);
    }

    private void ensure(KubeObject object, String namespace) {
        ResourceType type = cluster.registry().find(object.groupVersionKind()).orElseThrow();
        Target target = Target.of(type, namespace, object.name());
        if (cluster.store().get(target.key()).isPresent()) {
            return;
        }
        try {
            cluster.writer().create(target, object, WriteOptions.by(MANAGER), RequestContext.system());
        } catch (ApiException e) {
            // Somebody else made it, or the namespace is going: both are well.
            if (e.code() != 409 && e.code() != 403 && e.code() != 404) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
