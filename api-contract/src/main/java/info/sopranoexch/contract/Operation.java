package info.sopranoexch.contract;

import java.util.regex.Pattern;

/**
 * An operation at one of its paths.
 *
 * @param method upper case
 * @param path from the root of the gateway, with its parameters in braces
 * @param id the operationId
 * @param pointer JSON pointer of the operation in the document
 */
public record Operation(String method, String path, String id, String pointer) {
    private static final Pattern PARAMETER = Pattern.compile("\\{[a-z_]+}");

    boolean isAt(String concrete) {
        String expression = PARAMETER.matcher(path).replaceAll("\\\\E[^/]*\\\\Q");
        return concrete.matches("\\Q" + expression + "\\E");
    }

    long parameters() {
        return path.chars().filter(c -> c == '{').count();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
