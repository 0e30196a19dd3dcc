"""Out of the house: mail by SMTP, each one once, with a ledger of what left."""
