// Opened from a disk, a page may not read another one: the search shows what it finds without an extract.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
