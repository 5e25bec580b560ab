"""Make bundles and drafts for email campaign tools, and send test mails by SMTP."""
