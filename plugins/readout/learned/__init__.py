"""What a small trained encoder reads of an article: scores, never decisions.

`wordpieces` and `windows` turn a parsed article into the encoder's input, `encoder` runs it
(ONNX Runtime, one thread, no network), `heads` scores occasions, who, when and where. Who
accepts what is `readout.extraction.decide`'s business.
"""
