# ./soprano's commands for a cluster (dlt), from the jars that Maven built; no network is needed.
FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 soprano && useradd --system --uid 10001 --gid soprano --no-create-home soprano
WORKDIR /application
COPY local-stack/launcher/target/libs/ lib/
COPY local-stack/launcher/target/local-stack-launcher-*.jar lib/
USER soprano
ENTRYPOINT ["java", "-Duser.language=", "-Duser.country=", "-Duser.script=", "-Duser.variant=", "-Duser.extensions=", "-Duser.language.format=", "-XX:TieredStopAtLevel=1", "-cp", "lib/*", "info.sopranoexch.localstack.Main"]
