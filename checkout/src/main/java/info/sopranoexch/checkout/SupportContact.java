package info.sopranoexch.checkout;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The contact for a payer's questions about a payment.
 *
 * @param text that the page shows
 * @param href of the link
 */
record SupportContact(String text, String href) {

    /** @return null if it is neither an e-mail address nor a telephone number */
    static @Nullable SupportContact ofAddressOrNumber(String contact) {
        if (contact.matches("[^@\\s<>\"?&]+@[^@\\s<>\"?&]+")) {
            return new SupportContact(contact, "mailto:" + contact);
        }
        return contact.matches("\\+?[0-9 ()-]+")
                ? new SupportContact(contact, "tel:" + contact.replaceAll("[ ()-]", ""))
                : null;
    }

    static SupportContact ofPage(URI page) {
        return new SupportContact(page.getHost(), page.toString());
    }
}
