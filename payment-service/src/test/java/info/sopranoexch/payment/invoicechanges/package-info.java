@NullMarked
package info.sopranoexch.payment.invoicechanges;

import org.jspecify.annotations.NullMarked;
