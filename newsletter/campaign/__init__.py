"""Know the email campaign tools: bundles to upload, their lint, and test sends by SMTP."""
