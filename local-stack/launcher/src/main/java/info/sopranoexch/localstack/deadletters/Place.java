package info.sopranoexch.localstack.deadletters;

/** Where a record lies in its dead-letter topic; written {@code partition/offset}, and the partition 0 may be left out. */
public record Place(int partition, long offset) {
    /** @throws IllegalArgumentException when the text is no place */
    public static Place parse(String text) {
        int slash = text.indexOf('/');
        try {
            return new Place(
                    slash < 0 ? 0 : Integer.parseInt(text.substring(0, slash)),
                    Long.parseLong(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is no place of a record; write partition/offset", e);
        }
    }

    @Override
    public String toString() {
        return partition + "/" + offset;
    }
}
