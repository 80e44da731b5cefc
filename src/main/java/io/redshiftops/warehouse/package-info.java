/**
 * RedshiftWarehouse: observe, plan, act, report.
 *
 * <p>{@link io.redshiftops.warehouse.WarehousePlanner} and {@link io.redshiftops.warehouse.DeletionPlanner} are pure
 * functions from what is wanted and what was seen to the actions to take; everything else feeds them or does what they say.
 */
@NullMarked
package io.redshiftops.warehouse;

import org.jspecify.annotations.NullMarked;
