"""Make what lies on the site: pages, copies for site generators, the report of a post."""
