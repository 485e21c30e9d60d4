"""The desk: a site where editors see what was printed, read, change, prove and sign.

Django's views, templates and static files; what it knows it asks of `store` and `pipeline`.
"""
