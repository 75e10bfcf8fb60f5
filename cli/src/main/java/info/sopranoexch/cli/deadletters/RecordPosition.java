package info.sopranoexch.cli.deadletters;

/** The position of a record in its topic, written {@code partition/offset}. The partition 0 is optional. */
record RecordPosition(int partition, long offset) {
    /** @throws IllegalArgumentException if the text is not a position */
    static RecordPosition parse(String text) {
        int slash = text.indexOf('/');
        try {
            return new RecordPosition(
                    slash < 0 ? 0 : Integer.parseInt(text.substring(0, slash)),
                    Long.parseLong(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is not a position of a record; write partition/offset", e);
        }
    }

    @Override
    public String toString() {
        return partition + "/" + offset;
    }
}
