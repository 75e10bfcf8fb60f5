# Starts a watcher and replaces itself with the command. The watcher reads standard input, a pipe without data. When the pipe
# ends, because its owner closed it or died, the watcher signals the command and kills it after the grace period.
# Arguments: signal, seconds of grace, command...
signal=$1
grace=$2
shift 2
trap '' HUP INT
exec 3<&0
(
    while read -r _ <&3; do :; done
    exec 3<&-
    kill -s "$signal" $$ || exit 0
    tenths=$((grace * 10))
    while [ $tenths -gt 0 ] && kill -s 0 $$; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
    kill -s KILL $$
) </dev/null >/dev/null 2>&1 &
exec "$@" </dev/null 3<&-
