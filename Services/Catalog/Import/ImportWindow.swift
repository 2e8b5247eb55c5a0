/// The chunks between reading and writing: they may be read in any order, and are written in that of the file.
struct ImportWindow {
    private var begun = 0
    private var written = 0
    private var isWriting = false
    private var arrived: [Int: ImportBatchInput] = [:]
    private var start: FilePosition

    init(from start: FilePosition) {
        self.start = start
    }

    /// Chunks that were begun and not written.
    var inFlight: Int { begun - written }

    /// Begins a chunk.
    ///
    /// - Parameter end: Where it ends.
    /// - Returns: Its place in the order, and where it starts.
    mutating func begin(until end: FilePosition) -> (place: Int, start: FilePosition) {
        defer {
            begun += 1
            start = end
        }
        return (begun, start)
    }

    /// Takes a chunk that was read.
    mutating func arrived(_ input: ImportBatchInput, at place: Int) {
        arrived[place] = input
    }

    /// The chunk whose turn it is to be written; nil while it is being read, or another is written.
    mutating func next() -> ImportBatchInput? {
        guard !isWriting, let input = arrived.removeValue(forKey: written) else { return nil }
        isWriting = true
        return input
    }

    /// Notes that the chunk that ``next()`` gave was written.
    mutating func wasWritten() {
        isWriting = false
        written += 1
    }
}
