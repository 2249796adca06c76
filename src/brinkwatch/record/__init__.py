"""The record: the only room that talks to a database.

`store.Record` keeps reports and their readings and answers questions about them. A reading is written whole or not at all, and
is never changed: a later version of a reader adds its own reading of the report, which is then the current one.
"""
