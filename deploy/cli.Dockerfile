# Builds the image of soprano-cli from its Maven jars. The build needs no network.
FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 soprano && useradd --system --uid 10001 --gid soprano --no-create-home soprano
WORKDIR /application
COPY cli/target/libs/ lib/
COPY cli/target/soprano-cli-*.jar lib/
USER soprano
ENTRYPOINT ["java", "-Duser.language=", "-Duser.country=", "-Duser.script=", "-Duser.variant=", "-Duser.extensions=", "-Duser.language.format=", "-XX:TieredStopAtLevel=1", "-cp", "lib/*", "info.sopranoexch.cli.SopranoCli"]
