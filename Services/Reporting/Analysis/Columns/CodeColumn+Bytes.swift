extension CodeColumn {
    func write(to writer: inout PackedWriter) {
        switch self {
        case .bytes(let codes):
            writer.byte(1)
            writer.append(codes)
        case .shorts(let codes):
            writer.byte(2)
            writer.fixed(contentsOf: codes)
        case .words(let codes):
            writer.byte(4)
            writer.fixed(contentsOf: codes)
        }
    }

    /// - Parameter limit: What every code is less than.
    init(from reader: inout PackedReader, count: Int, below limit: Int) throws(PackedError) {
        switch try reader.byte() {
        case 1: self = .bytes(try reader.fixed(count))
        case 2: self = .shorts(try reader.fixed(count))
        case 4: self = .words(try reader.fixed(count))
        default: throw .malformed("a column's width")
        }
        guard Int(greatest) < limit || count == 0 else { throw .malformed("a column's code") }
    }

    private var greatest: UInt32 {
        switch self {
        case .bytes(let codes): UInt32(codes.max() ?? 0)
        case .shorts(let codes): UInt32(codes.max() ?? 0)
        case .words(let codes): codes.max() ?? 0
        }
    }
}
