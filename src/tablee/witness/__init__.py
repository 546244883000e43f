"""A witness: a small server that signs a log's checkpoint only if the log has grown, and no more.

It needs no site. Whoever pays for acts, whoever receives the gifts or whoever merely doubts runs
one: what it has signed can never be unsaid by the log.

Source: https://c2sp.org/tlog-witness@v1.0.0
"""
