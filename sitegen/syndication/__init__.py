"""What leaves the site for other programs: feeds, sitemaps, search, rules for servers."""
