"""What the engine learns from past cases: whom to send one to, its category, its likes, its hot topics.

Everything here is advice to a person; nothing moves a case. `dispatch`, `categories` and their parts calculate with
numpy and are imported only where they are used; the rest is plain Python.
"""
