#!/bin/sh
# Mails the answer of `pipectl check` where it is red, and is silent where it is green; exits as the check did.
# Where mail can't be sent the answer is printed, so that it is in cron's own mail or log. For example in a crontab:
#
#   MAILTO=sales@example.com
#   0 7 * * 1  cd /srv/sales && /srv/sales/weekly.sh --config pipeline.yaml
#
# What stands behind it goes to `pipectl check` as it is.
set -eu

if [ -z "${MAILTO:-}" ]; then
    echo "weekly.sh: MAILTO is not set; set it to the address to write to" >&2
    exit 2
fi
# Cron sets no language, without which mail may take the text for ASCII.
export LC_ALL="${LC_ALL:-C.UTF-8}"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' HUP INT TERM

code=0
pipectl check --format markdown "$@" >"$folder/mail" 2>"$folder/said" </dev/null || code=$?
case $code in
    0) exit 0 ;;
    1) subject="Sales pipeline: a check is missed" ;;
    2) subject="Sales pipeline: could not be checked" ;;
    *) subject="Sales pipeline: pipectl ended with $code" ;;
esac
if [ -s "$folder/said" ]; then
    { echo && cat "$folder/said"; } >>"$folder/mail"
fi
if ! mail -s "$subject" "$MAILTO" <"$folder/mail"; then
    echo "$subject"
    cat "$folder/mail"
    echo "weekly.sh: this could not be mailed to $MAILTO" >&2
fi
exit "$code"
