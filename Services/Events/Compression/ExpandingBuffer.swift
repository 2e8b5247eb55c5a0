/// Takes what comes out of compressed bytes, in steps, and no more than a limit.
struct ExpandingBuffer {
    /// What a step of a library did.
    struct Step {
        let consumed: Int
        let produced: Int
        /// Whether the compressed bytes ended here as they should.
        let isFinished: Bool
    }

    private let limit: Int
    private var output: [UInt8]
    private var written = 0

    /// - Parameters:
    ///   - count: The size of the compressed bytes, from which a first size of the output is guessed.
    ///   - limit: The most bytes that may come out.
    init(expanding count: Int, limit: Int) {
        self.limit = limit
        // One byte more than the limit is room to find out that there would be more.
        output = [UInt8](repeating: 0, count: min(max(4 * count, 4096), limit + 1))
    }

    /// Runs a library over all of the input.
    ///
    /// - Parameter step: One call of the library, with what is left of the input and room for output; nil when it finds
    ///   the input to be malformed.
    /// - Returns: What came out; nil when the input is malformed, ends too early, has more behind its end, or passes the limit.
    mutating func run(
        _ input: UnsafeRawBufferPointer, _ step: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) -> Step?
    ) -> [UInt8]? {
        var read = 0
        while true {
            if written == output.count { output += [UInt8](repeating: 0, count: min(written, limit + 1 - written)) }
            let room = written
            // Both buffers are valid for the call, and the library keeps no pointer to them after it.
            let outcome = unsafe output.withUnsafeMutableBytes { buffer in
                unsafe step(
                    UnsafeRawBufferPointer(rebasing: input[read...]),
                    UnsafeMutableRawBufferPointer(rebasing: buffer[room...]))
            }
            guard let outcome else { return nil }
            read += outcome.consumed
            written += outcome.produced
            guard written <= limit else { return nil }
            if outcome.isFinished, read == input.count {
                output.removeLast(output.count - written)
                return output
            }
            // Neither is there more to read nor did the output lack room: the end is missing.
            guard outcome.consumed > 0 || outcome.produced > 0 else { return nil }
        }
    }
}
