"""What the files of a built model and the ends of its graph are called."""

ENCODER, WORDS, POSITIONS = "encoder.onnx", "words.npy", "positions.npy"
INPUT, OUTPUT = "summed", "row"
