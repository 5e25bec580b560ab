"""Know the email campaign tools: merge tags, bundles and draft APIs."""
