package info.sopranoexch.payment.directory;

/** A directory topic that can be written again from the database. */
public interface DirectorySource {
    /** Publishes all entries as they are now. @return number of entries */
    long republishAll();
}
