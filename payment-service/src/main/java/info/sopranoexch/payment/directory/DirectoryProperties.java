package info.sopranoexch.payment.directory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param watch off in tests that step it by hand */
@ConfigurationProperties("soprano.directory")
record DirectoryProperties(@DefaultValue("true") boolean watch) {}
