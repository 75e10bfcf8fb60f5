package info.sopranoexch.schemas.money;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Supported currencies and their number of decimals. The table does not come from the JDK, so that an update of the JDK
 * cannot change amounts; a test compares both. Source: ISO 4217, currencies in use in a country.
 */
public final class Currencies {
    private static final String NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private static final String TWO_DECIMALS = """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC \
            CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR \
            JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD \
            NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN \
            SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG""";
    private static final String THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND";

    public static final int MAX_DECIMALS = 3;

    /** Limit for records that another release wrote; a larger number would expand an amount to a very long text. */
    private static final int MAX_DECIMALS_OF_RECORDS = 9;

    private static final Map<String, Integer> DECIMALS = table();

    private Currencies() {}

    /** @return the number of decimals, 0 to 3; empty for an unsupported code */
    public static OptionalInt decimals(String code) {
        Integer decimals = DECIMALS.get(code);
        return decimals == null ? OptionalInt.empty() : OptionalInt.of(decimals);
    }

    /**
     * Checks the number of decimals in a record.
     *
     * @return the number
     * @throws IllegalArgumentException if no currency can have this number of decimals
     */
    public static int validDecimals(int decimals) {
        if (decimals < 0 || decimals > MAX_DECIMALS_OF_RECORDS) {
            throw new IllegalArgumentException("no currency has " + decimals + " decimals");
        }
        return decimals;
    }

    public static Set<String> codes() {
        return DECIMALS.keySet();
    }

    private static Map<String, Integer> table() {
        var table = new HashMap<String, Integer>();
        put(table, NO_DECIMALS, 0);
        put(table, TWO_DECIMALS, 2);
        put(table, THREE_DECIMALS, 3);
        return Map.copyOf(table);
    }

    private static void put(Map<String, Integer> table, String codes, int decimals) {
        for (String code : codes.split(" ", -1)) {
            table.put(code, decimals);
        }
    }
}
