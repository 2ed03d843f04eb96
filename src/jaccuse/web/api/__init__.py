"""The API under /api/v1: the views as JSON, with the filters of the command line.

spec.py       an endpoint is data: path, parameters, shapes; the OpenAPI document is made of it
shapes.py     what is answered that no view has a shape for already
reads.py      what can be read; reading.py: how; deciding.py: reading a text on the spot, and decisions
routes.py     endpoints as routes: parameters checked, answers with tags
"""
