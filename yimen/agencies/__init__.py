"""The city's bodies: departments and others, their leaders, duties, contacts and what became of closed
ones.
"""
