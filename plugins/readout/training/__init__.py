"""How the weights are made: corpus → examples → encoder and heads (`make train`).

Needs what the product does not (JAX); nothing of the product imports this room.
"""
