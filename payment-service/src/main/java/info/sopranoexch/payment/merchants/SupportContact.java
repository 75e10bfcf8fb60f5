package info.sopranoexch.payment.merchants;

import java.util.regex.Pattern;

/** Recognizes the forms of a support contact that the payer's page can link. */
final class SupportContact {
    static final int MAX_LENGTH = 200;
    private static final Pattern EMAIL = Pattern.compile(
            "[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9](?:[ ()-]{0,2}[0-9]){4,19}");

    private SupportContact() {}

    /** Whether the text is an e-mail address or a telephone number. */
    static boolean isAddressOrNumber(String text) {
        return EMAIL.matcher(text).matches() || PHONE.matcher(text).matches();
    }
}
