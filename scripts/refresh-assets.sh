#!/bin/sh
# Makes crates/web/vendor again from the published packages. Needs npm, pip and the network; building Rollbook does not.
set -eu

frontend=6.3.0
macros=4.1.0
sass=1.108.2

vendor=$(cd "$(dirname "$0")/../crates/web/vendor" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-save --ignore-scripts "govuk-frontend@$frontend" "sass@$sass"
pip download --quiet --no-deps --only-binary :all: --dest . "govuk-frontend-jinja==$macros"
python3 -m zipfile --extract govuk_frontend_jinja-"$macros"-*.whl macros

govuk="$vendor/govuk-frontend-$frontend"
package=node_modules/govuk-frontend/dist/govuk
cp "$govuk/govuk-frontend.scss" .
mkdir -p "$govuk/dist" "$govuk/fixtures"
npx sass --load-path=. --style=compressed --no-source-map govuk-frontend.scss "$govuk/dist/govuk-frontend.css"
sed 's@//# sourceMappingURL=.*@@' "$package/govuk-frontend.min.js" > "$govuk/dist/govuk-frontend.min.js"
for examples in "$package"/components/*/fixtures.json; do
  cp "$examples" "$govuk/fixtures/$(basename "$(dirname "$examples")").json"
done

jinja="$vendor/govuk-frontend-jinja-$macros"
mkdir -p "$jinja/templates"
cp -R macros/govuk_frontend_jinja/templates/components macros/govuk_frontend_jinja/templates/macros "$jinja/templates/"
cp macros/*.dist-info/licenses/LICENSE "$jinja/"

cd "$vendor"
find . -type f ! -name SHA256SUMS ! -name README.md | LC_ALL=C sort | xargs sha256sum > "$work/SHA256SUMS"
diff SHA256SUMS "$work/SHA256SUMS" && echo "Nothing differs."
cp "$work/SHA256SUMS" SHA256SUMS
