/// Reads what is appended to a log, from its last lines on, through its rotations.
struct LogFollower {
    private let file: LogFile
    private var offset: Int
    private var lines = LineBuffer()
    /// What its predecessor has of the lines to begin with.
    private var backlog: [String]

    /// What is read at a time.
    private static let stride = 1 << 20

    /// - Parameter count: How many lines that are there already are read too.
    init(_ file: LogFile, last count: Int) {
        self.file = file
        let start = file.start(ofLast: count)
        offset = start.offset
        backlog = start.lines < count ? LogFile(path: file.predecessor).tail(lines: count - start.lines) : []
    }

    /// The lines that came since it was asked last; not all of them when they are many, so that it is asked again until there
    /// are none.
    mutating func newLines() -> [String] {
        var found = backlog
        backlog = []
        if file.size < offset {
            // It was rotated: what came before stands in its predecessor, behind what was read of it.
            found += lines.append(LogFile(path: file.predecessor).read(from: offset, upTo: .max))
            offset = 0
        }
        let bytes = file.read(from: offset, upTo: Self.stride)
        offset += bytes.count
        return found + lines.append(bytes)
    }
}
