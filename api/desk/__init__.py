"""The desk of the enquiry point: accounts, cases, replies, reports; what is kept of them."""
