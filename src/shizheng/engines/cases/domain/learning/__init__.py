"""What the engine learns from past cases: whom to send one to, its category, its likes, its hot topics.

Everything here is advice to a person; nothing moves a case. Modules that need numpy (the extra `learning`) are
`dispatch`, `categories` and their parts; the rest is plain Python.
"""
