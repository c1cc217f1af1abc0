"""The information pool (统一信息资源库): one row for everything public, first into the pool, then used
(norms §1.7).
"""
