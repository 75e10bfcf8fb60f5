#!/usr/bin/env bash
# Packs soprano-cli with a Java runtime of its own into cli/target, for the platform of this machine: users need no Java.
# Needs a finished build (./soprano build) and a JDK 25 in JAVA_HOME. Prints the path of the archive.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../cli/target"

name=soprano-cli-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
rm -rf -- "$name" "$name.tar.gz"
mkdir -p "$name/lib"
cp -p -- libs/*.jar soprano-cli-*-SNAPSHOT.jar "$name/lib/"

# These modules are the result of jdeps without java.desktop. Jackson needs that one only for annotations of java.beans.
"$JAVA_HOME/bin/jlink" --output "$name/runtime" --strip-debug --no-header-files --no-man-pages --compress zip-6 \
    --add-modules java.base,java.management,java.net.http,java.security.jgss,java.security.sasl,java.sql,jdk.unsupported

cat >"$name/soprano-cli" <<'SCRIPT'
#!/bin/sh
# Starts soprano-cli with the Java runtime in this folder.
script=$0
while [ -L "$script" ]; do
    target=$(readlink "$script")
    case $target in /*) script=$target ;; *) script=${script%/*}/$target ;; esac
done
folder=$(cd "${script%/*}" && pwd)
class_path=
for jar in "$folder"/lib/*.jar; do class_path=$class_path$jar:; done
# The cache is not used if the files have changed. The log about it is of no use to users.
exec "$folder/runtime/bin/java" ${SOPRANO_CLI_CACHE:--XX:AOTCache="$folder/lib/soprano-cli.aot"} -Xlog:disable \
    -Duser.language= -Duser.country= -Duser.script= -Duser.variant= -Duser.extensions= -Duser.language.format= \
    -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData --sun-misc-unsafe-memory-access=allow \
    -cp "$class_path" info.sopranoexch.cli.SopranoCli "$@"
SCRIPT
chmod +x "$name/soprano-cli"

# A command with a request loads most classes. The connection is refused on purpose.
SOPRANO_CLI_CACHE="-XX:AOTCacheOutput=$name/lib/soprano-cli.aot" "$name/soprano-cli" \
    payments list --api-url http://127.0.0.1:9/api/v1 --api-key none >/dev/null 2>&1 || true
[ -f "$name/lib/soprano-cli.aot" ] || { echo "the class cache was not written" >&2; exit 1; }

tar -czf "$name.tar.gz" "$name"
echo "$PWD/$name.tar.gz"
