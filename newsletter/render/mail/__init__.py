"""Make the email of an edition: HTML, text and message file, in the conventions of each campaign tool."""
