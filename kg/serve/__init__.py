"""A build -> the explorer, a JSON API, a SPARQL endpoint and every entity at its address, over HTTP.

Nothing is imported here: the worker processes need no web framework.
"""
