/** The API over HTTP: from requests to the parts that answer them. */
@NullMarked
package io.redshiftops.sandbox.kube.http;

import org.jspecify.annotations.NullMarked;
