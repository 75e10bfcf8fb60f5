package info.sopranoexch.webhook.inspection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param nextCursor null: there is no more */
record DeliveryPage(List<DeliveryView> data, @Nullable String nextCursor) {}
