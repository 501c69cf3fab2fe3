"""What strangers send, judged before anybody opens it: bytes in, a verdict out."""
