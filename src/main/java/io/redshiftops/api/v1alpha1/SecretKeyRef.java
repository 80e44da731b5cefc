package io.redshiftops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One key of a Secret in the same namespace. */
public record SecretKeyRef(
        @Required
        @Size(max = 253)
        @Pattern(Api.DNS_SUBDOMAIN)
        @JsonPropertyDescription("Name of the Secret, in the same namespace.")
        String name,

        @Default("password") @Size(max = 253) @Pattern(Api.DATA_KEY) @JsonPropertyDescription("Key in the Secret.")
        String key) {}
