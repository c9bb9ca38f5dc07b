#!/bin/sh
# Makes favicon.ico and apple-touch-icon.png of public/icon.svg. Run it from the project's folder after the icon has
# changed, and commit what it wrote. Needs rsvg-convert (Debian: librsvg2-bin) and ImageMagick.
set -eu

folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

for size in 16 32 48; do
    rsvg-convert --width $size --height $size --output "$folder/$size.png" public/icon.svg
done
convert "$folder/16.png" "$folder/32.png" "$folder/48.png" -strip public/favicon.ico

# A phone rounds the corners itself, and shows black where an icon is clear: this one has square corners.
sed 's/ rx="[0-9.]*"//' public/icon.svg > "$folder/square.svg"
rsvg-convert --width 180 --height 180 --output "$folder/180.png" "$folder/square.svg"
convert "$folder/180.png" -alpha off -strip public/apple-touch-icon.png
